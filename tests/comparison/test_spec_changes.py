"""What changed between two versions of a spec: one line a change, with what it means for callers."""

import pytest
from spec_comparison.spec_changes import compare_specs
from spec_pipeline.errors import GenerationError
from spec_pipeline.prepare import prepare_spec
from spec_pipeline.sources import Node

from .drafts import OK, answer, changes, draft, edited, operation, ref, source

LIST = "paths /invoices get"
GET = "paths /invoices/{id} get"
INVOICE = "components schemas Invoice"

LIMIT = "draft list_invoices parameter query limit"
KIND = "draft list_invoices parameter query kind"
ITEM = "draft list_invoices 200 invoices[]"


def asks(response: Node) -> Node:
    return {"paths": {"/a": {"get": operation("a", [], {OK: response})}}}


def test_the_same_spec_has_no_changes() -> None:
    assert changes(draft()) == []


def test_operations_come_and_go() -> None:
    without = edited("paths /invoices", ...)
    assert changes(without) == ["breaking draft list_invoices: gone"]
    assert changes(draft(), without) == ["added draft list_invoices: new"]


def test_an_operation_is_found_again_by_its_request() -> None:
    assert changes(edited(f"{GET} operationId", "read_invoice")) == [
        "breaking draft read_invoice: was called get_invoice"
    ]


def test_an_operation_is_found_again_by_its_id() -> None:
    moved = draft()
    moved["paths"]["/v2/invoices"] = moved["paths"].pop("/invoices")
    assert changes(moved) == ["breaking draft list_invoices: requests GET /v2/invoices, was GET /invoices"]


def test_the_parameter_of_a_path_may_be_renamed_alone() -> None:
    renamed = edited(f"{GET} parameters 0 name", "number")
    renamed["paths"]["/invoices/{number}"] = renamed["paths"].pop("/invoices/{id}")
    assert changes(renamed) == [
        "breaking draft get_invoice parameter path number: new, required string uuid",
        "breaking draft get_invoice parameter path id: gone",
    ]


@pytest.mark.parametrize(
    ("edit", "value", "line"),
    [
        ("parameters 0", ..., f"breaking {LIMIT}: gone"),
        ("parameters 0 required", True, f"breaking {LIMIT}: required"),
        (
            "parameters 0 schema type",
            "string",
            f"breaking {LIMIT}: string, was integer",
        ),
        (
            "parameters 0 schema format",
            "int64",
            f"documentation {LIMIT}: format int64, was none",
        ),
        (
            "parameters 1 schema format",
            "date",
            f"breaking {KIND}: format date, was none",
        ),
        ("parameters 1 schema enum", ["A"], f"breaking {KIND}: values gone: B"),
        ("parameters 1 schema enum", ["A", "B", "C"], f"added {KIND}: values new: C"),
        ("responses 200", ..., "breaking draft list_invoices 200: gone"),
        ("responses 400", ..., "documentation draft list_invoices 400: gone"),
        ("responses 202", {"description": "Later"}, "added draft list_invoices 202: new"),
        ("responses 204", {"description": "None"}, "documentation draft list_invoices 204: new"),
        (
            "responses 200 content text/csv",
            {"schema": {"type": "string"}},
            "added draft list_invoices 200 text/csv: new, string",
        ),
    ],
)
def test_a_change_of_what_is_asked_and_answered(edit: str, value: object, line: str) -> None:
    assert changes(edited(f"{LIST} {edit}", value)) == [line]


def test_a_parameter_that_is_required_breaks_and_one_that_is_not_adds() -> None:
    new: Node = {"name": "since", "in": "query", "schema": {"type": "string", "format": "date"}}
    assert changes(edited(f"{LIST} parameters 0", new)) == [
        f"breaking {LIMIT}: gone",
        "added draft list_invoices parameter query since: new, string date",
    ]
    assert changes(edited(f"{LIST} parameters 0", {**new, "required": True}))[0] == (
        "breaking draft list_invoices parameter query since: new, required string date"
    )


@pytest.mark.parametrize(
    ("edit", "value", "line"),
    [
        ("properties total", ..., f"breaking {ITEM}.total: gone"),
        ("properties due", {"type": "string"}, f"added {ITEM}.due: new, string"),
        ("properties total type", "string", f"breaking {ITEM}.total: string, was number"),
        (
            "properties total type",
            ["number", "null"],
            f"documentation {ITEM}.total: may be null",
        ),
        (
            "properties issued format",
            "date-time",
            f"documentation {ITEM}.issued: format date-time, was date",
        ),
        ("required", ["id", "total"], f"documentation {ITEM}.total: required"),
        ("required", [], f"documentation {ITEM}.id: no longer required"),
        ("properties status", ref("Problem"), f"breaking {ITEM}.status: object, was string"),
        (
            "properties lines",
            {"type": "string"},
            f"breaking {ITEM}.lines: string, was array",
        ),
    ],
)
def test_a_change_of_a_shared_schema_is_told_once_with_all_who_use_it(edit: str, value: object, line: str) -> None:
    told = [one for one in changes(edited(f"{INVOICE} {edit}", value)) if ": model" not in one and "values" not in one]
    assert told == [f"{line} (also in get_invoice)"]


def test_enums_are_open_so_their_values_break_nothing() -> None:
    assert changes(edited("components schemas Status enum", ["OPEN", "VOID"])) == [
        f"added {ITEM}.status: values new: VOID (also in get_invoice)",
        f"documentation {ITEM}.status: values gone: PAID (also in get_invoice)",
    ]


def test_what_is_not_2xx_is_generated_nowhere() -> None:
    assert changes(edited("components schemas Problem properties error type", "integer")) == [
        "documentation draft list_invoices 400 error: integer, was string (also in get_invoice)"
    ]


def test_a_schema_of_an_error_that_a_good_answer_uses_too_is_told_where_it_is_worst() -> None:
    used = edited(f"{GET} responses 200", answer(ref("Problem")))
    changed = edited("components schemas Problem properties error type", "integer", used)
    assert changes(changed, used) == [
        "breaking draft get_invoice 200 error: integer, was string (also in list_invoices)"
    ]


def test_a_schema_that_is_called_otherwise_is_another_class() -> None:
    renamed = draft()
    schemas = renamed["components"]["schemas"]
    schemas["Bill"] = schemas.pop("Invoice")
    renamed["paths"]["/invoices/{id}"]["get"]["responses"][OK] = answer(ref("Bill"))
    listed = edited(
        f"{LIST} responses 200 content application/json schema properties invoices items", ref("Bill"), renamed
    )
    assert changes(listed) == [
        f"breaking {ITEM}: model Bill, was Invoice",
        "breaking draft get_invoice 200: model Bill, was Invoice",
    ]


def test_a_schema_that_leads_back_to_itself_is_followed_once() -> None:
    assert changes(edited("components schemas Line properties price type", "string")) == [
        f"breaking {ITEM}.lines[].price: string, was number (also in get_invoice)"
    ]


@pytest.mark.parametrize(
    ("edit", "value", "line"),
    [
        (f"{LIST} summary", "List", "documentation draft list_invoices: summary"),
        (f"{LIST} x-source", {"seen": "2026-11-20"}, "documentation draft list_invoices: x-source"),
        (f"{LIST} parameters 0 description", "At most", "documentation draft list_invoices: description (limit)"),
        (f"{LIST} responses 200 description", "All", "documentation draft list_invoices: description (200)"),
        (f"{INVOICE} properties id description", "Its id", "documentation draft schema Invoice: description (id)"),
        (f"{INVOICE} properties total minimum", 0, "documentation draft schema Invoice: minimum (total)"),
        (f"{INVOICE} description", "A bill", "documentation draft schema Invoice: description"),
        ("info version", "2", "documentation draft: info"),
        ("components securitySchemes", {"key": {"type": "http"}}, "documentation draft: components.securitySchemes"),
        ("paths /invoices description", "Bills", "documentation draft /invoices: description"),
        ("components schemas Unused", {"type": "string"}, "documentation draft: something that no operation uses"),
    ],
)
def test_what_only_explains_is_one_line_for_each_operation_or_schema(edit: str, value: object, line: str) -> None:
    assert changes(edited(edit, value)) == [line]


def test_many_texts_of_a_schema_are_one_line() -> None:
    described = draft()
    for one in described["components"]["schemas"]["Invoice"]["properties"].values():
        one["description"] = "Better"
    assert changes(described) == ["documentation draft schema Invoice: description (id, total, issued and 2 more)"]


def test_the_texts_of_a_new_field_are_no_change_of_their_own() -> None:
    due = {"type": "string", "description": "When it is due", "examples": ["2026-01-31"]}
    assert changes(edited(f"{INVOICE} properties due", due)) == [f"added {ITEM}.due: new, string (also in get_invoice)"]


def test_whole_specs_come_and_go() -> None:
    assert [str(line).split() for line in compare_specs(None, source(draft()))] == [
        ["added", "draft:", "a", "new", "spec"]
    ]
    (gone,) = compare_specs(source(draft()), None)
    assert str(gone) == "breaking       draft: the spec is gone"


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ({}, "specs/draft.yaml: not sound OpenAPI: KeyError('paths')"),
        ({"paths": {"/a": {"get": {}}}}, "specs/draft.yaml: not sound OpenAPI: KeyError('responses')"),
        (asks(answer(ref("No"))), "GET /a: $ref #/components/schemas/No leads nowhere"),
        (asks(answer({"$ref": "b.yaml#/B"})), "$ref b.yaml#/B leads nowhere"),
    ],
)
def test_a_spec_that_is_not_sound_is_named(content: Node, complaint: str) -> None:
    with pytest.raises(GenerationError) as refused:
        compare_specs(source(content), source(content))
    assert complaint in str(refused.value)


def test_schemas_that_multiply_are_refused_in_time() -> None:
    schemas = {
        f"S{number}": {"properties": {"a": ref(f"S{number + 1}"), "b": ref(f"S{number + 1}")}} for number in range(40)
    }
    deep = {
        "paths": {"/a": {"get": operation("a", [], {OK: answer(ref("S0"))})}},
        "components": {"schemas": {**schemas, "S40": {}}},
    }
    with pytest.raises(GenerationError, match="more than 5000 fields"):
        compare_specs(source(deep), source(deep))


EDITS: list[tuple[str, object]] = [
    (f"{LIST} responses 400", ...),
    (f"{LIST} responses 204", {"description": "None"}),
    (f"{LIST} responses 202", answer({"type": "string"})),
    (f"{INVOICE} required", ["id", "total"]),
    (f"{INVOICE} properties total type", ["number", "null"]),
    (f"{INVOICE} properties total type", "string"),
    (f"{INVOICE} properties total minimum", 0),
    (f"{INVOICE} properties due", {"type": "string"}),
    (f"{INVOICE} properties issued format", "date-time"),
    (f"{INVOICE} properties issued format", ...),
    ("components schemas Problem properties error type", "integer"),
    (f"{GET} parameters 0 schema format", ...),
    (f"{GET} security", [{"key": []}]),
    ("info description", "More"),
]


@pytest.mark.parametrize(("edit", "value"), EDITS)
def test_a_change_is_documentation_if_and_only_if_the_generators_are_fed_the_same(edit: str, value: object) -> None:
    new = edited(edit, value)
    fed = prepare_spec(source(draft())) != prepare_spec(source(new))
    assert any(not line.startswith("documentation") for line in changes(new)) == fed
