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

    @property
    def is_met(self) -> bool:
        """By the median."""
        return self.measured.median >= self.limit if self.at_least else self.measured.median <= self.limit


def targets(rows: Iterable[Target]) -> str:
    """The targets and what came of them."""
    return table(
        ("target", "limit", "measured", "met"),
        (
            (row.what, f"{'≥' if row.at_least else '≤'} {row.limit:g}", row.measured, "yes" if row.is_met else "**no**")
            for row in rows
        ),
    )
