"""The schema of the archive's records, and the struct generated from it: both accept and refuse the same."""

import copy
import json
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from jsonschema import Draft202012Validator, FormatChecker

from cloudinvoices_apis.documents.invoice_record import InvoiceRecord

from .spec_files import SPEC_FOLDER, Node

SCHEMA: Node = json.loads((SPEC_FOLDER / "documents" / "invoice_record.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=FormatChecker(["date"]))
RECORD: Node = {
    "layout": 1,
    "version": 2,
    "predecessor": "edge/2026/2026-03-01_8000123456_1f2e3d4c5b.pdf.record.json",
    "account": "edge",
    "invoice": {
        "id": "8000123456",
        "number": "8000123456",
        "kind": "credit_note",
        "status": "unknown",
        "provider_status": None,
        "currency": "USD",
        "total": "-1200.50",
        "amount_due": None,
        "issued_on": "2026-03-01",
        "due_on": None,
        "period_start": None,
        "period_end": None,
        "dated": "2026-03-01",
    },
    "document": {
        "path": "edge/2026/2026-03-01_8000123456_1f2e3d4c5b.pdf",
        "format": "pdf",
        "media_type": "application/pdf",
        "size": 48213,
        "sha256": "0123456789abcdef" * 4,
        "name": "CreditMemo_8000123456.pdf",
        "version": "2",
    },
    "source": {
        "provider": "akamai",
        "scope": "C-0N7RAC7",
        "operation": "download_invoice",
        "fetched_at": "2026-03-02T04:05:06Z",
        "request_id": None,
    },
    "raw": {"invoiceId": 8000123456, "invoiceTotal": -1200.5, "files": []},
    "checksum": "fedcba9876543210" * 4,
}
_GONE = object()
VALUES = [
    _GONE,
    None,
    True,
    0,
    1,
    -1,
    1.5,
    "",
    "x",
    "/x",
    "2026-02-30",
    "2026-03-01",
    "1.",
    "1e3",
    "A" * 64,
    [],
    {},
    [1],
]


def places(node: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name, value in node.items():
        yield (*path, name)
        if isinstance(value, dict) and name != "raw":
            yield from places(value, (*path, name))


def changed(path: tuple[str, ...], value: object) -> Node:
    record = copy.deepcopy(RECORD)
    target = record
    for name in path[:-1]:
        target = target[name]
    if value is _GONE:
        del target[path[-1]]
    else:
        target[path[-1]] = value
    return record


def is_read(record: Node) -> bool:
    try:
        msgspec.json.decode(json.dumps(record), type=InvoiceRecord)
    except msgspec.ValidationError:
        return False
    return True


def test_a_record_is_accepted_by_both() -> None:
    VALIDATOR.validate(RECORD)
    assert is_read(RECORD)


@pytest.mark.parametrize("path", list(places(RECORD)), ids=".".join)
def test_schema_and_struct_agree_on_every_member(path: tuple[str, ...]) -> None:
    records = [changed(path, value) for value in VALUES]
    accepted = [VALIDATOR.is_valid(record) for record in records]
    assert [is_read(record) for record in records] == accepted
    assert not all(accepted)


@pytest.mark.parametrize("path", [(), ("invoice",), ("document",), ("source",)])
def test_nothing_may_be_added(path: tuple[str, ...]) -> None:
    record = changed((*path, "more"), 1)
    assert not VALIDATOR.is_valid(record)
    assert not is_read(record)


def test_everything_is_described() -> None:
    members = [
        *SCHEMA["properties"].values(),
        *(one for node in SCHEMA["$defs"].values() for one in node.get("properties", {}).values()),
    ]
    assert all("description" in member or "$ref" in member for member in members)
