"""Records: as their schema says, exact, and without anything secret."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

import cloudinvoices as ci
from cloudinvoices.archive import Archive, records
from cloudinvoices.archive.records import (
    RecordedDocument,
    encode_record,
    make_record,
    read_record,
    record_invoice,
    recordable,
)
from cloudinvoices.testing import Simulator

from .books import DoiTBooks
from .conftest import lines, run, snapshot, sources_of

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "specs" / "documents" / "invoice_record.schema.json").read_text(encoding="utf-8")
)


def test_every_record_is_as_the_schema_says_and_has_what_the_provider_sent(sim: Simulator, folder: Path) -> None:
    run(folder, *sources_of(sim))
    validator = Draft202012Validator(SCHEMA, format_checker=FormatChecker())
    names = [path for path in folder.rglob("*.json") if ".record" in path.name]
    assert len(names) > 200
    for name in names:
        record = json.loads(name.read_text(encoding="utf-8"), parse_float=Decimal)
        validator.validate(json.loads(name.read_text(encoding="utf-8")))
        (expected,) = [one for one in sim.expected(record["source"]["provider"]) if one.id == record["invoice"]["id"]]
        assert Decimal(record["invoice"]["total"]) == expected.total
        assert record["raw"]
        assert read_record(name.read_bytes()).raw


def test_nothing_secret_is_written(sim: Simulator, folder: Path) -> None:
    run(folder, *sources_of(sim))
    secrets = [value for name in sim.providers for key, value in sim.settings(name).items() if _is_secret(key)]
    assert secrets
    for path in folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert not [secret for secret in secrets if secret.encode() in content], path
            if path.suffix == ".json" and ".record" in path.name:
                assert b"Signature" not in content
                assert b"X-Amz" not in content


def _is_secret(setting: str) -> bool:
    return any(word in setting for word in ("token", "secret", "key", "password")) and not setting.endswith("url")


def test_what_the_provider_sent_is_kept_digit_for_digit(folder: Path) -> None:
    books = DoiTBooks("IN1")
    books.invoices["IN1"] |= {"note": "Ünïcode \u2028 \U0001f600", "deep": {"list": [1, None, True, {"x": []}]}}
    raw = json.dumps(books.invoices["IN1"]).replace("100.1,", "100.1000000000000000000000001,", 1)
    books.invoices["IN1"] = raw
    run(folder, books.source(), formats=("pdf",))
    (line,) = lines(folder)
    assert line["total"] == "100.1000000000000000000000001"
    text = (folder / line["record"]).read_text(encoding="utf-8")
    assert json.loads(text, parse_float=str)["raw"] == json.loads(raw, parse_float=str)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("https://h.example/a.pdf?X-Amz-Signature=abc&x=1", "https://h.example/a.pdf?***"),
        ("see https://h.example/a#token=abc and http://b/c?d", "see https://h.example/a?*** and http://b/c?***"),
        ("https://h.example/a.pdf", "https://h.example/a.pdf"),
        ("Basic plan12345678", "Basic plan12345678"),
        ("what? nothing", "what? nothing"),
    ],
)
def test_links_are_kept_without_their_queries(sent: str, kept: str) -> None:
    assert recordable({"a": [sent, {"b": sent}], "c": 1}) == {"a": [kept, {"b": kept}], "c": 1}


def test_a_link_that_is_signed_anew_is_no_change(folder: Path) -> None:
    books = DoiTBooks("IN1")
    books.invoices["IN1"]["url"] = "https://h.example/a?sig=1"
    run(folder, books.source())
    before = snapshot(folder)
    books.invoices["IN1"]["url"] = "https://h.example/a?sig=2"
    assert run(folder, books.source()).accounts[0].unchanged == 2
    assert snapshot(folder) == before


texts = st.text(st.characters(exclude_categories=()), max_size=20)


@given(
    id=texts.filter(bool),
    number=texts,
    status=texts,
    currency=texts,
    total=st.decimals(allow_nan=False, allow_infinity=False),
    raw=st.dictionaries(texts, st.recursive(texts | st.none() | st.integers(-(2**53), 2**53), st.lists, max_leaves=5)),
)
def test_any_invoice_can_be_recorded(
    id: str, number: str, status: str, currency: str, total: Decimal, raw: dict[str, Any]
) -> None:
    invoice = ci.Invoice(
        provider="doit",
        scope="s",
        id=id,
        number=number,
        provider_status=status,
        currency=currency,
        total=total,
        raw=raw,
    )
    document = RecordedDocument(
        path="a/2026/x.pdf",
        format="pdf",
        media_type="application/pdf",
        size=1,
        sha256="0" * 64,
        name=None,
        version=None,
    )
    record = make_record(
        account="a",
        version=1,
        predecessor=None,
        invoice=invoice,
        document=document,
        operation="get_invoice",
        request_id=None,
        fetched_at=datetime.now(UTC),
    )
    assert read_record(encode_record(record)) == record
    assert record.invoice == record_invoice(invoice)
    assert Decimal(record.invoice.total or "") == total


def test_records_can_be_chosen(sim: Simulator, folder: Path) -> None:
    run(folder, *sources_of(sim))
    everything = lines(folder)
    assert [(line["account"], line["dated"], line["record"]) for line in everything] == sorted(
        (line["account"], line["dated"], line["record"]) for line in everything
    )
    with Archive(folder) as archive:
        some = list(archive.records(account=["akamai", "doit"], kind=["credit_note"]))
        paid = list(archive.records(provider=["qovery"], status=["paid"]))
        march = list(archive.records(since=date(2026, 3, 1), until=date(2026, 3, 31)))
    assert some == [line for line in everything if line["kind"] == "credit_note"]
    assert some
    assert paid == [line for line in everything if (line["provider"], line["status"]) == ("qovery", "paid")]
    assert paid
    assert march == [line for line in everything if line["dated"][:7] == "2026-03"]
    assert march


def test_a_checksum_is_the_same_in_every_version() -> None:
    record = records.InvoiceRecord(
        layout=1,
        version=1,
        predecessor=None,
        account="edge",
        invoice=records.RecordedInvoice(
            id="1",
            number="é\u2028\x7f",
            kind="invoice",
            status="paid",
            provider_status=None,
            currency="EUR",
            total="1.50",
            amount_due=None,
            issued_on=date(2026, 3, 1),
            due_on=None,
            period_start=None,
            period_end=None,
            dated=date(2026, 3, 1),
        ),
        document=records.RecordedDocument(
            path="edge/2026/a.pdf",
            format="pdf",
            media_type="application/pdf",
            size=1,
            sha256="0" * 64,
            name='\\/"',
            version=None,
        ),
        source=records.RecordSource(
            provider="akamai",
            scope="C-1",
            operation="download_invoice",
            fetched_at="2026-04-03T06:00:12Z",
            request_id=None,
        ),
        raw={"amount": Decimal("1234.50"), "exponent": Decimal("1E+2"), "large": 10**30, "text": "é\u2028"},
        checksum="",
    )
    assert records.checksum_of(record) == "2565027ee546d03c701d59af3559505a8e909031cf1f7f05f653ca91089a6e3b"


def test_a_member_that_comes_twice_is_an_edit(folder: Path) -> None:
    run(folder, DoiTBooks("IN1").source())
    content = next(folder.rglob("*.record.json")).read_bytes()
    assert read_record(content)
    for name in (b'"total"', b'"account"'):
        with pytest.raises(ValueError, match="edited"):
            read_record(content.replace(name, name + b': "77", ' + name, 1))
