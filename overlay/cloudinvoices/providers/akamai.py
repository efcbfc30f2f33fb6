"""Akamai: a list by usage month, documents as bytes in the format that `Accept` names."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Any, ClassVar

from cloudinvoices_apis.akamai import wire
from cloudinvoices_apis.akamai.client import Client
from cloudinvoices_apis.akamai.client.api.invoices import (
    download_invoice_request,
    list_contract_invoices_request,
    list_invoices_request,
)
from cloudinvoices_apis.akamai.client.models import DownloadInvoiceAccept
from cloudinvoices_apis.akamai.client.models import DownloadInvoiceSourceType as SourceType
from cloudinvoices_apis.akamai.client.types import UNSET

from ..authentication.edgegrid import EdgeGridAuthentication
from ..authentication.edgerc import find_credential
from ..core.adapter import Adapter, Wanted
from ..core.amounts import read_amount
from ..core.authentication import Authentication
from ..core.decoding import members_of, read_struct, read_with
from ..core.flow import Body, Call, Flow, Source
from ..core.ids import check_id
from ..core.problem import Problem
from ..core.settings import Setting, Settings
from ..core.times import first_of_month, read_day
from ..core.window import Window
from ..errors import NotFoundError
from ..invoice import Format, Invoice, Kind, ListedDocument

_KINDS: dict[str, Kind] = {"INVOICE": "invoice", "CREDIT_MEMO": "credit_note", "DEBIT_MEMO": "debit_note"}
_ACCEPT: dict[Format, DownloadInvoiceAccept] = {
    "pdf": "application/pdf",
    "csv": "text/csv",
    "json": "application/json",
}
_FORMATS: dict[str | None, Format] = {media_type: format for format, media_type in _ACCEPT.items()}
_SOURCE_TYPES: dict[str | None, SourceType] = {"REGULAR": "REGULAR", "COMPUTE": "COMPUTE"}
_EARLIEST = date(2016, 4, 1)


class Akamai(Adapter):
    name = "akamai"
    title = "Akamai"
    formats: ClassVar[tuple[Format, ...]] = ("pdf", "csv", "json")
    kept_formats: ClassVar[tuple[Format, ...]] = ("pdf", "csv")
    per_minute: ClassVar[int | None] = 500
    settings: ClassVar[tuple[Setting, ...]] = (
        # The environment's names have the section in them where it is not default: AKAMAI_BILLING_HOST.
        Setting("base_url", "address of the API client's host", env=("AKAMAI_HOST",)),
        Setting("client_token", "client token of the API client", env=("AKAMAI_CLIENT_TOKEN",), secret=True),
        Setting("client_secret", "client secret of the API client", env=("AKAMAI_CLIENT_SECRET",), secret=True),
        Setting("access_token", "access token of the API client", env=("AKAMAI_ACCESS_TOKEN",), secret=True),
        Setting("edgerc", "file with credentials, ~/.edgerc unless told otherwise", env=("AKAMAI_EDGERC",)),
        Setting("section", "section of that file, default unless told otherwise", env=("AKAMAI_EDGERC_SECTION",)),
        Setting("account_switch_key", "another account", env=("AKAMAI_EDGERC_ACCOUNT_KEY", "AKAMAI_ACCOUNT_KEY")),
        Setting(
            "source_type",
            "of invoices with both kinds of files, those for REGULAR services (the default) or for COMPUTE usage",
            choices=("REGULAR", "COMPUTE"),
        ),
        Setting("contract", "one contract; all of the account unless told otherwise"),
    )
    hints: ClassVar[Mapping[int, str]] = {
        401: "Check the tokens of the API client; each retry is signed anew, so it is not the nonce.",
        # AKAMAI-READ-WRITE: downloads need the higher level, too.
        403: "Give the API client the API service Invoicing with READ-WRITE, which downloads need as well.",
    }

    def __init__(self, settings: Settings) -> None:
        entry = find_credential(settings)
        self.authentication: Authentication = EdgeGridAuthentication(entry.credential)
        self.servers: Mapping[str, str] = {"main": entry.base_url}
        contract = settings.find("contract")
        self._contract = contract and settings.check_part("contract", contract)
        self._source_type: SourceType | None = _SOURCE_TYPES.get(settings.find("source_type"))
        self._switch_key = entry.account_key or UNSET
        self.scope: str = self._contract or entry.account_key or "account"
        self.secrets: tuple[str, ...] = (entry.account_key or "",)

    def clients(self) -> Mapping[str, Any]:
        return {"main": Client(base_url=self.servers["main"])}

    def list_invoices(self, window: Window, today: date) -> Flow[None]:
        # AKAMAI-MONTH: the list knows usage months, and an invoice is dated in its month or the next one.
        since = first_of_month(max(window.since, _EARLIEST), -1) if window.since else None
        for month in Window(since, window.until).months(today=today, earliest=_EARLIEST):
            page = yield self._month(f"{month:%Y-%m}")
            yield members_of(page, None, optional=True)  # AKAMAI-204: an empty month has no body

    def _month(self, month: str) -> Call:
        if self._contract is None:
            request = list_invoices_request(month=month, account_switch_key=self._switch_key)
            return Call(operation="list_invoices", request=request)
        request = list_contract_invoices_request(self._contract, month=month, account_switch_key=self._switch_key)
        return Call(operation="list_contract_invoices", request=request)

    def read_invoice(self, item: Any) -> tuple[Invoice, list[str]]:
        invoice, unreadable = read_struct(wire.Invoice, item)
        id = "" if invoice.invoice_id is None else str(invoice.invoice_id)  # AKAMAI-ID: a number here, text elsewhere
        issued_on = read_with(read_day, invoice.invoice_date, "invoiceDate", unreadable)
        return Invoice(
            provider=self.name,
            scope=invoice.contract_id or self._contract or "",
            id=id,
            number=id,
            kind=_KINDS.get(invoice.invoice_type or "", "other"),
            currency=invoice.invoice_currency,
            total=read_with(read_amount, invoice.invoice_total, "invoiceTotal", unreadable),
            issued_on=issued_on,
            due_on=read_with(read_day, invoice.invoice_due_date, "invoiceDueDate", unreadable),
            dated=issued_on,
            formats=_formats(_files(invoice), self._source_type),
            raw=item,
        ), unreadable

    def describe_document(self, invoice: Invoice, format: Format) -> ListedDocument:
        file = _files_of(invoice).get((format, self._source_of(invoice, format) or "REGULAR"), wire.InvoiceFile())
        return ListedDocument(name=file.file_name, version=str(file.file_version or "") or None)

    def _source_of(self, invoice: Invoice | None, format: Format) -> SourceType | None:
        """COMPUTE where only usage data comes in the format."""
        files = {} if self._source_type or invoice is None else _files_of(invoice)
        only_compute = (format, "COMPUTE") in files and (format, "REGULAR") not in files
        return "COMPUTE" if only_compute else self._source_type

    def find_document(self, wanted: Wanted, format: Format) -> Flow[Source]:
        number, invoice = _number(wanted.id), wanted.invoice
        contract = (invoice.scope if invoice else None) or self._contract
        if not contract:
            item = yield from self.get_invoice(wanted.id, datetime.now(UTC).date())
            invoice = self.read_invoice(item)[0] if item is not None else None
            contract = invoice.scope if invoice else None
        if not contract:
            hint = "Pass the Invoice itself, or connect with contract=..."
            raise NotFoundError("no such invoice in the last 12 months", operation="list_invoices", hint=hint)
        # AKAMAI-FILE-LINK: the listed link is the same for all formats and may name another invoice.
        request = download_invoice_request(
            check_id(contract, "the id of a contract"),
            number,
            source_type=self._source_of(invoice, format) or UNSET,
            account_switch_key=self._switch_key,
            accept=_ACCEPT[format],
        )
        return Body(Call(operation="download_invoice", request=request))

    def advise(self, problem: Problem) -> str | None:
        # AKAMAI-CLOCK: 400, not 401, and only the text says why.
        if problem.status != 400 or "timestamp" not in (problem.message or "").lower():
            return super().advise(problem)
        try:
            theirs = parsedate_to_datetime(problem.headers.get("date", ""))
        except (ValueError, OverflowError):
            return "The clock of this machine is off by more than 30 seconds: set it."
        off = (datetime.now(UTC) - theirs.replace(tzinfo=UTC)).total_seconds()
        side = f"{abs(off):.0f} seconds {'ahead of' if off > 0 else 'behind'}"
        return f"The clock of this machine is {side} the provider's (30 are allowed): set it."


def _number(id: str) -> int:
    if not id.isascii() or not id.isdecimal():
        raise ValueError(f"{id!r} cannot be the id of an Akamai invoice, which is a number")
    return int(id)


def _files_of(invoice: Invoice) -> dict[tuple[Format, str], wire.InvoiceFile]:
    return _files(read_struct(wire.Invoice, dict(invoice.raw))[0])


def _files(invoice: wire.Invoice) -> dict[tuple[Format, str], wire.InvoiceFile]:
    """The files of an invoice by format and kind; of two alike the first."""
    known = [file for file in reversed(invoice.files or []) if file.content_type in _FORMATS]
    return {(_FORMATS[file.content_type], file.source_type or "REGULAR"): file for file in known}


def _formats(files: Collection[tuple[Format, str]], source_type: SourceType | None) -> tuple[Format, ...]:
    """AKAMAI-COMPUTE: usage data is documented as CSV only, though PDF is listed; CSV goes first there."""
    regular = {format for format, kind in files if kind == "REGULAR" and source_type != "COMPUTE"}
    compute = {format for format, kind in files if kind == "COMPUTE" and source_type != "REGULAR"}
    order: tuple[Format, ...] = ("pdf", "csv", "json") if regular else ("csv", "pdf", "json")
    return tuple(format for format in order if format in regular | compute)


ADAPTER = Akamai
