"""How a spec of ours differs from the provider's own description, one text a difference."""

from collections.abc import Iterator, Sequence

from spec_pipeline.operations import Operation
from spec_pipeline.sources import Source

from .changes import Change, Told, compare, tell_once
from .shapes import place_label, read_operations, read_shape
from .upstream import Upstream

ABSENT = "only here"


def find_differences(spec: Source, descriptions: Sequence[Upstream]) -> list[str]:
    """Return the differences, as the file of accepted ones has them; an operation may be in any description."""
    differences: list[str] = []
    found: list[tuple[str, Change]] = []
    for operation in read_operations(spec):
        changes = _compare(spec, operation, descriptions)
        if changes is None:
            differences.append(f"{operation.name}: {ABSENT}")
        else:
            found += [(operation.name, change) for change in changes if change.aspect != "model"]
    return differences + [_difference(told) for told in tell_once(found)]


def _compare(spec: Source, operation: Operation, descriptions: Sequence[Upstream]) -> Iterator[Change] | None:
    for upstream in descriptions:
        if theirs := upstream.find(spec.content, operation):
            return compare(read_shape(spec, operation), read_shape(upstream.source, theirs))
    return None


def _difference(told: Told) -> str:
    return f"{told.operation} {place_label(told.change.place)}: {_what(told.change)}"


def _what(change: Change) -> str:
    ours, theirs = change.before, change.after
    if theirs is None:
        return ABSENT
    if ours is None:
        return f"only upstream, {theirs.type} {theirs.format}".strip(" ,")
    match change.aspect:
        case "type":
            return f"{ours.type} here, {theirs.type} upstream"
        case "format":
            return f"format {ours.format or 'none'} here, {theirs.format or 'none'} upstream"
        case "required":
            return f"required {_side(ours.is_required)}"
        case "nullable":
            return f"may be null {_side(ours.is_nullable)}"
        case _:
            side = _side(change.aspect == "values gone")
            return f"values {side}: {', '.join(change.values())}"


def _side(is_ours: bool) -> str:
    return "only here" if is_ours else "only upstream"
