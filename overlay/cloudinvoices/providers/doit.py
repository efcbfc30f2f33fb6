"""DoiT: paged list, the invoice itself as JSON, the PDF from an operation of its own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from cloudinvoices_apis.doit import wire
from cloudinvoices_apis.doit.client import Client
from cloudinvoices_apis.doit.client.api.invoices import (
    download_invoice_request,
    get_invoice_request,
    list_invoices_request,
)
from cloudinvoices_apis.doit.client.types import UNSET

from ..authentication.header import HeaderAuthentication
from ..core.adapter import Adapter, Wanted
from ..core.amounts import read_amount
from ..core.authentication import Authentication
from ..core.decoding import members_of, read_struct, read_with
from ..core.flow import Body, Call, Flow, Source
from ..core.paths import check_path, fill_path
from ..core.problem import Problem
from ..core.settings import Setting, Settings
from ..core.times import read_milliseconds, to_milliseconds
from ..core.window import Window
from ..errors import CloudInvoicesError, DocumentUnavailable, UnexpectedAnswer
from ..invoice import Format, Invoice, ListedDocument, Status

_STATUSES: dict[str, Status] = {"OPEN": "issued", "PAST DUE": "overdue", "PAID": "paid"}
# DOIT-CREATION-TIME: the server filters by creation, which is not the invoice's date.
# Of at least 50 invoices, unless a server makes up pages for ever.
_MOST_PAGES = 10_000
_MARGIN_DAYS = 62
_EPOCH = date(1970, 1, 1)


class DoiT(Adapter):
    name = "doit"
    title = "DoiT"
    formats: ClassVar[tuple[Format, ...]] = ("json", "pdf")
    kept_formats: ClassVar[tuple[Format, ...]] = ("json", "pdf")
    settings: ClassVar[tuple[Setting, ...]] = (
        Setting("base_url", "address of the API", env=("DOIT_HOST", "DCI_API_BASE_URL", "DOIT_API_BASE")),
        Setting(
            "api_key",
            "an API key from the console's settings",
            env=("DOIT_API_KEY", "DOIT_API_TOKEN", "DCI_API_KEY"),
            secret=True,
        ),
        Setting(
            "tenant",
            "the tenant, where the key sees several",
            env=("DOIT_CUSTOMER_CONTEXT", "DCI_CUSTOMER_CONTEXT", "CUSTOMER_CONTEXT"),
        ),
        Setting("pdf_path", "path of the PDF operation with {id} in it, should the inferred one be wrong"),
    )
    hints: ClassVar[Mapping[int, str]] = {
        401: "Make an API key in the DoiT console and set DOIT_API_KEY.",
        403: "The key's user needs the permission Invoice Viewer.",
    }

    def __init__(self, settings: Settings) -> None:
        tenant = settings.find("tenant")
        self.scope: str = tenant or ""
        self.servers: Mapping[str, str] = {"main": settings.find("base_url") or "https://api.doit.com"}
        # DOIT-TENANT: the older query parameter is ignored by newer keys, the header is not.
        self.authentication: Authentication = HeaderAuthentication(
            self.name, "Bearer", settings.need("api_key"), {"X-Tenant-Id": tenant} if tenant else None
        )
        self._pdf_path = check_path(settings.find("pdf_path"), "pdf_path", needs="id", knows=(), provider=self.name)

    def clients(self) -> Mapping[str, Any]:
        return {"main": Client(base_url=self.servers["main"])}

    def list_invoices(self, window: Window, today: date) -> Flow[None]:
        window = window.widened(_MARGIN_DAYS)
        token, seen = "", set[int]()
        while len(seen) < _MOST_PAGES:
            request = list_invoices_request(
                page_token=token or UNSET,
                min_creation_time=to_milliseconds(max(window.since, _EPOCH)) if window.since else UNSET,
                max_creation_time=to_milliseconds(max(window.until, _EPOCH)) if window.until else UNSET,
            )
            page = yield Call(operation="list_invoices", request=request)
            yield members_of(page, "invoices", optional=True, of=wire.InvoiceList)
            token = page.get("pageToken")
            if token is None or token == "":  # DOIT-LAST-PAGE: absent or empty
                return
            if not isinstance(token, str):
                raise UnexpectedAnswer("the token of the next page is not text")
            if hash(token) in seen:
                raise UnexpectedAnswer("the list comes back to a page it has already shown")
            seen.add(hash(token))
        raise UnexpectedAnswer(f"the list has more than {_MOST_PAGES} pages", hint="Ask for less at a time.")

    def get_invoice(self, id: str, today: date) -> Flow[Any]:
        return (yield Call(operation="get_invoice", request=get_invoice_request(id)))

    def read_invoice(self, item: Any) -> tuple[Invoice, list[str]]:
        invoice, unreadable = read_struct(wire.Invoice, item)
        issued_on = read_with(read_milliseconds, invoice.invoice_date, "invoiceDate", unreadable)
        return Invoice(
            provider=self.name,
            scope=self.scope,
            id=invoice.id or "",
            number=invoice.id or "",
            status=_STATUSES.get(invoice.status or "", "unknown"),
            provider_status=invoice.status,
            currency=invoice.currency,
            total=read_with(read_amount, invoice.total_amount, "totalAmount", unreadable),
            amount_due=read_with(read_amount, invoice.balance_amount, "balanceAmount", unreadable),
            issued_on=issued_on,
            due_on=read_with(read_milliseconds, invoice.due_date, "dueDate", unreadable),
            dated=issued_on,
            formats=self.formats,
            raw=item,
        ), unreadable

    def describe_document(self, invoice: Invoice, format: Format) -> ListedDocument:
        if format != "json":
            return ListedDocument()
        # The document is the invoice itself, and changes with it.
        facts = (invoice.provider_status, invoice.total, invoice.amount_due, invoice.due_on)
        return ListedDocument(version=" ".join(map(str, facts)))

    def find_document(self, wanted: Wanted, format: Format) -> Flow[Source]:
        yield from ()
        if format == "json":
            return Body(Call(operation="get_invoice", request=get_invoice_request(wanted.id)), id=wanted.id)
        request = download_invoice_request(wanted.id)
        if self._pdf_path:  # DOIT-PDF-PATH: the documentation shows the operation, not its path
            request["url"] = fill_path(self._pdf_path, {"id": wanted.id})
        # DOIT-GZIP: large PDFs come only compressed, which every request of ours offers.
        request["headers"] = {**request.get("headers", {}), "Accept": "application/pdf, */*;q=0.1"}
        return Body(Call(operation="download_invoice", request=request))

    def explain(self, wanted: Wanted, error: CloudInvoicesError) -> Flow[CloudInvoicesError]:
        """DOIT-PDF-404: no such invoice, or an invoice without PDF; only asking for the invoice tells."""
        if error.operation != "download_invoice" or error.status != 404:
            return error
        call = Call(operation="get_invoice", request=get_invoice_request(wanted.id), expect=frozenset({404}))
        if isinstance((yield call), CloudInvoicesError):
            return error
        return DocumentUnavailable(
            "this invoice has no PDF",
            provider=self.name,
            operation=error.operation,
            status=404,
            request_id=error.request_id,
            url=error.url,
            hint="Take format='json', or set pdf_path if the provider's reference names another path.",
        )

    def advise(self, problem: Problem) -> str | None:
        if problem.code in ("tenant_id_required", "tenant_id_mismatch"):
            return "Pass tenant=... or set DOIT_CUSTOMER_CONTEXT: the key sees several tenants, or another one."
        return super().advise(problem)


ADAPTER = DoiT
