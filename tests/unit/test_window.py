from datetime import date, datetime, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudinvoices.core.window import Window

TODAY = date(2026, 11, 20)
LONG_AGO = date(2016, 4, 1)


@pytest.mark.parametrize(
    ("since", "until", "day", "inside"),
    [
        (date(2026, 1, 1), date(2026, 1, 31), date(2026, 1, 1), True),
        (date(2026, 1, 1), date(2026, 1, 31), date(2026, 1, 31), True),
        (date(2026, 1, 1), date(2026, 1, 31), date(2025, 12, 31), False),
        (date(2026, 1, 1), date(2026, 1, 31), date(2026, 2, 1), False),
        (None, date(2026, 1, 31), date.min, True),
        (date(2026, 1, 1), None, date.max, True),
        (date(2026, 1, 1), date(2026, 1, 1), date(2026, 1, 1), True),
        (date(2026, 1, 1), date(2026, 1, 31), None, True),
    ],
)
def test_both_days_are_inside(since: date | None, until: date | None, day: date | None, inside: bool) -> None:
    assert Window(since, until).holds(day) is inside


def test_upside_down_is_refused() -> None:
    with pytest.raises(ValueError, match="2026-02-01"):
        Window(date(2026, 2, 1), date(2026, 1, 1))


@pytest.mark.parametrize("value", [datetime(2026, 1, 1), "2026-01-01", 20260101])  # noqa: DTZ001  # a wrong argument
@pytest.mark.parametrize("name", ["since", "until"])
def test_only_days_are_taken(name: str, value: Any) -> None:
    with pytest.raises(TypeError, match=f"{name} must be a datetime.date"):
        Window(**{name: value})


def test_a_window_does_not_change() -> None:
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        Window().since = TODAY  # type: ignore[misc]


@given(since=st.dates(), length=st.integers(0, 4000), days=st.integers(0, 100), day=st.dates())
def test_wider_holds_more(since: date, length: int, days: int, day: date) -> None:
    until = min(since, date.max - timedelta(length)) + timedelta(length)
    window = Window(since, until)
    wider = window.widened(days)
    assert wider.holds(day) or not window.holds(day)
    assert wider.since == max(since, date.min + timedelta(days)) - timedelta(days)


def test_open_ends_stay_open() -> None:
    assert Window().widened(62) == Window()


def months(window: Window) -> list[str]:
    return [f"{month:%Y-%m}" for month in window.months(today=TODAY, earliest=LONG_AGO)]


def test_months_of_a_window() -> None:
    assert months(Window(date(2025, 11, 30), date(2026, 2, 1))) == ["2025-11", "2025-12", "2026-01", "2026-02"]


def test_without_a_beginning_the_last_twelve_closed_months_and_this_one() -> None:
    found = months(Window())
    assert (found[0], found[-1], len(found)) == ("2025-11", "2026-11", 13)


def test_the_future_and_what_was_before_the_service_are_left_out() -> None:
    assert months(Window(date(2010, 1, 1), date(2016, 5, 5))) == ["2016-04", "2016-05"]
    assert months(Window(date(2026, 11, 30), date(2030, 1, 1))) == ["2026-11"]
    assert months(Window(date(2027, 1, 1))) == []
