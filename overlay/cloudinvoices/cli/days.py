"""Days and months as people type them."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

import click

from .options import ParamType

Period = tuple[date, date]
F = TypeVar("F", bound=Callable[..., Any])

_FORM = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")


class PeriodType(ParamType[Period]):
    """A day, a month or a year: its first and its last day."""

    name = "period"

    def convert(self, value: str | Period, param: click.Parameter | None, ctx: click.Context | None) -> Period:
        if isinstance(value, tuple):
            return value
        try:
            return _period(value)
        except ValueError:
            self.fail(f"{value!r} is not a day (2026-01-31), a month (2026-01) or a year (2026).", param, ctx)


def _period(text: str) -> Period:
    form = _FORM.fullmatch(text.strip())
    if form is None:
        raise ValueError(text)
    year, month, day = (int(part) if part else None for part in form.groups())
    assert year is not None
    first = date(year, month or 1, day or 1)
    if day:
        return first, first
    last_month = month or 12
    return first, date(year, last_month, calendar.monthrange(year, last_month)[1])


def window_options(function: F) -> F:
    """The options --since, --until and --period."""
    for name, metavar, about in (
        ("--period", "YYYY-MM", "One month (or day, or year) only."),
        ("--until", "DAY", "To this day, month or year, inclusive."),
        ("--since", "DAY", "From this day, month or year on."),
    ):
        function = click.option(name, metavar=metavar, type=PeriodType(), help=about)(function)
    return function


def window(since: Period | None, until: Period | None, period: Period | None) -> tuple[date | None, date | None]:
    """The first and the last day of what the three options say together.

    Raises:
        click.UsageError: they contradict each other.
    """
    if period and (since or until):
        raise click.UsageError("--period stands alone: it is --since and --until in one.")
    first = (period or since or (None, None))[0]
    last = (period or until or (None, None))[1]
    if first and last and first > last:
        raise click.UsageError(f"--since ({first}) is after --until ({last}).")
    return first, last
