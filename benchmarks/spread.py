"""The middle of several measurements, and how far apart they are."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

import attrs

T = TypeVar("T")


@attrs.frozen
class Spread:
    """Of one figure over all rounds."""

    median: float
    least: float
    most: float

    @classmethod
    def of(cls, values: Iterable[float]) -> Spread:
        ordered = sorted(values)
        return cls(statistics.median(ordered), ordered[0], ordered[-1])

    def __str__(self) -> str:
        if self.least == self.most:
            return show(self.median)
        return f"{show(self.median)} ({show(self.least)}–{show(self.most)})"


def show(value: float) -> str:
    """Three digits, or all before the point."""
    size = abs(float(f"{value:.3g}"))
    return f"{value:,.{0 if size >= 100 else 1 if size >= 10 else 2 if size >= 1 else 3}f}"


def spread(measured: Sequence[T], figure: Callable[[T], float], scale: float = 1.0) -> Spread:
    """A figure of each round."""
    return Spread.of(figure(one) * scale for one in measured)


def ratio(ours: Sequence[T], theirs: Sequence[T], figure: Callable[[T], float]) -> Spread:
    """A figure divided by that of another, round by round: what slows a round down slows both."""
    return Spread.of(figure(one) / figure(other) for one, other in zip(ours, theirs, strict=True))
