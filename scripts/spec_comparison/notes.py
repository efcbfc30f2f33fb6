"""What a spec says besides shape: descriptions, examples, sources, limits. One line for each operation and schema."""

from collections.abc import Iterator, Mapping

from spec_pipeline.sources import Node

from .fields import Place
from .references import as_list, as_object

_TOLD = frozenset("$ref type format required enum const nullable operationId name in x-reader".split())  # noqa: SIM905
_NAMES = ("properties", "responses", "content", "$defs")
_STEPS = {"schema": "body", "items": "[]", "additionalProperties": "{}"}
_LISTS = ("parameters", "allOf", "anyOf", "oneOf")
_MOST_PLACES = 3

_TEXTS = frozenset("$comment $id $schema deprecated description example examples externalDocs summary title".split())  # noqa: SIM905


def changed_notes(old: Node, new: Node) -> dict[str, list[Place]]:
    """Return the keywords, those of shape left out, whose values differ, each with the places that both have."""
    before, after = read_notes(old), read_notes(new)
    changed: dict[str, list[Place]] = {}
    for place in [one for one in after if one in before]:
        was, now = before[place], after[place]
        for keyword in sorted(was.keys() | now.keys()):
            if was.get(keyword) != now.get(keyword):
                changed.setdefault(keyword, []).append(place)
    return changed


def is_text(keyword: str) -> bool:
    """Tell a keyword that only explains from one that limits what is valid."""
    return keyword in _TEXTS or keyword.startswith("x-")


def describe_notes(changed: Mapping[str, list[Place]]) -> str:
    """Write them in one line: `description (status, dueDate), x-source`."""
    return ", ".join(f"{keyword}{_places(places)}" for keyword, places in changed.items())


def read_notes(node: Node, place: Place = ()) -> dict[Place, Node]:
    """Return the keywords of a node that are not about shape, and those of everything written in it."""
    children = list(_children(node))
    notes = {place: {key: value for key, value in node.items() if key not in _TOLD and not _is_structure(key, value)}}
    for step, child in children:
        notes |= read_notes(child, (*place, step))
    return notes


def _is_structure(key: str, value: object) -> bool:
    return (key in (*_NAMES, *_STEPS) and isinstance(value, dict)) or (key in _LISTS and isinstance(value, list))


def _children(node: Node) -> Iterator[tuple[str, Node]]:
    for key in _NAMES:
        yield from ((name, as_object(child)) for name, child in as_object(node.get(key)).items())
    for key, step in _STEPS.items():
        if child := as_object(node.get(key)):
            yield step, child
    for key in _LISTS:
        for number, one in enumerate(as_list(node.get(key)), 1):
            child = as_object(one)
            yield str(child.get("name") or child.get("$ref") or f"{key} {number}"), child


def _places(places: list[Place]) -> str:
    names = [" ".join(step for step in place if step != "body") for place in places if place]
    if not names:
        return ""
    more = f" and {len(names) - _MOST_PLACES} more" if len(names) > _MOST_PLACES else ""
    return f" ({', '.join(names[:_MOST_PLACES])}{more})"
