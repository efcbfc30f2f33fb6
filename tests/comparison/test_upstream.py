"""A spec beside the provider's own description, in Swagger 2.0 and in OpenAPI 3.0 and 3.1."""

from typing import Any

import pytest
from spec_comparison.upstream import Upstream
from spec_comparison.upstream_differences import find_differences
from spec_pipeline.errors import GenerationError
from spec_pipeline.sources import Node

from .drafts import OK, answer, draft, edited, operation, ref, source

GET = "paths /invoices/{id} get"
LIST = "paths /invoices get"
INVOICE = "components schemas Invoice"
ITEM = "list_invoices 200 invoices[]"
TEXT: Node = {"type": "string"}


def differences(*theirs: Node, ours: Node | None = None) -> list[str]:
    descriptions = [Upstream(f"theirs{number}.yaml", one) for number, one in enumerate(theirs)]
    return find_differences(source(draft() if ours is None else ours), descriptions)


def asks(path: str, response: Node, parameters: list[Node] | None = None, **others: Any) -> Node:
    """Describe one operation, in OpenAPI 3.0."""
    return {
        "openapi": "3.0.3",
        "paths": {path: {"get": operation("theirs", parameters or [], {OK: response})}},
        **others,
    }


def thing(schema: Node) -> Node:
    """Answer with an object that has one field, `x`."""
    return answer({"type": "object", "properties": {"x": schema}})


def test_a_description_that_says_the_same_has_no_differences() -> None:
    assert differences(draft()) == []


def test_ids_descriptions_and_names_of_schemas_are_nobodys_difference() -> None:
    theirs = edited(f"{GET} operationId", "GetInvoice")
    theirs["components"]["schemas"]["Bill"] = theirs["components"]["schemas"]["Invoice"]
    theirs["paths"]["/invoices/{id}"]["get"]["responses"][OK] = answer(ref("Bill"))
    assert differences(theirs) == []


@pytest.mark.parametrize(
    ("edit", "value", "difference"),
    [
        ("paths /invoices/{id} get", ..., "get_invoice: only here"),
        (f"{LIST} parameters 1", ..., "list_invoices parameter query kind: only here"),
        (f"{LIST} parameters 0 name", "most", "list_invoices parameter query most: only upstream, integer"),
        (f"{LIST} parameters 0 required", True, "list_invoices parameter query limit: required only upstream"),
        (f"{LIST} responses 400", ..., "list_invoices 400: only here"),
        (f"{LIST} responses 429", {"description": ""}, "list_invoices 429: only upstream"),
        (f"{INVOICE} properties total", ..., f"{ITEM}.total: only here"),
        (f"{INVOICE} properties total type", "string", f"{ITEM}.total: number here, string upstream"),
        (f"{INVOICE} properties issued format", ..., f"{ITEM}.issued: format date here, none upstream"),
        (
            f"{INVOICE} properties paid",
            {"type": "string", "format": "date"},
            f"{ITEM}.paid: only upstream, string date",
        ),
        (f"{INVOICE} required", [], f"{ITEM}.id: required only here"),
        ("components schemas Status enum", ["OPEN", "PAID", "B", "A"], f"{ITEM}.status: values only upstream: A, B"),
        ("components schemas Status enum", ["OPEN"], f"{ITEM}.status: values only here: PAID"),
    ],
)
def test_a_difference_is_told_once(edit: str, value: object, difference: str) -> None:
    assert [one for one in differences(edited(edit, value)) if "query limit: only here" not in one] == [difference]


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ({"type": ["string", "null"]}, {"type": "string", "nullable": True}),
        ({"type": ["string", "null"]}, {"anyOf": [{"type": "string"}, {"type": "null"}]}),
        ({"type": ["string", "null"]}, {"type": "string", "x-nullable": True}),
        ({"type": "string", "enum": ["a"]}, {"type": "string", "const": "a"}),
        ({"type": "string", "enum": ["1", "true"]}, {"type": "string", "enum": [1, True]}),
        ({"type": ["string", "null"], "enum": ["a", None]}, {"type": "string", "nullable": True, "enum": ["a"]}),
        ({"type": "object", "properties": {"a": {}}}, {"properties": {"a": {}}}),
        ({"type": "array", "items": {"type": "integer"}}, {"items": {"type": "integer"}}),
        ({"type": ["integer", "string"]}, {"oneOf": [{"type": "string"}, {"type": "integer"}]}),
        ({"type": "string"}, {"allOf": [{"type": "string"}]}),
        ({"type": "string"}, {"allOf": [{"$ref": "#/components/schemas/Alias"}], "description": "Text"}),
        ({"type": "string"}, {"$ref": "#/components/schemas/Alias"}),
        ({"type": "string"}, {"$ref": "#/components/lists/0/al%69as"}),
        (
            {
                "type": "object",
                "required": ["a", "b"],
                "properties": {"a": {"type": "string"}, "b": {"type": "number"}},
            },
            {
                "allOf": [
                    {"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}}},
                    {"required": ["b"], "properties": {"b": {"type": "number"}}},
                ]
            },
        ),
        (
            {"type": "object", "properties": {"a": {"type": "string", "format": "date"}}},
            {"allOf": [{"properties": {"a": {"type": "string"}}}, {"properties": {"a": {"format": "date"}}}]},
        ),
        (
            {"type": "object", "properties": {"a": {"type": "string"}}},
            {"oneOf": [{"required": ["a"], "properties": {"a": {"type": "string"}}}, {"type": "object"}]},
        ),
    ],
)
def test_styles_of_one_statement_are_no_difference(ours: Node, theirs: Node) -> None:
    components: Node = {"schemas": {"Alias": {"$ref": "#/components/schemas/Text"}, "Text": {"type": "string"}}}
    components["lists"] = [{"alias": {"type": "string"}}]
    assert differences(asks("/x", thing(theirs), components=components), ours=asks("/x", thing(ours))) == []


@pytest.mark.parametrize(
    ("ours", "theirs", "difference"),
    [
        ({"type": "string"}, {"type": "string", "nullable": True}, "may be null only upstream"),
        ({"type": "string"}, {"oneOf": [TEXT, {"type": "integer"}]}, "string here, integer or string upstream"),
        ({"type": "object"}, {"type": "object", "additionalProperties": TEXT}, "{}: only upstream, string"),
        ({}, {"type": "string"}, "anything here, string upstream"),
    ],
)
def test_what_a_schema_says_otherwise(ours: Node, theirs: Node, difference: str) -> None:
    (found,) = differences(asks("/x", thing(theirs)), ours=asks("/x", thing(ours)))
    assert found == f"theirs 200 x{difference if difference.startswith('{') else f': {difference}'}"


TREE: Node = {"Tree": {"type": "object", "properties": {"branches": {"type": "array", "items": ref("Tree")}}}}


def test_one_may_name_what_leads_back_to_itself_sooner_than_the_other() -> None:
    lists: Node = {
        "Tree": {"type": "object", "properties": {"branches": ref("Trees")}},
        "Trees": {"type": "array", "items": ref("Tree")},
    }
    one, other = (asks("/x", answer(ref("Tree")), components={"schemas": schemas}) for schemas in (TREE, lists))
    assert differences(other, ours=one) == differences(one, ours=other) == []


def test_what_stands_beside_a_schema_that_leads_back_to_itself_is_seen() -> None:
    tree = asks("/x", answer(ref("Tree")), components={"schemas": TREE})
    items = "components schemas Tree properties branches items"
    one, other = (edited(items, {"allOf": [ref("Tree"), {"properties": {"x": x}}]}, tree) for x in (TEXT, {}))
    assert differences(other, ours=one) == ["theirs 200 branches[].x: string here, anything upstream"]


def swagger(path: str, **others: Any) -> Node:
    """Describe the operation get_invoice of the draft, in Swagger 2.0."""
    lines: Node = {"type": "array", "items": {"$ref": "#/definitions/Line"}}
    line: Node = {"properties": {"price": {"type": "number"}, "parts": lines}}
    invoice = draft()["components"]["schemas"]["Invoice"]
    invoice["properties"] |= {"status": {"$ref": "#/definitions/Status"}, "lines": lines}
    responses = {
        "200": {"description": "", "schema": {"$ref": "#/definitions/Invoice"}},
        "400": {"$ref": "#/responses/Refused"},
    }
    return {
        "swagger": "2.0",
        "paths": {path: {"get": {"parameters": [{"$ref": "#/parameters/Number"}], "responses": responses}}},
        "parameters": {"Number": {"name": "number", "in": "path", "required": True, **TEXT, "format": "uuid"}},
        "responses": {"Refused": {"description": "", "schema": {"properties": {"error": TEXT}}}},
        "definitions": {"Invoice": invoice, "Line": line, "Status": {"type": "string", "enum": ["OPEN", "PAID"]}},
        **others,
    }


@pytest.mark.parametrize(
    ("path", "others"),
    [
        ("/invoices/{number}", {}),
        ("/invoices/{number}/", {"basePath": "/"}),
        ("/{number}", {"basePath": "/invoices"}),
        ("/{number}", {"basePath": "/invoices/", "produces": ["application/json"]}),
    ],
)
def test_swagger_is_read_under_its_base_path(path: str, others: Node) -> None:
    assert differences(swagger(path, **others)) == ["list_invoices: only here"]


def test_swagger_says_for_all_answers_what_they_are_made_of() -> None:
    theirs = swagger("/invoices/{number}", produces=["application/xml"])
    assert differences(theirs)[1:] == [
        "get_invoice 200 application/xml: only upstream, object",
        "get_invoice 400 application/xml: only upstream, object",
        "get_invoice 200: only here",
        "get_invoice 400: only here",
    ]


def test_the_file_of_swagger_is_a_binary_body_and_its_request_body_no_parameter() -> None:
    theirs = swagger("/x", produces=["application/pdf"])
    body: Node = {"name": "body", "in": "body", "schema": {"type": "object"}}
    many: Node = {
        "name": "ids",
        "in": "query",
        "type": "array",
        "items": {"type": "integer"},
        "collectionFormat": "csv",
    }
    responses: Node = {"200": {"description": "", "schema": {"type": "file"}}, "204": {"description": ""}}
    theirs["paths"]["/x"]["get"] = {"parameters": [body, many], "responses": responses}
    pdf = {"content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}}
    ids: Node = {"name": "ids", "in": "query", "schema": {"type": "array", "items": {"type": "integer"}}}
    ours = {"paths": {"/x": {"get": operation("a", [ids], {OK: pdf, "204": {}})}}}
    assert differences(theirs, ours=ours) == []


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (("/v1/x/{id}", []), ("/x/{number}", ["https://api.example.com/v1"])),
        (("/v1/x/{id}", []), ("/x/{number}", ["/v1/"])),
        (("/x/{id}", ["https://{host}/v1"]), ("/v1/x/{number}", ["https://api.example.com"])),
        (("/x/{id}", ["https://a.example.com/v1"]), ("/x/{number}", ["https://b.example.com/v2"])),
        (("/x/{id}", []), ("x/{number}", ["${BASE_URL}"])),
        (("/{tenant}/x/{id}", []), ("/x/{number}", ["https://api.example.com/{customer}"])),
    ],
)
def test_servers_may_hold_a_part_of_the_path(ours: tuple[str, list[str]], theirs: tuple[str, list[str]]) -> None:
    one, other = (
        asks(
            path,
            thing({"type": "string"}),
            [{"name": path.rpartition("{")[2].rstrip("}"), "in": "path", "required": True, "schema": TEXT}],
            servers=[{"url": url} for url in servers],
        )
        for path, servers in (ours, theirs)
    )
    assert differences(other, ours=one) == []


@pytest.mark.parametrize("path", ["/v2/invoices", "/invoices/{id}/{version}", "/admin/invoices"])
def test_a_path_that_only_ends_alike_is_another(path: str) -> None:
    theirs = draft()
    theirs["paths"][path] = theirs["paths"].pop("/invoices")
    assert differences(theirs) == ["list_invoices: only here"]


def test_a_path_with_another_method_is_not_the_operation() -> None:
    theirs = draft()
    theirs["paths"]["/invoices"] = {"post": theirs["paths"]["/invoices"]["get"]}
    assert differences(theirs) == ["list_invoices: only here"]


def test_an_operation_may_be_in_any_of_several_files() -> None:
    lists, gets = edited("paths /invoices/{id}", ...), edited("paths /invoices", ...)
    assert differences(lists, gets) == differences(gets, lists) == []


def test_parameters_may_stand_at_the_path_or_be_told_by_their_place_in_a_list() -> None:
    theirs = draft()
    item = theirs["paths"]["/invoices/{id}"]
    item["parameters"] = item["get"].pop("parameters")
    theirs["paths"]["/other"] = {"get": {"parameters": item["parameters"]}}
    item["parameters"] = [{"$ref": "#/paths/~1other/get/parameters/0"}]
    theirs["paths"]["/other"]["get"]["parameters"] = draft()["paths"]["/invoices/{id}"]["get"]["parameters"]
    assert differences(theirs) == []


@pytest.mark.parametrize("odd", [None, 5, "text", [], [None], {"x-internal": True}, {"get": None}])
def test_paths_that_are_not_ours_may_be_anything(odd: object) -> None:
    assert differences(edited("paths /odd", odd)) == []


@pytest.mark.parametrize(
    ("edit", "value", "complaint"),
    [
        (
            "components schemas Status",
            ...,
            "theirs0.yaml: GET /invoices: $ref #/components/schemas/Status leads nowhere",
        ),
        (
            f"{GET} parameters 0",
            {"$ref": "#/no"},
            "theirs0.yaml: GET /invoices/{id} cannot be understood: $ref #/no leads",
        ),
        (f"{GET} parameters 0", {"in": "query"}, "theirs0.yaml: GET /invoices/{id} cannot be understood: 'name'"),
        (f"{GET} responses 200", {"$ref": f"#/{GET.replace(' ', '/')}"}, "leads nowhere"),
        (f"{GET} responses 200", answer({"$ref": "shared.yaml#/Invoice"}), "$ref shared.yaml#/Invoice leads nowhere"),
        ("components schemas Status", ref("Status"), "$ref #/components/schemas/Status leads nowhere"),
    ],
)
def test_what_cannot_be_followed_is_named(edit: str, value: object, complaint: str) -> None:
    with pytest.raises(GenerationError) as refused:
        differences(edited(edit, value))
    assert complaint in str(refused.value)


@pytest.mark.parametrize(
    ("odd", "kind"),
    [
        (None, "anything"),
        ("text", "anything"),
        ([], "anything"),
        ({"enum": 3, "allOf": {}, "oneOf": [None, 5]}, "anything"),
        ({"properties": []}, "object"),
        ({"items": [TEXT]}, "array"),
        ({"type": 5}, "5"),
    ],
)
def test_a_schema_that_is_none_is_taken_for_what_it_looks_like(odd: object, kind: str) -> None:
    theirs = answer({"properties": {"x": odd}})
    assert differences(asks("/x", theirs), ours=asks("/x", answer({"type": "object"}))) == [
        f"theirs 200 x: only upstream, {kind}"
    ]
