from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudinvoices.core.times import first_of_month, read_day, read_milliseconds, to_milliseconds

MADRID = ZoneInfo("Europe/Madrid")
offsets = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2022-12-31T23:59:59.999999999Z", date(2022, 12, 31)),
        ("2022-12-31T23:59:59.9999999Z", date(2022, 12, 31)),
        ("2022-12-31T23:59:59.999999Z", date(2022, 12, 31)),
        ("2022-12-31T23:59:59Z", date(2022, 12, 31)),
        ("2022-12-31", date(2022, 12, 31)),
        ("2022-12-31T23:59:59", date(2022, 12, 31)),
        ("2023-01-01T00:30:00+01:00", date(2022, 12, 31)),
        ("2022-12-31T23:30:00-01:00", date(2023, 1, 1)),
        ("0001-01-01T00:00:00+14:00", None),
        ("9999-12-31T23:59:59-14:00", None),
        ("2022-02-30", None),
        ("31/12/2022", None),
        ("yesterday", None),
        ("", None),
        (None, None),
    ],
)
def test_days_of_texts(text: str | None, day: date | None) -> None:
    assert read_day(text) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-06-30T22:30:00Z", date(2026, 7, 1)),
        ("2026-12-31T23:30:00Z", date(2027, 1, 1)),
        ("2026-06-30", date(2026, 6, 30)),
        ("2026-06-30T23:30:00", date(2026, 6, 30)),
    ],
)
def test_days_in_spain(text: str, day: date) -> None:
    assert read_day(text, MADRID) == day


@given(when=st.datetimes(), digits=st.from_regex(r"\A[0-9]{1,9}\Z"))
def test_no_fraction_is_ever_rounded_up(when: datetime, digits: str) -> None:
    assert read_day(f"{when.replace(microsecond=0).isoformat()}.{digits}Z") == when.date()


@given(day=st.dates(date(2, 1, 1), date(9998, 12, 31)), time=st.times(timezones=offsets))
def test_the_offset_counts(day: date, time: time) -> None:
    when = datetime.combine(day, time)
    assert read_day(when.isoformat()) == when.astimezone(UTC).date()


@given(text=st.text(max_size=30))
def test_no_text_breaks_the_reader(text: str) -> None:
    assert read_day(text) is None or isinstance(read_day(text), date)


@given(day=st.dates(), later=st.integers(0, 86_399_999))
def test_every_millisecond_of_a_day_belongs_to_it(day: date, later: int) -> None:
    assert read_milliseconds(to_milliseconds(day) + later) == day


@pytest.mark.parametrize(
    ("value", "day"),
    [(None, None), (0, date(1970, 1, 1)), (-1, date(1969, 12, 31)), (10**15, None), (-(10**30), None), (10**30, None)],
)
def test_milliseconds(value: int | None, day: date | None) -> None:
    assert read_milliseconds(value) == day


@given(day=st.dates(date(1000, 1, 1), date(9000, 1, 1)), months=st.integers(-600, 600))
def test_months_forth_and_back(day: date, months: int) -> None:
    there = first_of_month(day, months)
    assert there.day == 1
    assert (there.year * 12 + there.month) - (day.year * 12 + day.month) == months
    assert first_of_month(there, -months) == day.replace(day=1)
