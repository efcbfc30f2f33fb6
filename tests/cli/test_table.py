"""Tables at a terminal: what is short stays whole, however narrow it is."""

import os
import sys

import pytest

from cloudinvoices.cli.table import table

ROWS = [
    ["platform", "d13f1a7c-a1a1-4017-9abb-b0dfc430e3b5", "2026-03-31", "-12345.67"],
    ["edge", "8000123456", "2026-02-28", "1.00"],
]
TITLES = ["account", "invoice", "dated", "total"]
RIGHT = [False, False, False, True]


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "dumb")


def width(monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))


def test_in_a_pipe_nothing_is_folded(monkeypatch: pytest.MonkeyPatch) -> None:
    width(monkeypatch, 20)
    assert table(ROWS, TITLES, RIGHT) == (
        "account   invoice                               dated           total\n"
        "platform  d13f1a7c-a1a1-4017-9abb-b0dfc430e3b5  2026-03-31  -12345.67\n"
        "edge      8000123456                            2026-02-28       1.00\n"
    )


def test_wide_characters_and_control_characters() -> None:
    assert table([["東京", "x"], ["a\n", "y"], ["", "z"]]) == "東京  x\na\\n   y\n      z\n"
    assert table([]) == ""
    assert table([], TITLES) == "account  invoice  dated  total\n"


@pytest.mark.usefixtures("terminal")
@pytest.mark.parametrize("columns", [60, 64])
def test_only_what_is_long_is_folded(monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    width(monkeypatch, columns)
    lines = [line.replace("\x1b[1m", "").replace("\x1b[0m", "") for line in table(ROWS, TITLES, RIGHT).splitlines()]
    assert len(lines) == 4
    assert max(map(len, lines)) <= columns
    for short in ("platform", "2026-03-31", "-12345.67", "8000123456"):
        assert short in "\n".join(lines)


@pytest.mark.usefixtures("terminal")
@pytest.mark.parametrize("columns", [20, 40])
def test_where_that_is_not_enough_the_terminal_breaks_the_lines(monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    width(monkeypatch, columns)
    assert len(table(ROWS, TITLES, RIGHT).splitlines()) == 3


@pytest.mark.usefixtures("terminal")
def test_many_rows_are_not_folded(monkeypatch: pytest.MonkeyPatch) -> None:
    width(monkeypatch, 60)
    assert len(table(ROWS * 600, TITLES, RIGHT).splitlines()) == 1201


@pytest.mark.usefixtures("terminal")
def test_titles_stand_out(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not table(ROWS, TITLES).startswith("\x1b"), "not on a terminal that cannot"
    monkeypatch.setenv("TERM", "xterm")
    assert table(ROWS, TITLES).startswith("\x1b[1maccount")
    assert os.environ["TERM"] == "xterm"
