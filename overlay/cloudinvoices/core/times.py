"""Days from what the providers send. Never rounded up: the last nanosecond of a year belongs to that year."""

from __future__ import annotations

from datetime import UTC, date, datetime, tzinfo

_EPOCH = date(1970, 1, 1).toordinal()
_DAY = 86_400_000


def read_day(text: str | None, zone: tzinfo = UTC) -> date | None:
    """The day of an ISO date or date-time in `zone`; None if there is none to read.

    A time without offset is taken as `zone`'s. Digits beyond microseconds are cut off, not rounded.
    """
    try:
        when = datetime.fromisoformat(text or "")
        return when.astimezone(zone).date() if when.tzinfo else when.date()
    except (ValueError, OverflowError):
        return None


def read_milliseconds(value: int | None) -> date | None:
    """The UTC day of milliseconds since 1970; None if there is none, or none in the calendar."""
    if value is None:
        return None
    try:
        return date.fromordinal(_EPOCH + value // _DAY)
    except (ValueError, OverflowError):
        return None


def to_milliseconds(day: date) -> int:
    """Milliseconds since 1970 of the day's beginning in UTC."""
    return (day.toordinal() - _EPOCH) * _DAY


def first_of_month(day: date, months: int = 0) -> date:
    """The first day of the month that is `months` after the day's own."""
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, 1)
