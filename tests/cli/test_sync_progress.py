"""How far a sync is: for a terminal, for a log, and for nobody."""

import io
import re
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from cloudinvoices import aconnect
from cloudinvoices.archive import Archive, Options, Source, sync
from cloudinvoices.cli.messages import Messages
from cloudinvoices.cli.progress import saying, ticking
from cloudinvoices.cli.sync_progress import Counts, watching

from .conftest import AtTerminal, Configure, Invoke
from .test_sync import documents


class Lines(io.StringIO):
    """A log that can be waited for."""

    def __init__(self, lines: int) -> None:
        super().__init__()
        self._lines = lines
        self.full = threading.Event()

    def write(self, text: str) -> int:
        written = super().write(text)
        if self.getvalue().count("\n") >= self._lines:
            self.full.set()
        return written


def counted(clock: Callable[[], float]) -> Counts:
    counts = Counts(5, clock)
    for account in range(5):
        for _ in range(40):
            counts.listed(str(account))
        counts.account_listed(str(account))
    counts.planned(400)
    return counts


def test_while_the_accounts_are_listed() -> None:
    counts = Counts(2)
    counts.listed("a")
    assert counts.line() == "0 of 2 accounts listed, 1 invoice"
    counts.account_listed("a")
    counts.listed("b")
    assert counts.line() == "1 of 2 accounts listed, 2 invoices"


def test_while_documents_are_fetched() -> None:
    now = [100.0]
    counts = counted(lambda: now[0])
    assert counts.line() == "0 of 5 accounts, 0 of 400 documents, 0 B"
    now[0] += 12
    for _ in range(120):
        counts.received(102_800)
        counts.done("a")
    assert counts.line() == "0 of 5 accounts, 120 of 400 documents, 12.3 MB, about 28 s left"
    for account in range(3):
        counts.account_done(str(account))
    now[0] += 1188
    assert counts.line() == "3 of 5 accounts, 120 of 400 documents, 12.3 MB, about 47 min left"


def test_with_nothing_to_fetch() -> None:
    counts = Counts(1)
    counts.planned(0)
    assert counts.line() == "0 of 1 account, 0 of 0 documents, 0 B"


def test_an_account_that_cannot_be_opened_is_done_as_well(tmp_path: Path) -> None:
    counts = Counts(1)
    with Archive(tmp_path / "archive") as archive:
        report = sync(archive, [Source("a", "doit", lambda: aconnect("doit", unknown=1))], Options(), counts)
    assert report.failures
    assert counts.line() == "1 of 1 account, 0 of 0 documents, 0 B"


def test_a_log_gets_a_line_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    log = Lines(2)
    monkeypatch.setattr(sys, "stderr", log)
    threads = threading.active_count()
    with watching(Messages(), watch := Counts(1), lines_every=0.01):
        watch.listed("a")
        assert log.full.wait(20)
    assert log.getvalue().splitlines()[1] == "0 of 1 account listed, 1 invoice"
    assert threading.active_count() == threads, "no thread outlives the run"


def test_a_short_run_says_nothing_on_the_way(configure: Configure, invoke: Invoke) -> None:
    configure()
    assert invoke("sync", "my-f5xc", "--archive", "archive").stderr.count("\n") == 1
    assert invoke("verify", "--archive", "archive").stderr.count("\n") == 1


def test_quiet_starts_no_thread_and_says_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a thread was started")

    monkeypatch.setattr(threading.Thread, "start", refuse)
    with watching(Messages(quiet=True), watch := Counts(1), lines_every=0.001):
        watch.listed("a")
    with saying(lambda: "never", Messages(quiet=True), lines_every=0.001):
        pass
    assert capsys.readouterr() == ("", "")


def test_a_line_for_a_log_of_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    log = Lines(1)
    monkeypatch.setattr(sys, "stderr", log)
    with saying(lambda: "3 documents", Messages(), lines_every=0.01):
        assert log.full.wait(20)
    assert set(log.getvalue().splitlines()) == {"3 documents"}


def test_ticking_ends_with_what_it_is_for() -> None:
    ticks, second = [], threading.Event()

    def tick() -> None:
        ticks.append(threading.current_thread())
        if len(ticks) == 2:
            second.set()

    with suppress(ZeroDivisionError), ticking(tick, 0.001):
        assert second.wait(20)
        raise ZeroDivisionError
    assert not ticks[0].is_alive()
    assert len(set(ticks)) == 1


@pytest.mark.parametrize("columns", ["40", "80", "200"])
def test_bars_at_a_terminal(configure: Configure, at_terminal: AtTerminal, columns: str) -> None:
    configure()
    code, shown, piped = at_terminal("sync", "--archive", "archive", COLUMNS=columns)
    assert code == 0
    assert "accounts" in shown
    assert "documents" in shown
    assert "\x1b" not in piped.decode()
    assert piped.splitlines()[0].split()[0] == b"account"
    assert re.fullmatch(
        rf"(\x1b\[\d?[A-Z])*{len(documents())} documents are new, 6 not available\.", shown.splitlines()[-1]
    ), "nothing is left of the bars"
    assert list(Path("archive").glob("my-doit/*/*.pdf"))


def test_a_terminal_that_can_take_nothing_back_gets_no_bars(configure: Configure, at_terminal: AtTerminal) -> None:
    configure()
    code, shown, _ = at_terminal("sync", "my-f5xc", "--archive", "archive", TERM="dumb")
    assert code == 0
    assert shown.splitlines() == ["13 documents are new, 6 not available."]
