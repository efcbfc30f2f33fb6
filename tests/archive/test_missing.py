"""Missing: the months in which an invoice is expected and none is held."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cloudinvoices.archive import Archive, Expected, find_missing
from cloudinvoices.testing import Simulator

from .books import DoiTBooks
from .conftest import run, sources_of

TODAY = date(2026, 11, 20)


def missing(folder: Path, **expected: Expected) -> list[tuple[str, str]]:
    with Archive(folder) as archive:
        archive.refresh()
        return [(one.account, one.month) for one in find_missing(archive, expected, TODAY)]


@pytest.fixture
def gaps(folder: Path) -> Path:
    """Invoices of February, March, June and September."""
    books = DoiTBooks()
    for month in (2, 3, 6, 9):
        books.add(f"IN{month}", date(2026, month, 10))
    run(folder, books.source())
    return folder


def test_between_the_first_and_the_last(gaps: Path) -> None:
    assert missing(gaps) == [("doit", f"2026-{month:02d}") for month in (4, 5, 7, 8)]


def test_a_monthly_cadence_reaches_to_the_last_closed_month(gaps: Path) -> None:
    expected = Expected("monthly")
    assert missing(gaps, doit=expected) == [("doit", f"2026-{month:02d}") for month in (4, 5, 7, 8, 10)]


def test_a_monthly_cadence_begins_where_the_account_does(gaps: Path) -> None:
    expected = Expected("monthly", since=date(2025, 12, 31))
    months = ["2025-12", "2026-01", "2026-04", "2026-05", "2026-07", "2026-08", "2026-10"]
    assert missing(gaps, doit=expected) == [("doit", month) for month in months]


def test_an_irregular_cadence_expects_nothing(gaps: Path) -> None:
    assert missing(gaps, doit=Expected("irregular")) == []


def test_an_account_that_holds_nothing(gaps: Path) -> None:
    expected = Expected("monthly", since=date(2026, 9, 1))
    assert missing(gaps, doit=Expected("irregular"), edge=expected) == [("edge", "2026-09"), ("edge", "2026-10")]
    assert missing(gaps, doit=Expected("irregular"), edge=Expected("monthly")) == []
    assert missing(gaps, doit=Expected("irregular"), edge=Expected(since=date(2026, 9, 1))) == []


def test_over_the_turn_of_the_year(folder: Path) -> None:
    books = DoiTBooks()
    books.add("a", date(2024, 11, 1))
    books.add("b", date(2025, 2, 28))
    run(folder, books.source())
    assert missing(folder) == [("doit", "2024-12"), ("doit", "2025-01")]


def test_a_document_that_is_gone_is_not_held(gaps: Path) -> None:
    for path in (gaps / "doit" / "2026").glob("2026-06-*"):
        if ".record" not in path.name:
            path.unlink()
    assert ("doit", "2026-06") in missing(gaps)


def test_the_month_that_the_simulator_leaves_out(sim: Simulator, folder: Path) -> None:
    run(folder, *sources_of(sim))
    with Archive(folder) as archive:
        ((account, _),) = [(one.account, one.month) for one in find_missing(archive, {}, date.today())]  # noqa: DTZ011
    assert account == "doit"
