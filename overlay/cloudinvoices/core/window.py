"""The days an invoice list is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import attrs

from .times import first_of_month


def _day(window: object, attribute: attrs.Attribute[date | None], value: object) -> None:
    if value is not None and (not isinstance(value, date) or isinstance(value, datetime)):
        raise TypeError(f"{attribute.name} must be a datetime.date, not {type(value).__name__}")


@attrs.frozen
class Window:
    """From `since` to `until`, both inclusive; None is open."""

    since: date | None = attrs.field(default=None, validator=_day)
    until: date | None = attrs.field(default=None, validator=_day)

    def __attrs_post_init__(self) -> None:
        if self.since and self.until and self.since > self.until:
            raise ValueError(f"since ({self.since}) is after until ({self.until})")

    def holds(self, day: date | None) -> bool:
        """Whether the day is inside. An invoice that has no date at all is never left out."""
        return day is None or ((self.since is None or day >= self.since) and (self.until is None or day <= self.until))

    def widened(self, days: int) -> Window:
        """The same with some days more on each side, for servers that compare with another date than ours."""
        margin = timedelta(days=days)
        return Window(
            max(self.since, date.min + margin) - margin if self.since else None,
            min(self.until, date.max - margin) + margin if self.until else None,
        )

    def months(self, *, today: date, earliest: date, default: int = 12) -> Iterator[date]:
        """First days of the months in the window; without `since`, the last closed `default` months and this one."""
        month = first_of_month(max(self.since or first_of_month(today, -default), earliest))
        last = min(self.until or today, today)
        while month <= last:
            yield month
            month = first_of_month(month, 1)
