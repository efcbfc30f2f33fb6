"""Small specs to compare."""

from copy import deepcopy
from typing import Any

from spec_comparison.lines import Line
from spec_comparison.spec_changes import compare_specs
from spec_pipeline.sources import Node, Source

OK = "200"


def answer(schema: Node) -> Node:
    """Write an answer of JSON."""
    return {"description": "The answer", "content": {"application/json": {"schema": schema}}}


def draft() -> Node:
    """Write a spec with two operations, which share the schema of an invoice and that of an error."""
    refused = {"description": "Refused", "content": {"application/json": {"schema": ref("Problem")}}}
    number = {"name": "id", "in": "path", "required": True, "schema": {"type": "string", "format": "uuid"}}
    limit = {"name": "limit", "in": "query", "description": "How many", "schema": {"type": "integer"}}
    kind = {"name": "kind", "in": "query", "schema": {"type": "string", "enum": ["A", "B"]}}
    invoices = {"type": "object", "properties": {"invoices": {"type": "array", "items": ref("Invoice")}}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Draft", "version": "1"},
        "paths": {
            "/invoices": {"get": operation("list_invoices", [limit, kind], {OK: answer(invoices), "400": refused})},
            "/invoices/{id}": {"get": operation("get_invoice", [number], {OK: answer(ref("Invoice")), "400": refused})},
        },
        "components": {
            "schemas": {
                "Invoice": {
                    "type": "object",
                    "required": ["id"],
                    "properties": {
                        "id": {"type": "string", "description": "The number"},
                        "total": {"type": "number"},
                        "issued": {"type": "string", "format": "date"},
                        "status": ref("Status"),
                        "lines": {"type": "array", "items": ref("Line")},
                    },
                },
                "Line": {
                    "type": "object",
                    "properties": {"price": {"type": "number"}, "parts": {"type": "array", "items": ref("Line")}},
                },
                "Status": {"type": "string", "enum": ["OPEN", "PAID"]},
                "Problem": {"type": "object", "properties": {"error": {"type": "string"}}},
            }
        },
    }


def operation(name: str, parameters: list[Node], responses: Node, **others: Any) -> Node:
    """Write an operation."""
    described = {"operationId": name, "summary": "Do it", "tags": ["invoices"]}
    return {**described, "parameters": parameters, "responses": responses, **others}


def ref(name: str) -> Node:
    """Refer to a schema."""
    return {"$ref": f"#/components/schemas/{name}"}


def source(content: Node, name: str = "draft") -> Source:
    """Make a spec of what it says."""
    return Source(f"specs/{name}.yaml", name, "0" * 64, content)


def edited(path: str, value: object, content: Node | None = None) -> Node:
    """Return the draft with one node set, or taken away by `...`: `components schemas Invoice properties total`."""
    changed = deepcopy(draft() if content is None else content)
    *way, last = path.split()
    node: Any = changed
    for step in way:
        node = node[int(step) if isinstance(node, list) else step]
    key: Any = int(last) if isinstance(node, list) else last
    if value is ...:
        del node[key]
    else:
        node[key] = value
    return changed


def changes(new: Node, old: Node | None = None) -> list[str]:
    """Compare a spec with the draft, or with another one, and return the lines."""
    lines: list[Line] = compare_specs(source(draft() if old is None else old), source(new))
    return [" ".join(str(line).split()) for line in lines]
