"""Hostile lists and documents on their way into an archive: it stays whole, and each document has one record."""

from __future__ import annotations

import tempfile
from contextlib import closing
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st
from reliability import Tally

import cloudinvoices as ci
from cloudinvoices.archive import Archive, Report
from cloudinvoices.archive.layout import HIDDEN, MARKER, base_of
from cloudinvoices.archive.plan import Plan, Task
from cloudinvoices.archive.records import (
    InvoiceRecord,
    RecordedDocument,
    encode_record,
    make_record,
    read_record,
    record_invoice,
    recordable,
)

from .accounts import account_at, attempt
from .answers import OPERATIONS, PDF, First, Operation
from .books import Books, damages, synchronize
from .values import any_json, bodies, damaged, names_in, to_text, try_examples

LISTINGS = {one.provider: one for one in OPERATIONS if one.run.__name__ == "_list" and not one.settings}
DOCUMENTS = (
    None,
    None,
    None,
    None,
    None,
    None,
    PDF,
    b"",
    b"<html></html>",
    PDF[:-10],
    b"GIF89a" + PDF,
    b'{"a": 1}',
    PDF + b"\0" * 2_000,
)


@pytest.fixture
def listing(provider: str) -> Operation:
    return LISTINGS[provider]


def several(listing: Operation) -> Any:
    """A good list of four invoices, so that something is left of it whatever is damaged."""
    good = listing.good
    item = first_item(good)
    id = next(name for name in ("id", "invoiceId", "number", "name") if name in item)
    dated = {"invoiceDate": "2026-10-01"} if "invoiceId" in item else {}
    items = [{**item, **dated, id: f"{number}" if isinstance(item[id], str) else number} for number in range(1, 5)]
    return (
        {name: items if isinstance(value, list) else value for name, value in good.items()}
        if isinstance(good, dict)
        else items
    )


def first_item(good: Any) -> dict[str, Any]:
    items = good if isinstance(good, list) else next(value for value in good.values() if isinstance(value, list))
    item: dict[str, Any] = items[0]
    return item


def check_archive(folder: Path, archive: Archive, report: Report) -> None:
    """Each document has one record, nothing else is there, and nothing is outside."""
    assert not damages(archive)
    archive.refresh()
    records = list(archive.records(all_versions=True))
    found = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    visible = {name for name in found if not name.startswith(f"{HIDDEN}/")}
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]
    assert not [name for name in found if name.startswith(f"{HIDDEN}/temporary/")]
    documents = [record["path"] for record in records if record["version"] == 1]
    assert len(documents) == len(set(documents)) == report.accounts[0].downloaded
    assert visible == {MARKER, *documents, *(record["record"] for record in records)}
    assert {base_of(record["record"]) for record in records} == set(documents)
    for record in records:
        if record["format"] == "pdf":
            assert b"%%EOF" in (folder / record["path"]).read_bytes()[-1024:]
        for amount in (record["total"], record["amount_due"]):
            assert amount is None or Decimal(amount).is_finite()


@pytest.mark.hypothesis
def test_any_list_into_an_archive(provider: str, listing: Operation, tally: Tally) -> None:
    downloaded = 0

    def check(example: tuple[bytes, bytes | None]) -> None:
        nonlocal downloaded
        with tempfile.TemporaryDirectory() as outer:
            folder = Path(outer) / "archive"
            with Archive(folder) as archive:
                for attempt_number in (1, 2):
                    books = Books(provider, ())
                    books.listing, books.document = example
                    report = synchronize(archive, books.source())
                    if attempt_number == 1:
                        check_archive(folder, archive, report)
                        downloaded += (first := report.accounts[0].downloaded)
                    else:  # what is held is not fetched again, and what failed fails again
                        assert report.accounts[0].downloaded == 0
                        assert report.accounts[0].unchanged == first
                assert not damages(archive)

    lists = bodies(several(listing)) | damaged(several(listing)).map(lambda value: to_text(value).encode())
    tally("mutated answers", try_examples(st.tuples(lists, st.sampled_from(DOCUMENTS)), check, most=200))
    assert downloaded > 0


@pytest.mark.hypothesis
def test_what_was_sent_comes_back_out_of_plan_and_record(listing: Operation, tally: Tally) -> None:
    read = 0

    def check(value: Any) -> None:
        nonlocal read
        with account_at("sync", listing.provider, First(listing.provider, to_text(value).encode())) as account:
            found = attempt(account.list)
        for invoice in found if isinstance(found, list) else []:
            if not invoice.id:
                continue  # it cannot be planned
            read += 1
            check_plan(invoice)
            check_record(invoice)

    tally("mutated answers", try_examples(damaged(listing.good), check))
    assert read > 0


def is_too_deep(found: Any) -> bool:
    """What is nested more deeply than can be written is refused, and with nothing else."""
    if isinstance(found, ci.CloudInvoicesError):
        assert "nested" in found.message
        return True
    return False


def check_plan(invoice: ci.Invoice) -> None:
    with closing(Plan()) as plan:
        if not is_too_deep(attempt(lambda: plan.add(Task("edge", invoice, "pdf", "new")))):
            assert [one.invoice for one in plan.tasks("edge")] == [invoice]


def check_record(invoice: ci.Invoice) -> None:
    document = RecordedDocument(
        path="edge/2026/a.pdf",
        format="pdf",
        media_type="application/pdf",
        size=1,
        sha256="0" * 64,
        name=None,
        version=None,
    )
    record = attempt(
        lambda: make_record(
            account="edge",
            version=1,
            predecessor=None,
            invoice=invoice,
            document=document,
            operation="list_invoices",
            request_id=None,
            fetched_at=datetime.now(UTC),
        )
    )
    if is_too_deep(record):
        return
    assert isinstance(record, InvoiceRecord)
    again = read_record(encode_record(record))
    assert again == record
    assert again.raw == recordable(dict(invoice.raw))
    assert Decimal(again.invoice.total or "0") == (invoice.total or 0)


NUMBER = r"-?(0|[1-9][0-9]{0,55})(\.[0-9]{1,55})?([eE][+-]?[0-9]{1,3})?"
AMOUNTS = {
    "qovery": ("total", "total_in_cents"),
    "akamai": ("invoiceTotal",),
    "masstack": ("value",),
    "f5xc": ("amount",),
    "doit": ("totalAmount", "balanceAmount"),
}


def expected(provider: str, member: str, number: str, *, is_text: bool) -> Decimal | None:
    """The amount that was sent, where it is one."""
    if member in ("total_in_cents", "amount"):
        # F5 sends text; a number in its place is taken as Python writes it, so that 5e0 is 5.
        number = number if is_text or member != "amount" else str(Decimal(number))
        digits = number.removeprefix("-")
        most = 30 if member == "amount" else 39 if is_text else 50
        if member == "total_in_cents" and is_text and number != digits:
            return None  # of texts only ids are taken for numbers, and those have no sign
        whole = digits.isdecimal() and len(digits) <= most
        return Decimal(f"{number}E-2") if whole else None
    amount = Decimal(number)
    return amount if abs(amount.adjusted()) <= 50 else None


@pytest.mark.hypothesis
@pytest.mark.parametrize(
    ("provider", "member"), [(provider, member) for provider, members in AMOUNTS.items() for member in members]
)
def test_an_amount_is_the_one_that_was_sent(provider: str, member: str, tally: Tally) -> None:
    listing = LISTINGS[provider]
    kept = 0

    def check(sent: tuple[str, bool]) -> None:
        nonlocal kept
        number, is_text = sent
        item = {name: value for name, value in first_item(listing.good).items() if name not in AMOUNTS[provider]}
        value = f'"{number}"' if is_text else number
        text = to_text(item).removesuffix("}") + f', "{member}": {value}}}'
        body = _around(provider, text).encode()
        with account_at("sync", provider, First(provider, body)) as account:
            (invoice,) = account.list()
        found = invoice.amount_due if member == "balanceAmount" else invoice.total
        wanted = expected(provider, member, number, is_text=is_text)
        assert (found is None) == (wanted is None)
        if wanted is not None and found is not None:
            kept += 1
            assert found == wanted
            # Of -0 JSON's integers keep no sign; every other digit is the one that was sent.
            assert found.as_tuple()[1:] == wanted.as_tuple()[1:]
            assert Decimal(record_invoice(invoice).total or "0") == (invoice.total or 0)

    numbers = st.from_regex(NUMBER, fullmatch=True) | st.decimals(allow_nan=False, allow_infinity=False).map(str)
    whole = st.integers(-(10**56), 10**56).map(str)
    tally("mutated answers", try_examples(st.tuples(numbers | whole, st.booleans()), check))
    assert kept > 0


def _around(provider: str, item: str) -> str:
    member = {"qovery": "results", "akamai": None}.get(provider, "invoices")
    return f'{{"{member}": [{item}]}}' if member else f"[{item}]"


@pytest.mark.hypothesis
def test_no_text_takes_longer_to_record_than_its_length_says(tally: Tally) -> None:
    """Any value again and again: a pattern that begins anew at each place would take hours for it."""

    def check(value: Any) -> None:
        recordable([value] * 2)

    tally("mutated answers", try_examples(any_json(*names_in({"url": ""})), check))
    for text in ("https://", "https:\\/\\/", "http", "https://a ", "token 1", "https://a?", "?#", "bearer "):
        recordable(text * 200_000)
