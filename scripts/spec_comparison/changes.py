"""The differences of two shapes, each told once, wherever the schema is used that it is in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from .fields import Facts, Place
from .shapes import Shape

Aspect = Literal["presence", "type", "format", "required", "nullable", "values gone", "values new", "model"]

_ATTRIBUTES: dict[Aspect, str] = {
    "type": "type",
    "format": "format",
    "required": "is_required",
    "nullable": "is_nullable",
    "model": "model",
}
_OF_THE_PLACE = ("required", "model")


@dataclass(frozen=True)
class Change:
    """What differs at a place; `before` is what the first shape says, `after` what the second says."""

    place: Place
    aspect: Aspect
    before: Facts | None
    after: Facts | None
    origin: str

    @property
    def is_new(self) -> bool:
        """Tell a place that only the second shape has."""
        return self.before is None

    def values(self) -> list[str]:
        """Return the enum values that only one of the two has."""
        before, after = (facts.values if facts else frozenset[str]() for facts in (self.before, self.after))
        return sorted(before - after if self.aspect == "values gone" else after - before)


@dataclass(frozen=True)
class Told:
    """A change of one operation, and the other operations that it concerns as well."""

    operation: str
    change: Change
    also: tuple[str, ...]


def compare(first: Shape, second: Shape) -> Iterator[Change]:
    """Return how the second shape differs from the first; nothing below a place that one lacks, or of two types."""
    told: set[Place] = set()
    for place in [*second, *(place for place in first if place not in second)]:
        if any(place[:length] in told for length in range(1, len(place))):
            continue
        before, after = first.get(place), second.get(place)
        changes = list(_differences(place, before, after))
        is_repeated = any(facts is not None and facts.is_repeated for facts in (before, after))
        if is_repeated or any(change.aspect in ("presence", "type") for change in changes):
            told.add(place)
        yield from changes


def tell_once(found: Iterable[tuple[str, Change]]) -> list[Told]:
    """Join the changes of several operations that are one change in a schema which they share."""
    groups: dict[tuple[object, ...], list[tuple[str, Change]]] = {}
    for name, change in found:
        said = (change.aspect, change.before and change.before.said(), change.after and change.after.said())
        groups.setdefault((change.origin, *said), []).append((name, change))
    return [_told(group) for group in groups.values()]


def _told(group: list[tuple[str, Change]]) -> Told:
    (first, change), *others = group
    return Told(first, change, tuple(dict.fromkeys(name for name, _ in others if name != first)))


def _differences(place: Place, before: Facts | None, after: Facts | None) -> Iterator[Change]:
    if before is None or after is None:
        known = before or after
        yield Change(place, "presence", before, after, known.place_origin if known else "")
        return
    for aspect, attribute in _ATTRIBUTES.items():
        if getattr(before, attribute) != getattr(after, attribute):
            origin = before.place_origin if aspect in _OF_THE_PLACE else before.schema_origin
            yield Change(place, aspect, before, after, origin)
    if before.values - after.values:
        yield Change(place, "values gone", before, after, before.schema_origin)
    if after.values - before.values:
        yield Change(place, "values new", before, after, before.schema_origin)
