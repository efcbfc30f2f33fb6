"""What a schema says of each field, by where the field stands: $ref, allOf and the ways to write null are gone."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace

from spec_pipeline.errors import GenerationError
from spec_pipeline.sources import Node

from .references import as_list, as_object, follow

Place = tuple[str, ...]
"""Status and media type, or `parameter` and its name; then the names of fields, `[]` for an item, `{}` for a value."""

_NULL = "null"
_STEPS = {"items": "[]", "additionalProperties": "{}"}
_MOST_FIELDS = 5_000
"""Schemas that lead to each other multiply: each way through them is a field."""


@dataclass(frozen=True)
class Facts:
    """What is said of one place. The origins are where that is written, so that a change there is told once.

    Where a schema leads back to itself, `is_repeated` says that what is below stands further up already.
    """

    place_origin: str = ""
    schema_origin: str = ""
    type: str = ""
    format: str = ""
    is_required: bool = False
    is_nullable: bool = False
    values: frozenset[str] = frozenset()
    model: str = ""
    is_repeated: bool = False

    def said(self) -> "Facts":
        """Return the same without where it is written."""
        return replace(self, place_origin="", schema_origin="", is_repeated=False)


@dataclass(frozen=True)
class _Written:
    """A schema as it is written for a place, and where."""

    schema: object
    origin: str


@dataclass(frozen=True)
class _Part:
    """One of the schemas that together describe a field."""

    schema: Node
    reference: str
    origin: str
    is_certain: bool  # not just one of several alternatives


def read_fields(
    content: Node, schema: object, place: Place, origin: str, *, is_required: bool
) -> Iterator[tuple[Place, Facts]]:
    """Return what a schema says of a place, and of all below it, parents first."""
    found = _Reader(content).read([_Written(schema, origin)], place, is_required, frozenset())
    for number, one in enumerate(found):
        if number == _MOST_FIELDS:
            raise GenerationError([f"an answer with more than {_MOST_FIELDS} fields, which nobody could compare"])
        yield one


class _Reader:
    def __init__(self, content: Node) -> None:
        self._content = content

    def read(
        self, written: list[_Written], place: Place, is_required: bool, above: frozenset[int]
    ) -> Iterator[tuple[Place, Facts]]:
        parts = [part for one in written for part in self._parts(one.schema, one.origin, frozenset())]
        here = {id(part.schema) for part in parts}
        is_repeated = here <= above
        yield place, replace(_facts(parts, written[-1].origin, is_required), is_repeated=is_repeated)
        if is_repeated:
            return
        required = {name for part in parts if part.is_certain for name in as_list(part.schema.get("required"))}
        for step, children in _children(parts).items():
            yield from self.read(children, (*place, step), step in required, above | here)

    def _parts(self, schema: object, origin: str, seen: frozenset[int], is_certain: bool = True) -> Iterator[_Part]:
        reference, node = follow(self._content, schema)
        if id(node) in seen:
            return
        origin = reference or origin
        yield _Part(node, reference, origin, is_certain)
        for keyword in ("allOf", "anyOf", "oneOf"):
            alternatives = as_list(node.get(keyword))
            others = keyword != "allOf" and sum(one != {"type": _NULL} for one in alternatives) > 1
            for number, one in enumerate(alternatives):
                inner = f"{origin} {keyword} {number}"
                yield from self._parts(one, inner, seen | {id(node)}, is_certain and not others)


def _facts(parts: list[_Part], origin: str, is_required: bool) -> Facts:
    schemas = [part.schema for part in parts]
    types = {kind for schema in schemas for kind in _types(schema)}
    values = [value for schema in schemas for value in _values(schema)]
    is_nullable = _NULL in types or None in values or any(_says_nullable(schema) for schema in schemas)
    return Facts(
        place_origin=origin,
        schema_origin=parts[-1].origin if parts else origin,
        type=" or ".join(sorted(types - {_NULL})) or "anything",
        format=next((str(schema["format"]) for schema in schemas if schema.get("format")), ""),
        is_required=is_required,
        is_nullable=is_nullable,
        values=frozenset(
            one if isinstance(one, str) else json.dumps(one, default=str) for one in values if one is not None
        ),
        model=", ".join(dict.fromkeys(part.reference.rpartition("/")[2] for part in parts if part.reference)),
    )


def _types(schema: Node) -> list[str]:
    if written := schema.get("type"):
        return [str(one) for one in (as_list(written) or [written])]
    if {"properties", "additionalProperties"} & schema.keys():
        return ["object"]
    return ["array"] if "items" in schema else []


def _values(schema: Node) -> list[object]:
    return [*as_list(schema.get("enum")), *([schema["const"]] if "const" in schema else [])]


def _says_nullable(schema: Node) -> bool:
    """OpenAPI 3.0 says `nullable`; Swagger 2.0 has no word for it, and vendors write `x-nullable`."""
    return schema.get("nullable") is True or schema.get("x-nullable") is True


def _children(parts: list[_Part]) -> dict[str, list[_Written]]:
    found: dict[str, list[_Written]] = {}
    for part in parts:
        below = {**as_object(part.schema.get("properties"))}
        below |= {step: part.schema[key] for key, step in _STEPS.items() if as_object(part.schema.get(key))}
        for step, child in below.items():
            found.setdefault(step, []).append(_Written(child, f"{part.origin}.{step}"))
    return found
