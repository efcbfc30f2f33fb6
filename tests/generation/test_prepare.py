"""The form in which specs reach the generators: each case is an input that the generators are known to handle badly."""

import pytest
from spec_pipeline.errors import GenerationError
from spec_pipeline.prepare import prepare_document, prepare_spec
from spec_pipeline.sources import Node, Source

from .drafts import draft, thing

NULLABLE_TEXT = {"type": "string", "nullable": True}


def prepared_thing(**properties: Node) -> Node:
    schema: Node = prepare_spec(draft(thing(**properties)))["components"]["schemas"]["Thing"]
    return schema


def prepared_field(schema: Node, **others: Node) -> Node:
    prepared = prepare_spec(draft({**thing(field=schema), **others}))
    field: Node = prepared["components"]["schemas"]["Thing"]["properties"]["field"]
    return field


def prepared_operation(spec: Source) -> Node:
    operation: Node = prepare_spec(spec)["paths"]["/things/{thingId}"]["get"]
    return operation


def test_nothing_is_required_and_everything_may_be_null() -> None:
    assert prepared_thing(id={"type": "string"}) == {"type": "object", "properties": {"id": NULLABLE_TEXT}}


@pytest.mark.parametrize("text_format", ["date", "date-time", "uuid", "uri", "byte", "binary"])
def test_text_of_every_format_stays_text(text_format: str) -> None:
    assert prepared_field({"type": "string", "format": text_format}) == NULLABLE_TEXT


@pytest.mark.parametrize("documented", [{"type": "number"}, {"type": ["number", "null"], "format": "double"}])
def test_numbers_are_exact(documented: Node) -> None:
    assert prepared_field(documented) == {"type": "number", "format": "decimal", "nullable": True}


def test_integers_stay_integers() -> None:
    assert prepared_field({"type": "integer", "format": "int64"}) == {"type": "integer", "nullable": True}


@pytest.mark.parametrize(
    "assertion",
    [{"pattern": "^a"}, {"maxLength": 3}, {"minLength": 1}, {"default": "a"}, {"example": "b"}, {"readOnly": True}],
)
def test_what_could_refuse_an_answer_is_dropped(assertion: Node) -> None:
    assert prepared_field({"type": "string", **assertion}) == NULLABLE_TEXT


def test_an_unknown_keyword_is_refused() -> None:
    with pytest.raises(GenerationError, match=r"specs/draft\.yaml: schema ThingField uses patternProperties"):
        prepared_field({"type": "object", "patternProperties": {}})


def test_a_named_enum_is_opened_where_it_is_used() -> None:
    status: Node = {"type": "string", "enum": ["OPEN", "PAST DUE"], "description": "Where it stands"}
    prepared = prepare_spec(draft({**thing(status={"$ref": "#/components/schemas/Status"}), "Status": status}))
    schemas = prepared["components"]["schemas"]
    assert schemas["Status"] == status
    assert schemas["Thing"]["properties"]["status"] == {
        "anyOf": [{"$ref": "#/components/schemas/Status"}, {"type": "string"}],
        "nullable": True,
    }


def test_an_enum_in_place_gets_the_name_of_its_property() -> None:
    schemas = prepare_spec(draft(thing(serviceType={"enum": ["A", None]})))["components"]["schemas"]
    assert schemas["ThingServiceType"] == {"type": "string", "enum": ["A"]}
    assert schemas["Thing"]["properties"]["serviceType"]["anyOf"] == [
        {"$ref": "#/components/schemas/ThingServiceType"},
        {"type": "string"},
    ]


def test_a_const_is_an_enum_of_one() -> None:
    schemas = prepare_spec(draft(thing(kind={"const": 1})))["components"]["schemas"]
    assert schemas["ThingKind"] == {"type": "integer", "enum": [1]}


def test_an_enum_of_texts_and_numbers_is_refused() -> None:
    with pytest.raises(GenerationError, match="enum ThingField must hold texts only, or integers only"):
        prepared_field({"enum": ["a", 1]})


def test_an_object_in_place_gets_a_name() -> None:
    schemas = prepare_spec(draft(thing(owner={"type": "object", "properties": {"id": {"type": "string"}}})))
    assert schemas["components"]["schemas"]["ThingOwner"]["properties"] == {"id": NULLABLE_TEXT}


def test_a_name_for_two_schemas_is_refused() -> None:
    with pytest.raises(GenerationError, match="ThingField would name two schemas"):
        prepared_field({"enum": ["a"]}, ThingField={"type": "string"})


def test_a_reference_keeps_its_description_and_may_be_null() -> None:
    field = prepared_field(
        {"$ref": "#/components/schemas/Owner", "description": "Who owns it"},
        Owner={"type": "object", "properties": {"id": {"type": "string"}}},
    )
    assert field == {"anyOf": [{"$ref": "#/components/schemas/Owner"}], "description": "Who owns it", "nullable": True}


def test_a_reference_into_a_schema_is_refused() -> None:
    with pytest.raises(GenerationError, match="is no schema with a name"):
        prepared_field({"$ref": "#/components/schemas/Thing/properties/field"})


def test_alternatives_lose_their_null() -> None:
    assert prepared_field({"oneOf": [{"type": "string"}, {"type": "null"}]}) == NULLABLE_TEXT
    assert prepared_field({"type": ["integer", "string"]}) == {
        "anyOf": [{"type": "integer"}, {"type": "string"}],
        "nullable": True,
    }


def test_a_schema_may_lead_back_to_itself() -> None:
    assert prepared_field({"type": "array", "items": {"$ref": "#/components/schemas/Thing"}}) == {
        "type": "array",
        "items": {"$ref": "#/components/schemas/Thing"},
        "nullable": True,
    }


def test_map_values_may_be_null() -> None:
    assert prepared_field({"type": "object", "additionalProperties": {"type": "string"}}) == {
        "type": "object",
        "additionalProperties": NULLABLE_TEXT,
        "nullable": True,
    }


def test_schemas_without_use_are_left_out() -> None:
    assert prepare_spec(draft({"Problem": {"type": "object"}}))["components"]["schemas"].keys() == {"Thing"}


def test_only_good_answers_with_content_are_kept() -> None:
    ok: Node = {"description": "ok", "content": {"application/json": {"schema": {"type": "string"}}}}
    operation = prepared_operation(
        draft(responses={"200": ok, "204": {"description": "none"}, "404": ok, "default": ok})
    )
    assert operation["responses"] == {"200": ok}


def test_security_servers_and_examples_are_left_out() -> None:
    operation = prepared_operation(
        draft(
            answer={"application/json": {"schema": {"type": "string"}, "examples": {"one": {"value": "a"}}}},
            security=[{"key": []}],
            externalDocs={"url": "https://provider.example"},
        )
    )
    assert operation.keys() == {"operationId", "tags", "parameters", "responses"}
    assert operation["responses"]["200"]["content"] == {"application/json": {"schema": {"type": "string"}}}


@pytest.mark.parametrize("kinds", [["application/pdf"], ["application/json", "text/csv", "application/pdf"]])
def test_an_answer_that_may_be_a_file_is_one(kinds: list[str]) -> None:
    answer = {kind: {"schema": {"type": "string"}} for kind in kinds[:-1]}
    answer[kinds[-1]] = {"schema": {"type": "string", "format": "binary"}}
    file = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
    assert prepared_operation(draft(answer=answer))["responses"]["200"]["content"] == file


def test_parameters_keep_their_closed_enums_and_lose_uuids() -> None:
    day: Node = {"name": "day", "in": "query", "schema": {"type": "string", "format": "date"}}
    kind: Node = {"name": "kind", "in": "query", "schema": {"type": "string", "enum": ["A"]}, "example": "A"}
    owner: Node = {"name": "owner", "in": "query", "schema": {"type": "string", "format": "uuid"}}
    _, *prepared = prepared_operation(draft(parameters=[day, kind, owner]))["parameters"]
    assert prepared == [
        day,
        {"name": "kind", "in": "query", "schema": {"type": "string", "enum": ["A"]}},
        {"name": "owner", "in": "query", "schema": {"type": "string"}},
    ]


def test_parameters_of_the_path_are_resolved_and_replaced() -> None:
    spec = draft()
    spec.content["components"]["parameters"] = {
        "Depth": {"name": "depth", "in": "query", "schema": {"$ref": "#/x-depth"}}
    }
    spec.content["x-depth"] = {"type": "integer"}
    path_id = {"name": "thingId", "in": "path", "required": True, "schema": {"type": "integer"}}
    spec.content["paths"]["/things/{thingId}"]["parameters"] = [path_id, {"$ref": "#/components/parameters/Depth"}]
    assert [(one["name"], one["schema"]) for one in prepared_operation(spec)["parameters"]] == [
        ("thingId", {"type": "string"}),
        ("depth", {"type": "integer"}),
    ]


def test_a_document_keeps_its_dates() -> None:
    schema: Node = {
        "type": "object",
        "properties": {"LINE": {"type": "array", "items": {"$ref": "#/$defs/Line"}}},
        "$defs": {"Line": {"properties": {"DAY": {"type": "string", "format": "date"}, "PRICE": {"type": "number"}}}},
    }
    prepared = prepare_document(Source("specs/documents/some_bill.schema.json", "some_bill", "0" * 64, schema))
    assert prepared["components"]["schemas"] == {
        "Line": {
            "type": "object",
            "properties": {
                "DAY": {"type": "string", "format": "date", "nullable": True},
                "PRICE": {"type": "number", "format": "decimal", "nullable": True},
            },
        },
        "SomeBill": {
            "type": "object",
            "properties": {"LINE": {"type": "array", "items": {"$ref": "#/components/schemas/Line"}, "nullable": True}},
        },
    }


def test_a_document_of_our_own_keeps_every_limit() -> None:
    schema: Node = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "x-reader": "exact",
        "type": "object",
        "required": ["day"],
        "properties": {"day": {"$ref": "#/$defs/Day"}, "size": {"type": "integer", "minimum": 1}},
        "$defs": {"Day": {"type": "string", "format": "date"}},
    }
    prepared = prepare_document(Source("specs/documents/our_note.schema.json", "our_note", "0" * 64, schema))
    assert prepared["components"]["schemas"] == {
        "Day": {"type": "string", "format": "date"},
        "OurNote": {
            "type": "object",
            "required": ["day"],
            "properties": {"day": {"$ref": "#/components/schemas/Day"}, "size": {"type": "integer", "minimum": 1}},
        },
    }
