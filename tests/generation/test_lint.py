"""What the lint refuses: each input was seen to make code that breaks, drops a value or sends another one."""

import pytest
from spec_pipeline.lint import RESERVED_PROPERTIES, lint_models, lint_operations
from spec_pipeline.prepare import prepare_spec
from spec_pipeline.sources import Node

from .drafts import draft, thing

TEXT: Node = {"type": "string"}


def parameter(name: str, place: str, schema: Node | None = None, **others: object) -> Node:
    return {"name": name, "in": place, "schema": TEXT if schema is None else schema, **others}


def test_a_sound_spec_passes() -> None:
    parameters = [
        parameter("Accept", "header", {"type": "string", "enum": ["text/csv"]}),
        parameter("day", "query", {"type": "string", "format": "date"}),
        parameter("states", "query", {"type": "array", "items": TEXT}),
    ]
    assert lint_operations(draft(parameters=parameters)) == []


@pytest.mark.parametrize("name", [*sorted(RESERVED_PROPERTIES), "fromDict", "ToDict", "field-dict"])
def test_properties_that_break_a_model(name: str) -> None:
    [problem] = lint_models("specs/draft.yaml", prepare_spec(draft(thing(**{name: TEXT}))))
    assert problem.startswith(f"specs/draft.yaml: schema Thing: a property {name} breaks its model. Cure: ")


def test_a_property_named_as_its_schema() -> None:
    [problem] = lint_models("specs/draft.yaml", prepare_spec(draft(thing(thing=TEXT))))
    assert "a property thing has the name of its schema" in problem


def test_other_properties_pass() -> None:
    names = ["from", "type", "class", "id", "x-y", "1st", "client", "self", "data", "additional_keys"]
    assert lint_models("specs/draft.yaml", prepare_spec(draft(thing(**dict.fromkeys(names, TEXT))))) == []


@pytest.mark.parametrize(
    ("written", "complaint"),
    [
        (parameter("params", "query"), "has a name that the request builder uses itself"),
        (parameter("headers", "query"), "has a name that the request builder uses itself"),
        (parameter("quote", "header"), "has a name that the request builder uses itself"),
        (parameter("limit", "query", {"type": "integer", "default": 50}), "has a default"),
        (parameter("limit", "query", {}), "has no schema"),
        (parameter("session", "cookie"), "is a cookie"),
        (parameter("filter", "query", {"type": "object"}), "under the names of its members"),
        (parameter("filter", "query", style="deepObject"), "under the names of its members"),
        (parameter("states", "query", {"type": "array", "items": TEXT}, explode=False), "repeated instead of joined"),
        (parameter("parts", "path", {"type": "array", "items": TEXT}), "is not one plain segment"),
        (parameter("part", "path", style="matrix"), "is not one plain segment"),
        (parameter("X-Id", "header", {"type": "string", "format": "uuid"}), "fails when it is sent"),
        (parameter("X-Day", "header", {"type": "string", "format": "date"}), "fails when it is sent"),
        (parameter("X-Time", "header", {"type": "string", "format": "date-time"}), "fails when it is sent"),
        (parameter("X-List", "header", {"type": "array", "items": TEXT}), "fails when it is sent"),
        (parameter("X-Version", "header", {"type": "string", "const": "1"}), "fails when it is sent"),
    ],
)
def test_parameters_that_are_sent_wrong(written: Node, complaint: str) -> None:
    [problem] = lint_operations(draft(parameters=[written]))
    where = (
        f"specs/draft.yaml: operation get_thing (GET /things/{{thingId}}): {written['in']} parameter {written['name']}"
    )
    assert problem.startswith(where)
    assert complaint in problem
    assert ". Cure: " in problem


@pytest.mark.parametrize("name", ["", "getThing", "get-thing", "class", "1st"])
def test_operations_that_cannot_name_a_module(name: str) -> None:
    [problem] = lint_operations(draft(operationId=name))
    assert "cannot name a module" in problem


@pytest.mark.parametrize("tags", [[], ["Things"], ["things", "others"]])
def test_operations_without_one_package(tags: list[str]) -> None:
    [problem] = lint_operations(draft(tags=tags))
    assert "has not one tag that can name a package" in problem


def test_two_operations_of_one_name() -> None:
    spec = draft()
    spec.content["paths"]["/others"] = spec.content["paths"]["/things/{thingId}"]
    assert ["another operation has this operationId" in problem for problem in lint_operations(spec)] == [True, True]


def test_request_bodies_are_refused() -> None:
    [problem] = lint_operations(draft(requestBody={"content": {}}))
    assert "it sends a body" in problem


def test_an_operation_without_a_good_answer_is_refused() -> None:
    [problem] = lint_operations(draft(responses={"204": {"description": "Nothing"}, "404": {"description": "None"}}))
    assert "has no answer that brings something" in problem


def test_media_types_that_would_not_be_read_are_refused() -> None:
    [problem] = lint_operations(draft(answer={"application/json": {"schema": {}}, "text/csv": {"schema": TEXT}}))
    assert "only the first media type of 200 (application/json, text/csv) would be read" in problem
