"""Calendar months, as billing counts them."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, order=True, slots=True)
class Month:
    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"

    def plus(self, months: int) -> Month:
        years, index = divmod(self.number - 1 + months, 12)
        return Month(self.year + years, index + 1)

    def day(self, number: int) -> date:
        return date(self.year, self.number, number)

    @property
    def first(self) -> date:
        return self.day(1)

    @property
    def last(self) -> date:
        return self.day(monthrange(self.year, self.number)[1])


def closed_months(today: date, count: int) -> tuple[Month, ...]:
    """The `count` months before the one that runs today, oldest first."""
    running = Month(today.year, today.month)
    return tuple(running.plus(-back) for back in range(count, 0, -1))
