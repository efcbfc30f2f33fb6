"""Qovery: one list without pages, documents behind a link."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

import attrs
import msgspec

from cloudinvoices_apis.qovery import wire
from cloudinvoices_apis.qovery.client import Client
from cloudinvoices_apis.qovery.client.api.invoices import (
    download_invoice_request,
    get_invoice_request,
    list_invoices_request,
)

from ..authentication.header import HeaderAuthentication
from ..core.adapter import Adapter, Wanted
from ..core.amounts import read_amount, read_cents
from ..core.authentication import Authentication
from ..core.decoding import BAD_JSON, members_of, read_struct, read_with
from ..core.flow import Call, Flow, Link, Source
from ..core.settings import Setting, Settings, read_file
from ..core.times import read_day
from ..core.window import Window
from ..errors import ConfigurationError, DocumentUnavailable
from ..invoice import Format, Invoice, Status

_STATUSES: dict[str, Status] = {
    "PENDING": "draft",
    "POSTED": "issued",
    "NOT_PAID": "issued",
    "PAYMENT_DUE": "issued",
    "PAID": "paid",
    "VOIDED": "void",
}


@attrs.frozen
class _Context:
    """What of the command line's context file is used."""

    access_token: str | None = attrs.field(default=None, repr=False)
    organization_id: str | None = None


class Qovery(Adapter):
    name = "qovery"
    title = "Qovery"
    formats: ClassVar[tuple[Format, ...]] = ("pdf",)
    requests_per_document: ClassVar[int] = 2
    settings: ClassVar[tuple[Setting, ...]] = (
        Setting("base_url", "address of the API", env=("QOVERY_API_URL",)),
        Setting("organization", "id of the organization", env=("QOVERY_ORGANIZATION_ID",)),
        Setting(
            "token",
            "an API token of the organization, or a JWT",
            env=("QOVERY_API_TOKEN", "QOVERY_CLI_ACCESS_TOKEN", "Q_CLI_ACCESS_TOKEN"),
            secret=True,
        ),
        Setting("token_type", "how the token is sent, if it is not recognised", choices=("token", "bearer")),
        Setting("context_file", "context file of Qovery's command line, such as ~/.qovery/context.json"),
    )
    hints: ClassVar[Mapping[int, str]] = {
        401: "Make an API token in the organization's settings and set QOVERY_API_TOKEN.",
        # QOVERY-403: the provider refuses where others say 404.
        403: "The token's role may lack the right to see billing, or there is no such organization or invoice.",
    }

    def __init__(self, settings: Settings) -> None:
        context = _read_context(settings)
        token = settings.find("token") or context.access_token or settings.need("token")
        scheme = _scheme(token, settings.find("token_type"))
        organization = settings.find("organization") or context.organization_id
        organization = organization or settings.need("organization", advice="It is in the console's address.")
        self.scope: str = settings.check_part("organization", organization)
        self.servers: Mapping[str, str] = {"main": settings.find("base_url") or "https://api.qovery.com"}
        self.authentication: Authentication = HeaderAuthentication(self.name, scheme, token)

    def clients(self) -> Mapping[str, Any]:
        return {"main": Client(base_url=self.servers["main"])}

    def list_invoices(self, window: Window, today: date) -> Flow[None]:
        page = yield Call(operation="list_invoices", request=list_invoices_request(self.scope))
        yield members_of(page, "results", optional=True, of=wire.InvoiceList)

    def get_invoice(self, id: str, today: date) -> Flow[Any]:
        return (yield Call(operation="get_invoice", request=get_invoice_request(self.scope, id)))

    def read_invoice(self, item: Any) -> tuple[Invoice, list[str]]:
        invoice, unreadable = read_struct(wire.Invoice, item)
        # QOVERY-AMOUNTS: sent twice, the cents are exact.
        cents = read_with(read_cents, invoice.total_in_cents, "total_in_cents", unreadable)
        total = read_with(read_amount, invoice.total, "total", unreadable) if cents is None else cents
        return Invoice(
            provider=self.name,
            scope=self.scope,
            id=invoice.id or "",
            number=invoice.id or "",
            status=_STATUSES.get(invoice.status or "", "unknown"),
            provider_status=invoice.status,
            currency=invoice.currency_code,
            total=total,
            dated=read_with(read_day, invoice.created_at, "created_at", unreadable),
            formats=self.formats,
            raw=item,
        ), unreadable

    def find_document(self, wanted: Wanted, format: Format) -> Flow[Source]:
        call = Call(operation="download_invoice", request=download_invoice_request(self.scope, wanted.id))
        # QOVERY-LINK: the documented answer has seven required members; only `url` can mean an invoice.
        link, _ = read_struct(wire.Link, (yield call))
        if not link.url:
            text = "the answer holds no link to the document"
            raise DocumentUnavailable(text, operation=call.operation, transient=True)
        return Link(link.url, call.operation)


def _scheme(token: str, token_type: str | None) -> str:
    """QOVERY-SCHEME: API tokens are sent as `Token`, JWTs as `Bearer`; the documentation shows one of the two."""
    if token_type:
        return {"token": "Token", "bearer": "Bearer"}[token_type]
    return "Bearer" if not token.startswith("qov_") and _is_jwt(token) else "Token"


def _is_jwt(token: str) -> bool:
    parts = token.split(".")
    try:
        header = msgspec.json.decode(base64.urlsafe_b64decode(parts[0] + "=" * (-len(parts[0]) % 4)))
    except (ValueError, *BAD_JSON):
        return False
    return len(parts) == 3 and isinstance(header, dict) and "alg" in header


def _read_context(settings: Settings) -> _Context:
    """What Qovery's command line has stored; read only when its file is named."""
    path = settings.find("context_file")
    if path is None:
        return _Context()
    content = read_file(path, "context_file", settings.provider)
    try:
        return msgspec.json.decode(content, type=_Context)
    except BAD_JSON as error:
        hint = "It is made by `qovery auth` and `qovery context set`."
        raise ConfigurationError("context_file cannot be read", provider=settings.provider, hint=hint) from error


ADAPTER = Qovery
