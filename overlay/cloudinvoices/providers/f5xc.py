"""F5 Distributed Cloud: a list that knows only a limit, documents as base64 inside JSON."""

from __future__ import annotations

import re
import ssl
import warnings
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, ClassVar

from cloudinvoices_apis.f5xc import wire
from cloudinvoices_apis.f5xc.client import Client
from cloudinvoices_apis.f5xc.client.api.invoices import download_invoice_request, list_invoices_request

from ..authentication.certificate import find_certificate
from ..authentication.header import HeaderAuthentication
from ..core.adapter import Adapter, Wanted
from ..core.amounts import read_cents
from ..core.authentication import Authentication
from ..core.decoding import is_object, members_of, read_struct, read_with
from ..core.flow import Base64Member, Call, Flow, Source
from ..core.settings import Setting, Settings
from ..core.times import read_day
from ..core.window import Window
from ..errors import CloudInvoicesError, CloudInvoicesWarning, ConfigurationError, DocumentUnavailable, NotFoundError
from ..invoice import Format, Invoice, Status

_STATUSES: dict[str, Status] = {
    "STATUS_ISSUED": "issued",
    "STATUS_PENDING": "draft",
    "STATUS_PAID": "paid",
    "STATUS_REFUNDED": "refunded",
    "STATUS_CANCELLED": "void",
    "OVERDUE": "overdue",  # F5-OVERDUE: the one value without prefix
}
_FIRST_LIMIT = 500
# As many as a server would choose for its own limit, which none documents.
_ROUND = 50
_CENTS = re.compile(r"-?\d{1,30}")


class F5(Adapter):
    name = "f5xc"
    title = "F5 Distributed Cloud"
    formats: ClassVar[tuple[Format, ...]] = ("pdf",)
    settings: ClassVar[tuple[Setting, ...]] = (
        Setting("base_url", "address of the tenant", env=("F5XC_API_URL", "VOLT_API_URL")),
        Setting("tenant", "name of the tenant, the first part of its console's address"),
        Setting("namespace", "namespace of the billing data, system unless told otherwise"),
        Setting("api_token", "an API token", env=("F5XC_API_TOKEN",), secret=True),
        Setting("p12", "file of a client certificate (PKCS#12)", env=("VOLT_API_P12_FILE",)),
        Setting(
            "p12_password",
            "password of that file",
            env=("VES_P12_PASSWORD", "F5XC_P12_PASSWORD"),
            secret=True,
        ),
        Setting("p12_content", "the same file as base64 text", env=("VES_P12_CONTENT",), secret=True),
        Setting("cert", "file of a client certificate (PEM)", env=("VOLT_API_CERT",)),
        # F5-API-KEY: a file, not a token, for all its name.
        Setting("key", "file of its private key (PEM)", env=("VOLT_API_KEY",)),
        Setting(
            "ca_cert", "file of the roots to trust (PEM), where they are not the usual ones", env=("VOLT_API_CA_CERT",)
        ),
        Setting("config_file", "settings of vesctl, such as ~/.vesconfig"),
    )
    hints: ClassVar[Mapping[int, str]] = {
        401: "Make an API token or certificate under My Credentials or Service Credentials; both expire.",
        403: "The credential's role must see billing in the namespace system.",
    }

    def __init__(self, settings: Settings) -> None:
        certificate = find_certificate(settings)
        self.scope: str = settings.check_part("namespace", settings.find("namespace") or "system")
        self.servers: Mapping[str, str] = {"main": _base_url(settings, certificate.server)}
        self.tls: Callable[[], ssl.SSLContext] | None = certificate.tls
        if certificate.signs_in:
            self.authentication: Authentication = Authentication()
        else:
            token = settings.need("api_token", advice="Or a certificate: p12 and p12_password, or cert and key.")
            self.authentication = HeaderAuthentication(self.name, "APIToken", token)

    def clients(self) -> Mapping[str, Any]:
        return {"main": Client(base_url=self.servers["main"])}

    def list_invoices(self, window: Window, today: date) -> Flow[None]:
        # F5-LIMIT: there are no pages; the limit grows until the answer is not full, or grows no more.
        limit, before = _FIRST_LIMIT, -1
        while True:
            page = yield Call(operation="list_invoices", request=list_invoices_request(self.scope, limit=limit))
            items = members_of(page, "invoices", optional=True, of=wire.ListInvoicesRsp)
            if len(items) < limit or len(items) == before:
                break
            limit, before = limit * 4, len(items)
        if len(items) == before or (items and len(items) % _ROUND == 0):
            text = f"f5xc: the list may be incomplete: {len(items)} invoices came with a limit of {limit}"
            warnings.warn(text, CloudInvoicesWarning, stacklevel=2)
        yield items

    def read_invoice(self, item: Any) -> tuple[Invoice, list[str]]:
        # F5-DEFAULTS: a member that has its default value is left out; an amount that is absent is zero.
        invoice, unreadable = read_struct(wire.Invoice, {"amount": "0", **item} if is_object(item) else item)
        period_end = read_with(read_day, invoice.period_end, "period_end", unreadable)
        return Invoice(
            provider=self.name,
            scope=self.scope,
            id=invoice.name or "",
            number=invoice.name or "",
            status="draft" if invoice.active else _STATUSES.get(invoice.status or "", "unknown"),
            provider_status=invoice.status,
            currency=invoice.currency,
            total=read_with(_amount, invoice.amount, "amount", unreadable),
            period_start=read_with(read_day, invoice.period_start, "period_start", unreadable),
            period_end=period_end,
            dated=period_end,
            formats=self.formats if invoice.status == "STATUS_PAID" else (),
            raw=item,
        ), unreadable

    def find_document(self, wanted: Wanted, format: Format) -> Flow[Source]:
        yield from ()
        # F5-NAME: declared optional, but there is no invoice without it.
        request = download_invoice_request(self.scope, name=wanted.id)
        return Base64Member(Call(operation="download_invoice", request=request), "pdf")

    def explain(self, wanted: Wanted, error: CloudInvoicesError) -> Flow[CloudInvoicesError]:
        """F5-UNPAID: only paid invoices have a PDF; the list tells an unpaid one from none at all."""
        if error.status not in (404, 409):
            return error
        item = yield from self.get_invoice(wanted.id, date.max)
        if item is None:
            return NotFoundError(
                f"there is no invoice {wanted.id!r}",
                provider=self.name,
                operation=error.operation,
                status=error.status,
                url=error.url,
                hint="Check the id.",
            )
        invoice, _ = self.read_invoice(item)
        if invoice.status == "paid":
            return error
        return DocumentUnavailable(
            f"there is no PDF before the invoice is paid; its status is {invoice.provider_status or 'unknown'}",
            provider=self.name,
            operation=error.operation,
            status=error.status,
            url=error.url,
            hint="Try again when it is paid.",
        )


def _amount(cents: str | None) -> Any:
    """F5-CENTS: a whole number of cents, sent as text."""
    return read_cents(int(cents)) if cents and _CENTS.fullmatch(cents) else None


def _base_url(settings: Settings, stored: str | None) -> str:
    tenant = settings.find("tenant")
    if settings.has("tenant") and not settings.has("base_url"):
        if not re.fullmatch(r"[A-Za-z0-9-]{1,63}", tenant or ""):
            raise ConfigurationError(f"{tenant!r} is not the name of a tenant", provider=settings.provider)
        return f"https://{tenant}.console.ves.volterra.io"
    url = settings.find("base_url") or stored or settings.need("base_url", advice="Or pass tenant=...")
    # F5-API-SUFFIX: the environment names of other tools hold the address with /api, the paths hold it again.
    return url.rstrip("/").removesuffix("/api")


ADAPTER = F5
