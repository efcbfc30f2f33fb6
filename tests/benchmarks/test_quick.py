"""When the quick form fails: a figure beyond twice its target, and once more when it is measured again."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from benchmarks import __main__ as command
from benchmarks import table
from benchmarks.quick import is_far, measure_twice, show
from benchmarks.spread import Spread
from benchmarks.table import Target


def target(measured: float, limit: float = 1.5, *, what: str = "a ÷ b", **more: object) -> Target:
    return Target(what=what, measured=Spread(measured, measured, measured), limit=limit, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("measured", "limit", "at_least", "far"),
    [
        (1.4, 1.5, False, False),
        (2.9, 1.5, False, False),
        (3.0, 1.5, False, False),
        (3.01, 1.5, False, True),
        (0.9, 0.8, True, False),
        (0.4, 0.8, True, False),
        (0.39, 0.8, True, True),
        (-0.1, 32, False, False),
        (float("nan"), 1.5, False, True),
    ],
)
def test_far_is_beyond_twice_the_target(measured: float, limit: float, at_least: bool, far: bool) -> None:
    assert is_far(target(measured, limit, at_least=at_least)) is far


@pytest.mark.parametrize(("wall", "far"), [(None, True), (0.05, True), (0.049, False)])
def test_short_waits_are_not_judged(wall: float | None, far: bool) -> None:
    assert is_far(target(100, wall=wall)) is far


def test_only_a_chapter_with_a_failure_is_measured_again_and_only_the_failure_is_replaced() -> None:
    asked = list[str]()
    answers = {
        "good": [[target(1.6)]],
        "noisy": [[target(1.1), target(9.0)], [target(7.0), target(1.2)]],
        "bad": [[target(8.0)], [target(6.0)]],
    }

    def measure(chapter: str) -> list[Target]:
        asked.append(chapter)
        return answers[chapter].pop(0)

    found = measure_twice(answers, measure)
    assert asked == ["good", "noisy", "noisy", "bad", "bad"]
    assert [one.measured.median for one in found] == [1.6, 1.1, 1.2, 6.0]
    assert [is_far(one) for one in found] == [False, False, False, True]


def test_what_is_not_required_is_neither_shown_nor_a_reason_to_measure_again() -> None:
    answers = [[target(1.0), target(99.0, required=False)]]
    assert measure_twice(["one"], lambda _: answers.pop()) == [target(1.0)]


def test_the_table_has_the_limit_and_marks_what_fails() -> None:
    shown = show([target(1.6, what="a ÷ b"), target(0.1, 0.8, what="c ÷ d", at_least=True)])
    assert shown.splitlines()[2:] == [
        "| a ÷ b | 1.60 | ≤ 1.5 | ≤ 3 |",
        "| c ÷ d | **0.100** | ≥ 0.8 | ≥ 0.4 |",
    ]


@pytest.mark.parametrize(("measured", "fails"), [(2.9, False), (3.1, True)])
def test_the_command_fails_where_a_figure_is_beyond_its_limit(
    measured: float, fails: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def chapter(*_: object) -> str:
        return table.targets([target(measured), target(1.0)])

    made_up: dict[str, Callable[..., str]] = {"bulk": chapter}
    monkeypatch.setattr(command, "CHAPTERS", made_up)
    code: object = None
    try:
        command.main(["--check", "--only", "bulk"])
    except SystemExit as ended:
        code = ended.code
    assert code == ("1 of 2 figures are beyond their limit, which is twice the target" if fails else None)
    assert capsys.readouterr().out.count("≤ 1.5 | ≤ 3 |") == 2
