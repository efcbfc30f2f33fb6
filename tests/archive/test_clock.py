"""A clock that is wrong: nothing is lost, nothing fetched needlessly, and the newest is the newest all the same."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cloudinvoices.archive import Archive, account_run, planning

from .books import AkamaiBooks, DoiTBooks
from .conftest import damages, lines, run, visible

TIMES = {
    "a year back": -timedelta(days=365),
    "an hour back": -timedelta(hours=1),
    "as it was": timedelta(0),
    "years ahead": timedelta(days=5000),
    "at its beginning": datetime(1970, 1, 1, tzinfo=UTC) - datetime.now(UTC),
}


def set_clock(patch: pytest.MonkeyPatch, off: timedelta) -> None:
    class Clock(datetime):
        @classmethod
        def now(cls, tz: object = None) -> Clock:
            moment = datetime.now(UTC) + off
            return cls(*moment.timetuple()[:6], tzinfo=UTC)

    for module in (account_run, planning):
        patch.setattr(module, "datetime", Clock)


def set_times(folder: Path, when: datetime) -> None:
    """Of every file, as a copy made under a wrong clock has them."""
    for name in visible(folder):
        os.utime(folder / name, (when.timestamp(), when.timestamp()))


@pytest.mark.parametrize("off", TIMES.values(), ids=TIMES)
def test_between_two_runs(folder: Path, off: timedelta, monkeypatch: pytest.MonkeyPatch) -> None:
    books = DoiTBooks("IN1", "IN2")
    run(folder, books.source())
    held = {name: (folder / name).read_bytes() for name in visible(folder)}
    books.requests.clear()
    set_clock(monkeypatch, off)
    assert run(folder, books.source()).accounts[0].unchanged == 4
    assert books.asked_for_documents() == 0
    books.invoices["IN1"]["status"] = "PAID"
    assert run(folder, books.source()).failures == []
    newest = {(line["invoice"], line["format"]): line for line in lines(folder)}
    assert newest["IN1", "pdf"]["status"] == "paid"
    assert newest["IN1", "pdf"]["version"] == 2
    year = (datetime.now(UTC) + off).year
    assert newest["IN1", "pdf"]["fetched_at"].startswith(str(year)), "as the clock said"
    assert {name: (folder / name).read_bytes() for name in held} == held
    assert damages(folder) == []


@pytest.mark.parametrize("off", TIMES.values(), ids=TIMES)
def test_a_new_version_of_a_document(folder: Path, off: timedelta, monkeypatch: pytest.MonkeyPatch) -> None:
    books = AkamaiBooks()
    run(folder, books.source())
    set_clock(monkeypatch, off)
    books.version, books.content = 2, books.content.replace(b"first", b"other")
    assert run(folder, books.source()).accounts[0].downloaded == 1
    (line,) = lines(folder)
    assert (line["version"], (folder / line["path"]).read_bytes()) == (2, books.content)
    books.requests.clear()
    assert run(folder, books.source()).accounts[0].unchanged == 1
    assert books.asked_for_documents() == 0
    assert damages(folder) == []


@pytest.mark.parametrize("off", TIMES.values(), ids=TIMES)
def test_times_of_the_files(folder: Path, off: timedelta) -> None:
    books = DoiTBooks("IN1", "IN2")
    run(folder, books.source())
    shown = lines(folder)
    books.requests.clear()
    for moment in (datetime.now(UTC) + off, datetime(2000, 1, 1, tzinfo=UTC)):
        set_times(folder, moment)
        assert run(folder, books.source()).accounts[0].unchanged == 4
        assert lines(folder) == shown
        assert damages(folder) == []
    assert books.asked_for_documents() == 0


@pytest.mark.parametrize("off", [-timedelta(days=1), timedelta(days=400)], ids=["older", "newer"])
def test_a_record_with_another_time_is_read(folder: Path, off: timedelta) -> None:
    """Whether it is older or newer than what the index saw: another time is another file."""
    run(folder, DoiTBooks("IN1").source(), formats=("pdf",))
    (line,) = lines(folder)
    path = folder / line["record"]
    moment = (datetime.now(UTC) + off).timestamp()
    path.write_text(path.read_text().replace('"currency": "USD"', '"currency": "EUR"', 1))  # as long as before
    os.utime(path, (moment, moment))
    with Archive(folder) as archive:
        archive.refresh()
        assert [name for name, _ in archive.damaged()] == [line["record"]]


def test_a_young_invoice_under_a_clock_that_is_behind(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A document that does not exist is asked for again while its invoice is young: also if it is dated tomorrow."""
    books = DoiTBooks("IN1")
    books.pdfs["IN1"] = None
    run(folder, books.source(), formats=("pdf",))
    for off, asked in ((timedelta(0), False), (-timedelta(days=5000), True)):
        set_clock(monkeypatch, off)
        books.requests.clear()
        run(folder, books.source(), formats=("pdf",))
        assert (books.asked_for_documents() > 0) == asked
