"""The form that can fail: every required target measured with small numbers, and a table of them.

A figure may miss its target here, on a machine with other work and with small numbers. It may not miss it by a factor
of two, and then once more: that is a defect, and no noise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from .table import Target, show_bound, table

_FACTOR = 2.0
_SHORTEST = 0.05

Measure = Callable[[str], Sequence[Target]]


def limit_of(target: Target) -> float:
    """Twice the target, or half of it where it is a least figure."""
    return target.limit / _FACTOR if target.at_least else target.limit * _FACTOR


def is_far(target: Target) -> bool:
    """Whether the figure is beyond its limit; wall-clock times below 50 ms say nothing."""
    if target.wall is not None and target.wall < _SHORTEST:
        return False
    median, limit = target.measured.median, limit_of(target)
    return not (median >= limit if target.at_least else median <= limit)


def measure_twice(chapters: Iterable[str], measure: Measure) -> list[Target]:
    """The required targets of all chapters; a chapter with a figure too far off is measured once more."""
    found = list[Target]()
    for chapter in chapters:
        own = [target for target in measure(chapter) if target.required]
        if any(map(is_far, own)):
            again = [target for target in measure(chapter) if target.required]
            own = [second if is_far(first) else first for first, second in zip(own, again, strict=True)]
        found += own
    return found


def show(found: Iterable[Target]) -> str:
    """The table, with what fails in bold."""
    rows = (
        (
            target.what,
            f"**{target.measured}**" if is_far(target) else target.measured,
            target.bound,
            show_bound(limit_of(target), target.at_least),
        )
        for target in found
    )
    return table(("what", "measured", "target", "limit"), rows)
