"""From an invoice and its document to the record that the archive keeps, and back."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, cast

import attrs
import msgspec

from cloudinvoices_apis.documents.invoice_record import (
    InvoiceRecord,
    RecordedDocument,
    RecordedInvoice,
    RecordSource,
)

from ..core.redaction import without_queries
from ..errors import UnexpectedAnswer
from ..invoice import Format, Invoice
from ..transfer.naming import document_key
from .layout import LAYOUT, UNDATED, base_of, folder_of, record_name

__all__ = ["InvoiceRecord", "RecordSource", "RecordedDocument", "RecordedInvoice"]

_encode = msgspec.json.Encoder(decimal_format="number").encode
_encode_invoice = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(InvoiceRecord, float_hook=Decimal).decode
_ADDRESS = re.compile(r"https?:(?:\\?/){2}[^\s\"'<>]+")


@attrs.frozen
class Slot:
    """One document of one invoice of one account; its versions share it."""

    account: str
    scope: str
    invoice: str
    format: Format

    @property
    def key(self) -> bytes:
        """What the index knows it by."""
        text = "\0".join((self.account, self.scope, self.invoice, self.format))
        return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def record_invoice(invoice: Invoice) -> RecordedInvoice:
    """The normalised invoice as a record has it; two versions of it are equal if nothing of it changed."""
    return RecordedInvoice(
        id=storable(invoice.id) or "",
        number=storable(invoice.number) or "",
        kind=invoice.kind,
        status=invoice.status,
        provider_status=storable(invoice.provider_status),
        currency=storable(invoice.currency),
        total=None if invoice.total is None else f"{invoice.total:f}",
        amount_due=None if invoice.amount_due is None else f"{invoice.amount_due:f}",
        issued_on=invoice.issued_on,
        due_on=invoice.due_on,
        period_start=invoice.period_start,
        period_end=invoice.period_end,
        dated=invoice.dated,
    )


def fingerprint(invoice: RecordedInvoice) -> bytes:
    """Bytes that differ when anything of the invoice does."""
    return _encode_invoice(invoice)


def make_record(
    *,
    account: str,
    version: int,
    predecessor: str | None,
    invoice: Invoice,
    document: RecordedDocument,
    operation: str,
    request_id: str | None,
    fetched_at: datetime,
) -> InvoiceRecord:
    """A record of what was just fetched.

    Raises:
        UnexpectedAnswer: what the provider sent is nested too deeply to be written.
    """
    try:
        raw = recordable(dict(invoice.raw))
    except RecursionError as error:
        raise UnexpectedAnswer("what the provider sent is nested too deeply to be recorded") from error
    record = InvoiceRecord(
        layout=LAYOUT,
        version=version,
        predecessor=predecessor,
        account=account,
        invoice=record_invoice(invoice),
        document=document,
        source=RecordSource(
            provider=invoice.provider,
            scope=storable(invoice.scope) or "",
            operation=operation,
            fetched_at=f"{fetched_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
            request_id=storable(request_id),
        ),
        raw=raw,
        checksum="",
    )
    return msgspec.structs.replace(record, checksum=checksum_of(record))


def checksum_of(record: InvoiceRecord) -> str:
    """SHA-256, in hexadecimal digits, of everything that a record says, however the file is formatted."""
    return hashlib.sha256(_encode(msgspec.structs.replace(record, checksum=""))).hexdigest()


def encode_record(record: InvoiceRecord) -> bytes:
    """The record as a file: JSON that people can read, numbers of the provider digit for digit."""
    return msgspec.json.format(_encode(record), indent=2) + b"\n"


def read_record(content: bytes) -> InvoiceRecord:
    """The record in a file, checked against its schema and its checksum.

    Raises:
        ValueError: it is none, or was edited; says why.
    """
    try:
        record = _decode(content)
        is_as_written = record.checksum == checksum_of(record)
    except (msgspec.MsgspecError, UnicodeDecodeError, ArithmeticError, RecursionError) as error:
        raise ValueError(str(error) or type(error).__name__) from error
    if not is_as_written or _says_twice(content, record):
        raise ValueError("it was edited: its checksum is that of something else")
    return record


def _says_twice(content: bytes, record: InvoiceRecord) -> bool:
    """Whether a member comes twice, of which other readers may take the other one."""
    if msgspec.json.format(content.removeprefix(b"\xef\xbb\xbf"), indent=-1) == _encode(record):
        return False  # as it was written, but for blanks
    repeated: list[str] = []

    def read_object(members: list[tuple[str, Any]]) -> dict[str, Any]:
        names = [name for name, _ in members]
        repeated.extend(set(names) if len(set(names)) < len(names) else ())
        return dict(members)

    json.loads(content, object_pairs_hook=read_object, parse_int=str, parse_float=str)
    return bool(repeated)


def slot_for(account: str, invoice: Invoice, format: Format) -> Slot:
    """What a record of this document would be about."""
    return Slot(account, storable(invoice.scope) or "", storable(invoice.id) or "", format)


def slot_of(record: InvoiceRecord) -> Slot:
    """What the record is about."""
    return Slot(record.account, record.source.scope, record.invoice.id, record.document.format)


def misplacement(record: InvoiceRecord, name: str) -> str | None:
    """Why a record cannot be where it is; None if it can."""
    base, version = base_of(name) or "", record.version
    if record.account != name.partition("/")[0]:
        return f"it is of account {record.account}"
    if name != record_name(base, version):
        return f"it says that it is version {version}"
    if record.predecessor != (record_name(base, version - 1) if version > 1 else None):
        return "the version before it is not the one it names"
    if folder_of(record.document.path) != folder_of(name):
        return "it names a document elsewhere"
    return _contradiction(record, base)


def _contradiction(record: InvoiceRecord, base: str) -> str | None:
    """What a record says that its name does not."""
    file, invoice = base.rpartition("/")[2], record.invoice
    if record.version == 1 and not file.startswith(f"{invoice.dated or UNDATED}_"):
        return "its name has another day"
    key = document_key(record.source.provider, record.source.scope, invoice.id)
    is_as_sent = "\\" not in record.source.scope + invoice.id  # else it may be what `storable` has made of it
    if is_as_sent and not file.endswith(f"{key}.{record.document.format}"):
        return "its name is that of another invoice"
    return None


def recordable(value: Any) -> Any:
    """The data as a record may hold it: of addresses only what stands before the query, which may be a signature."""
    if isinstance(value, str):
        # A pattern that ends with the mark would begin anew at each of a thousand addresses without one.
        has_query = any("?" in address or "#" in address for address in _ADDRESS.findall(value))
        return storable(without_queries(value) if has_query else value)
    if isinstance(value, list | tuple):
        return [recordable(one) for one in cast("list[Any]", value)]
    if isinstance(value, Mapping):
        return {storable(name): recordable(one) for name, one in cast("Mapping[str, Any]", value).items()}
    return value


def storable(text: str | None) -> str | None:
    """The text as JSON can hold it: half of a surrogate pair is written out."""
    return text and text.encode("utf-8", "backslashreplace").decode("utf-8")
