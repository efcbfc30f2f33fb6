"""How the generated structs and models read answers that their documentation did not foresee."""

import importlib
import json
import pkgutil
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import attrs
import msgspec
import pytest
from spec_pipeline.inputs import spec_paths

from cloudinvoices_apis import documents
from cloudinvoices_apis.akamai import wire as akamai
from cloudinvoices_apis.documents import akamai_invoice
from cloudinvoices_apis.doit import wire as doit
from cloudinvoices_apis.doit.client import models as doit_models
from cloudinvoices_apis.f5xc import wire as f5xc
from cloudinvoices_apis.qovery import wire as qovery

PROVIDERS = [path.stem for path in spec_paths(Path(__file__).parents[2])]
WIRES = [importlib.import_module(f"cloudinvoices_apis.{provider}.wire") for provider in PROVIDERS]
EXACT = "invoice_record"  # tests/specs/test_invoice_record.py: what we write ourselves is read without tolerance
DOCUMENTS = [
    importlib.import_module(f"{documents.__name__}.{one.name}")
    for one in pkgutil.iter_modules(documents.__path__)
    if one.name != EXACT
]
MODELS = [importlib.import_module(f"cloudinvoices_apis.{provider}.client.models") for provider in PROVIDERS]

TOMORROW = '{"invoices": [{"id": "1", "status": "PAST DUE"}, {"id": "2", "status": "RETURNED", "platform": "abacus"}]}'


def structs(module: ModuleType) -> list[type[msgspec.Struct]]:
    return [one for one in vars(module).values() if isinstance(one, type) and one.__module__ == module.__name__]


def classes(package: Any) -> list[type[Any]]:
    return [one for name in package.__all__ if attrs.has(one := getattr(package, name))]


@pytest.mark.parametrize("struct", [one for module in (*WIRES, *DOCUMENTS) for one in structs(module)])
def test_a_struct_reads_nulls_and_gaps_alike(struct: type[msgspec.Struct]) -> None:
    nulls = json.dumps(dict.fromkeys(struct.__struct_encode_fields__))
    empty = msgspec.json.decode('{"a field of tomorrow": 1}', type=struct)
    assert msgspec.json.decode(nulls, type=struct) == empty
    assert {getattr(empty, field) for field in struct.__struct_fields__} == {None}


@pytest.mark.parametrize("struct", [one for module in (*WIRES, *DOCUMENTS) for one in structs(module)])
def test_a_struct_is_frozen(struct: type[msgspec.Struct]) -> None:
    with pytest.raises(AttributeError, match="immutable"):
        setattr(struct(), struct.__struct_fields__[0], None)


@pytest.mark.parametrize("model", [one for package in MODELS for one in classes(package)])
def test_a_model_keeps_nulls_and_gaps(model: Any) -> None:
    assert model.from_dict({}).to_dict() == {}
    nulls = model(**{field.name: None for field in attrs.fields(model) if field.init}).to_dict()
    assert nulls
    assert set(nulls.values()) == {None}
    assert model.from_dict(nulls).to_dict() == nulls


def test_a_value_of_tomorrow_loses_nothing() -> None:
    page = msgspec.json.decode(TOMORROW, type=doit.InvoiceList)
    assert [(one.status, one.platform) for one in page.invoices or []] == [("PAST DUE", None), ("RETURNED", "abacus")]
    assert doit_models.InvoiceList.from_dict(json.loads(TOMORROW)).to_dict() == json.loads(TOMORROW)


def test_money_is_exact() -> None:
    invoice = msgspec.json.decode('{"invoiceTotal": 12345678901234567.89}', type=akamai.Invoice)
    assert invoice.invoice_total == Decimal("12345678901234567.89")
    line = msgspec.json.decode('{"ITEM_TOTAL": 1.10}', type=akamai_invoice.InvoiceLine)
    assert str(line.item_total) == "1.10"


def test_times_and_files_stay_text_and_documents_have_dates() -> None:
    assert msgspec.json.decode('{"created_at": "yesterday"}', type=qovery.Invoice).created_at == "yesterday"
    assert msgspec.json.decode('{"pdf": "JVBERi0="}', type=f5xc.GetInvoicePdfRsp).pdf == "JVBERi0="
    header = msgspec.json.decode('{"INVOICE_DATE": "2026-02-01"}', type=akamai_invoice.InvoiceHeader)
    assert header.invoice_date == date(2026, 2, 1)
