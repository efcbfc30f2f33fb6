"""Every example in the specs obeys the schema it stands at, and no JSON answer is without one."""

from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from .spec_files import OPERATIONS, SPECS, Node, Operation, resolve, schemas_of


def validator(spec: Node, schema: Node) -> Draft202012Validator:
    # The components come along so that local references are found.
    rooted = {**schema, "components": spec["components"]}
    return Draft202012Validator(rooted, format_checker=Draft202012Validator.FORMAT_CHECKER)


def is_json(media_type: str) -> bool:
    return media_type == "application/json" or media_type.endswith("+json")


def examples_at(spec: Node, place: Node) -> Iterator[tuple[str, Any]]:
    """The examples of a parameter, header or content: one without a name, or a map of named ones."""
    if "example" in place:
        yield "example", place["example"]
    for name, example in place.get("examples", {}).items():
        yield name, resolve(spec, example)["value"]


def written_examples() -> Iterator[Any]:
    for operation in OPERATIONS:
        places = [(f"parameter {name}", parameter) for name, parameter in operation.parameters.items()]
        places += [(f"{status} {media_type}", media) for status, media_type, media in operation.contents()]
        for label, place in places:
            for name, value in examples_at(operation.spec, place):
                yield pytest.param(operation.spec, place["schema"], value, id=f"{operation} {label} {name}")
    for spec_name, spec in SPECS.items():
        for name, header in spec["components"].get("headers", {}).items():
            for example, value in examples_at(spec, header):
                yield pytest.param(spec, header["schema"], value, id=f"{spec_name} header {name} {example}")
        for label, schema in schemas_of(spec_name):
            for index, value in enumerate(schema.get("examples", [])):
                yield pytest.param(spec, schema, value, id=f"{spec_name} schema {label} {index}")


@pytest.mark.parametrize(("spec", "schema", "value"), list(written_examples()))
def test_example_obeys_its_schema(spec: Node, schema: Node, value: object) -> None:
    validator(spec, schema).validate(value)


@pytest.mark.parametrize("operation", OPERATIONS, ids=str)
def test_every_json_or_text_answer_has_an_example(operation: Operation) -> None:
    for status, media_type, media in operation.contents():
        if is_json(media_type) or media_type == "text/csv":
            assert list(examples_at(operation.spec, media)), f"{status} {media_type}"
        else:
            assert media["schema"] == {"type": "string", "format": "binary"}, f"{status} {media_type}"
            assert media["x-example-note"], f"{status} {media_type}"


@pytest.mark.parametrize("operation", OPERATIONS, ids=str)
def test_example_names_only_documented_fields(operation: Operation) -> None:
    """A misspelt field in an example would pass every open schema unnoticed."""
    for status, media_type, media in operation.contents():
        if is_json(media_type):
            for name, value in examples_at(operation.spec, media):
                unknown = list(undocumented_fields(operation.spec, media["schema"], value))
                assert not unknown, f"{status} {media_type} {name}"


def undocumented_fields(spec: Node, schema: Node, value: object) -> Iterator[str]:
    schema = resolve(spec, schema)
    if "anyOf" in schema:
        yield from min((list(undocumented_fields(spec, one, value)) for one in schema["anyOf"]), key=len)
    # Fields that are all guesses say nothing about other names.
    guessed = all("x-confidence" in definition for definition in schema.get("properties", {}).values())
    properties = {} if guessed else schema["properties"]
    if isinstance(value, list):
        for item in value:
            yield from undocumented_fields(spec, schema.get("items", {}), item)
    elif isinstance(value, dict) and properties:
        yield from value.keys() - properties.keys()
        for name in value.keys() & properties.keys():
            yield from undocumented_fields(spec, properties[name], value[name])
