"""What changed between two versions of the schema of a document."""

import pytest
from spec_comparison.document_changes import compare_documents
from spec_pipeline.sources import Node, Source

from .drafts import edited

BILL: Node = {
    "type": "object",
    "required": ["NUMBER"],
    "properties": {
        "NUMBER": {"type": "string", "description": "The number", "maxLength": 9},
        "DAY": {"type": "string", "format": "date"},
        "KIND": {"enum": ["A", "B"]},
        "LINES": {"type": "array", "items": {"$ref": "#/$defs/line"}},
    },
    "$defs": {"line": {"type": "object", "properties": {"TOTAL": {"type": "number"}}}},
}
EXACT: Node = {"x-reader": "exact", **BILL}


def document(content: Node) -> Source:
    return Source("specs/documents/bill.schema.json", "bill", "0" * 64, content)


def changes(old: Node, new: Node) -> list[str]:
    return [" ".join(str(line).split()) for line in compare_documents(document(old), document(new))]


@pytest.mark.parametrize(
    ("edit", "value", "tolerant", "exact", "told"),
    [
        ("properties DUE", {"type": "string"}, "added", "added", " DUE: new, string"),
        ("properties DAY", ..., "breaking", "breaking", " DAY: gone"),
        ("properties DAY format", ..., "breaking", "breaking", " DAY: format none, was date"),
        ("required", ["NUMBER", "DAY"], "documentation", "breaking", " DAY: required"),
        ("required", [], "documentation", "added", " NUMBER: no longer required"),
        ("properties KIND enum", ["A"], "documentation", "breaking", " KIND: values gone: B"),
        ("properties KIND enum", ["A", "B", None], "documentation", "added", " KIND: may be null"),
        ("properties NUMBER maxLength", 8, "documentation", "breaking", ": maxLength (NUMBER)"),
        ("properties NUMBER description", "", "documentation", "documentation", ": description (NUMBER)"),
        ("$defs line properties TOTAL type", "string", "breaking", "breaking", " LINES[].TOTAL: string, was number"),
        ("$defs other", {}, "documentation", "documentation", ": something that no field uses"),
    ],
)
def test_an_exact_reader_breaks_where_a_tolerant_one_does_not(
    edit: str, value: object, tolerant: str, exact: str, told: str
) -> None:
    assert changes(BILL, edited(edit, value, BILL)) == [f"{tolerant} documents.bill{told}"]
    assert changes(EXACT, edited(edit, value, EXACT)) == [f"{exact} documents.bill{told}"]


def test_a_field_that_an_exact_reader_needs_makes_old_documents_unreadable() -> None:
    new = edited("properties DUE", {"type": "string"}, edited("required", ["NUMBER", "DUE"], EXACT))
    assert changes(EXACT, new) == ["breaking documents.bill DUE: new, string"]


def test_to_be_read_otherwise_is_a_break() -> None:
    assert changes(BILL, EXACT) == ["breaking documents.bill: read exactly"]
    assert changes(EXACT, BILL) == ["breaking documents.bill: read tolerantly"]


def test_whole_documents_come_and_go() -> None:
    (new,), (gone,) = compare_documents(None, document(BILL)), compare_documents(document(BILL), None)
    assert str(new) == "added          documents.bill: a new document"
    assert str(gone) == "breaking       documents.bill: the document is gone"
