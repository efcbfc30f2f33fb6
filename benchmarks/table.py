"""Tables of the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from .spread import Spread


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table; all columns but the first are figures."""
    lines = [header, ["---", *["---:"] * (len(header) - 1)], *([str(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


@attrs.frozen(kw_only=True)
class Target:
    """What a figure should be."""

    what: str
    measured: Spread
    limit: float
    at_least: bool = False
    wall: float | None = None
    """Seconds of wall-clock time the figure was taken from; None for what other work of the machine hardly changes."""
    required: bool = True
    """Else it stands in its chapter, and neither at the top of the page nor in `quick`."""

    @property
    def is_met(self) -> bool:
        """By the median."""
        return self.measured.median >= self.limit if self.at_least else self.measured.median <= self.limit

    @property
    def bound(self) -> str:
        """The limit as it is shown."""
        return show_bound(self.limit, self.at_least)


def show_bound(limit: float, at_least: bool) -> str:
    """At least or at most so much."""
    return f"{'≥' if at_least else '≤'} {limit:g}"


made: list[Target] = []
"""Those of all tables so far; `targets` adds its own."""


def targets(rows: Iterable[Target]) -> str:
    """The targets and what came of them."""
    own = list(rows)
    made.extend(own)
    return table(
        ("target", "limit", "measured", "met"),
        ((row.what, row.bound, row.measured, "yes" if row.is_met else "**no**") for row in own),
    )
