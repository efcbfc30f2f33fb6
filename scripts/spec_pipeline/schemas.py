"""The schema of an answer as a tolerant reader needs it.

The documentation says what a provider means to send. What generated code must survive is more: a value that was added
yesterday, a null, a field left out, a timestamp in another form. So only the shape is kept, and whatever could refuse
an answer is dropped. A keyword that is known as neither is an error, not a guess.
"""

from collections.abc import Mapping
from typing import Any

from .errors import GenerationError
from .sources import Node

_SHAPE = frozenset(
    "$ref type format properties items additionalProperties enum const anyOf oneOf allOf description".split()  # noqa: SIM905 -- forty lines as literals, with the next
)
_DROPPED = frozenset(
    "$comment $defs $id $schema default deprecated example examples exclusiveMaximum exclusiveMinimum externalDocs "  # noqa: SIM905
    "maxItems maxLength maxProperties maximum minItems minLength minProperties minimum multipleOf pattern readOnly "
    "required title uniqueItems writeOnly".split()
)
_NULL: Node = {"type": "null"}


class TolerantSchemas:
    """Rewrites the schemas that the answers of one source use, and collects them under their documented names."""

    def __init__(self, label: str, documented: Mapping[str, Node], text_formats: frozenset[str]) -> None:
        self._label = label
        self._documented = documented
        self._text_formats = text_formats
        self._used: dict[str, Node] = {}

    def collected(self) -> dict[str, Node]:
        """Return every schema used so far, in the order of their names."""
        return dict(sorted(self._used.items()))

    def define(self, name: str) -> None:
        """Rewrite a documented schema, unless that was done before."""
        if name not in self._used:
            self._add(name, self._documented[name])

    def read(self, schema: Node, name: str) -> Node:
        """Rewrite a schema. An enum or object written in place gets a name of its own, the same for both generators."""
        self._refuse_unknown_keywords(schema, name)
        parts = schema.get("allOf", [])
        if "$ref" in schema:
            tolerant = self._use(schema["$ref"])
        elif alternatives := schema.get("anyOf") or schema.get("oneOf"):
            tolerant = self._union(alternatives, name)
        elif len(parts) == 1:
            tolerant = self.read(parts[0], name)
        elif parts or schema.keys() & {"enum", "const", "properties"}:
            tolerant = self._name_in_place(schema, name)
        else:
            tolerant = self._plain(schema, name)
        return _described(tolerant, schema)

    def _use(self, reference: str) -> Node:
        """Refer to a schema; an enum is opened where it is used, so that it keeps its name and its values."""
        name = reference.rpartition("/")[2]
        if name not in self._documented and name not in self._used:
            raise GenerationError([f"{self._label}: $ref {reference} is no schema with a name. Cure: give it one"])
        self.define(name)
        link: Node = {"$ref": f"#/components/schemas/{name}"}
        target = self._used[name]
        return {"anyOf": [link, {"type": target["type"]}]} if "enum" in target else link

    def _name_in_place(self, schema: Node, name: str) -> Node:
        if name in self._documented or name in self._used:
            raise GenerationError(
                [f"{self._label}: {name} would name two schemas. Cure: put the one written in place under components"]
            )
        self._add(name, schema)
        return self._use(name)

    def _add(self, name: str, schema: Node) -> None:
        self._refuse_unknown_keywords(schema, name)
        self._used[name] = {}  # a schema may lead back to itself
        self._used[name] = _described(self._definition(schema, name), schema)

    def _definition(self, schema: Node, name: str) -> Node:
        if schema.keys() & {"enum", "const"}:
            return self._closed_enum(schema, name)
        if "properties" in schema:
            fields = {key: self._field(value, name + pascal_case(key)) for key, value in schema["properties"].items()}
            return {"type": "object", "properties": fields}
        if len(parts := schema.get("allOf", [])) > 1:
            return {"allOf": [self.read(part, f"{name}Part{number}") for number, part in enumerate(parts, 1)]}
        return self.read(schema, name)

    def _field(self, schema: Node, name: str) -> Node:
        """Rewrite a property: any may be null. Both generators know `nullable`, though not beside a $ref."""
        field = self.read(schema, name)
        if "$ref" in field:
            field = _described({"anyOf": [{"$ref": field["$ref"]}]}, field)
        return {**field, "nullable": True}

    def _closed_enum(self, schema: Node, name: str) -> Node:
        values = [value for value in schema.get("enum", [schema.get("const")]) if value is not None]
        for kind, python_type in (("string", str), ("integer", int)):
            if all(type(value) is python_type for value in values):
                return {"type": kind, "enum": values}
        raise GenerationError([f"{self._label}: enum {name} must hold texts only, or integers only"])

    def _union(self, alternatives: list[Node], name: str) -> Node:
        read = [self.read(one, f"{name}Option{number}") for number, one in enumerate(alternatives, 1) if one != _NULL]
        return read[0] if len(read) == 1 else {"anyOf": read}

    def _plain(self, schema: Node, name: str) -> Node:
        documented: list[str] | str = schema.get("type", [])
        types = [one for one in ([documented] if isinstance(documented, str) else documented) if one != "null"]
        values: Any = schema.get("additionalProperties")
        match types:
            case []:
                return {}
            case ["array"]:
                return {"type": "array", "items": self.read(schema.get("items", {}), f"{name}Item")}
            case ["number"]:
                return {"type": "number", "format": "decimal"}  # money is exact from the text on
            case ["string"] if schema.get("format") in self._text_formats:
                return {"type": "string", "format": schema["format"]}
            case ["object"] if values:
                return {"type": "object", "additionalProperties": values is True or self._field(values, f"{name}Value")}
            case [one]:
                return {"type": one}
            case _:
                return self._union([{**schema, "type": one} for one in types], name)

    def _refuse_unknown_keywords(self, schema: Node, name: str) -> None:
        if unknown := [key for key in schema if key not in _SHAPE | _DROPPED and not key.startswith("x-")]:
            cure = f"say it with {', '.join(sorted(_SHAPE))}"
            raise GenerationError([f"{self._label}: schema {name} uses {', '.join(unknown)}. Cure: {cure}"])


def pascal_case(name: str) -> str:
    """Write a name of the wire or of Python as the name of a class."""
    words = "".join(character if character.isalnum() else " " for character in name).split()
    return "".join(word.capitalize() if name.isupper() else word[:1].upper() + word[1:] for word in words)


def _described(schema: Node, documented: Node) -> Node:
    return {**schema, "description": documented["description"]} if "description" in documented else schema
