"""What something costs with none, few and many documents."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from .spread import Spread, ratio, spread
from .work import Measurement


@attrs.frozen
class Cost:
    """One thing at the three sizes, round by round."""

    none: Sequence[Measurement]
    few: Sequence[Measurement]
    many: Sequence[Measurement]

    def fixed(self) -> Spread:
        """Milliseconds of processor time where there is no document."""
        return spread(self.none, lambda one: one.processor, 1000)

    def of_few(self) -> Spread:
        """Microseconds of processor time a document of few, without the fixed ones."""
        return Spread.of(self._net(self.few))

    def of_many(self) -> Spread:
        """Of many."""
        return Spread.of(self._net(self.many))

    def growth(self) -> Spread:
        """Of the net cost of a document, from few to many."""
        return Spread.of(many / few for many, few in zip(self._net(self.many), self._net(self.few), strict=True))

    def beside(self, peer: Cost) -> Spread:
        """Processor time of many, divided by the peer's; fixed costs included."""
        return ratio(self.many, peer.many, lambda one: one.processor)

    def wall(self) -> Spread:
        """Seconds for many."""
        return spread(self.many, lambda one: one.wall)

    def peak_of_few(self) -> Spread:
        """MB of memory at most."""
        return spread(self.few, lambda one: one.peak, 1e-6)

    def peak_of_many(self) -> Spread:
        """MB of memory at most."""
        return spread(self.many, lambda one: one.peak, 1e-6)

    def without(self, other: Cost) -> Cost:
        """What remains when the processor and wall time of another is taken away, round by round."""
        return Cost(_minus(self.none, other.none), _minus(self.few, other.few), _minus(self.many, other.many))

    def _net(self, measured: Sequence[Measurement]) -> list[float]:
        return [
            (one.processor - nothing.processor) / one.documents * 1e6
            for one, nothing in zip(measured, self.none, strict=True)
        ]


def _minus(ones: Sequence[Measurement], others: Sequence[Measurement]) -> list[Measurement]:
    return [
        Measurement(documents=one.documents, wall=one.wall - other.wall, processor=one.processor - other.processor)
        for one, other in zip(ones, others, strict=True)
    ]
