"""What specs/README.md asks for, and what the code generators get wrong without a warning."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from .spec_files import OPERATIONS, SPECS, Node, Operation, schemas_of

# Each of these shadows a name that the generated models use themselves.
RESERVED_PROPERTIES = {"d", "cls", "field_dict", "additional_properties", "to_dict"}

each_spec = pytest.mark.parametrize("name", SPECS)
each_operation = pytest.mark.parametrize("operation", OPERATIONS, ids=str)


def references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if "$ref" in node:
            yield node["$ref"]
        for inner in node.values():
            yield from references(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from references(inner)


def snake_case(text: str) -> str:
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", text)
    return re.sub(r"[^a-z0-9]+", "_", words.lower())


@each_spec
def test_header(name: str) -> None:
    info = SPECS[name]["info"]
    assert info["title"].endswith(" invoices")
    assert isinstance(info["version"], str)
    assert info["description"]
    assert "license" not in info
    assert all(server["url"].startswith("https://") for server in SPECS[name]["servers"])
    assert all(server["description"] for server in SPECS[name]["servers"])


@each_spec
def test_references_stay_in_the_file(name: str) -> None:
    assert [reference for reference in references(SPECS[name]) if not reference.startswith("#/")] == []


@each_spec
def test_every_named_schema_is_used(name: str) -> None:
    named = {f"#/components/schemas/{schema}" for schema in SPECS[name]["components"]["schemas"]}
    assert named <= set(references(SPECS[name]))


@each_spec
def test_objects_are_named_schemas(name: str) -> None:
    named = SPECS[name]["components"]["schemas"]
    inline = [place for place, schema in schemas_of(name) if schema.get("type") == "object" and place not in named]
    assert inline == []


@each_spec
def test_fields_are_described(name: str) -> None:
    fields: list[tuple[str, Node]] = [
        (f"{place}.{field}", definition)
        for place, schema in schemas_of(name)
        for field, definition in schema.get("properties", {}).items()
    ]
    assert [
        field for field, definition in fields if "$ref" not in definition and not definition.get("description")
    ] == []


@each_spec
def test_names_do_not_break_the_generated_code(name: str) -> None:
    for place, schema in schemas_of(name):
        properties = schema.get("properties", {})
        assert not RESERVED_PROPERTIES & properties.keys(), place
        assert set(schema.get("required", [])) <= properties.keys(), place
        values = schema.get("enum", [])
        assert "" not in values, place
        assert len({snake_case(value) for value in values}) == len(values), place


@each_operation
def test_statuses_are_text(operation: Operation) -> None:
    assert all(isinstance(status, str) and re.fullmatch(r"[1-5]\d\d", status) for status in operation.responses)


@each_operation
def test_answer_without_content_has_none(operation: Operation) -> None:
    assert "content" not in operation.responses.get("204", {})


@each_operation
def test_parameters_have_no_default(operation: Operation) -> None:
    """The generated client would send it."""
    for name, parameter in operation.parameters.items():
        assert "default" not in resolved_schema(operation, parameter), name


@each_operation
def test_parameters_are_ones_the_generated_client_sends_right(operation: Operation) -> None:
    for name, parameter in operation.parameters.items():
        schema = resolved_schema(operation, parameter)
        assert schema["type"] in {"string", "integer", "boolean"}, name
        assert not {"style", "explode", "allowReserved", "content"} & parameter.keys(), name
        assert (parameter["in"], name) != ("query", "params")
        if parameter["in"] == "header":
            assert "format" not in schema, name
            assert "const" not in schema, name


def resolved_schema(operation: Operation, parameter: Node) -> Node:
    schema: Node = parameter["schema"]
    if "$ref" in schema:
        schema = operation.spec["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema
