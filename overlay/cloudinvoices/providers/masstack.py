"""MasStack (MásMóvil): listed by one API, documents behind a link of another; most of it is not documented."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any, ClassVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from cloudinvoices_apis.masstack.client import Client
from cloudinvoices_apis.masstack.client.api.invoices import download_invoice_request, get_billing_details_request
from cloudinvoices_apis.masstack_customers import wire
from cloudinvoices_apis.masstack_customers.client import Client as CustomersClient
from cloudinvoices_apis.masstack_customers.client.api.invoices import list_invoices_request
from cloudinvoices_apis.masstack_customers.client.types import UNSET

from ..authentication.service_account import find_token
from ..core.adapter import Adapter, Wanted
from ..core.amounts import read_amount
from ..core.authentication import Authentication
from ..core.decoding import is_object, members_of, read_struct, read_with, texts_of
from ..core.flow import Call, Flow, Link, Source
from ..core.paths import check_path, fill_path
from ..core.settings import Setting, Settings
from ..core.times import read_day
from ..core.window import Window
from ..errors import ConfigurationError, UnexpectedAnswer
from ..invoice import BillingDetails, Format, Invoice, Status

_STATUSES: dict[str, Status] = {"PAGADO": "paid"}
# MASSTACK-DTO: no field of the answers is documented; these are looked at first.
_LINK_FIELDS = ("url", "link", "public_link", "publicLink", "href", "invoice_url", "download_url")
_DATE_FIELDS = ("next_billing_date", "next_billing_datetime")
_MARGIN_DAYS = 62


class _GivenId(str):
    """The id of an invoice that the caller knows and no list was asked for."""


class MasStack(Adapter):
    name = "masstack"
    title = "MasStack"
    formats: ClassVar[tuple[Format, ...]] = ("pdf",)
    requests_per_document: ClassVar[int] = 2
    settings: ClassVar[tuple[Setting, ...]] = (
        Setting("base_url", "address of MasBilling with its version", env=("MASSTACK_BASE_URL",)),
        Setting("customers_url", "address of MasCustomer v2 with its version", env=("MASSTACK_CUSTOMERS_URL",)),
        Setting("organization", "the brand, such as masmovil", env=("MASSTACK_ORG_ID",)),
        Setting("account", "number of the account", env=("MASSTACK_ACCOUNT_ID",), kinds=(str, int)),
        Setting("access_token", "a ready access token", env=("MASSTACK_ACCESS_TOKEN",), secret=True),
        Setting("service_account", "file of a service account", env=("MASSTACK_SERVICE_ACCOUNT_FILE",)),
        Setting("token_url", "where the service account gets its token", env=("MASSTACK_TOKEN_URL",)),
        Setting("invoice_path", "path of the invoice operation, with {organization}, {account} and {invoice} in it"),
        Setting("link_field", "member of its answer that holds the link"),
        Setting("ids", "ids of invoices, where no listing can be used", kinds=(list, tuple)),
    )
    hints: ClassVar[Mapping[int, str]] = {
        401: "Check the access token or the service account; tokens expire.",
        403: "The token may not act for this organization: its claim tenants_translation names those it may.",
        502: "The invoices are kept by a third party, which does not answer: try again later.",
        504: "The invoices are kept by a third party, which does not answer in time: try again later.",
    }

    def __init__(self, settings: Settings) -> None:
        self._organization = settings.check_part("organization", settings.need("organization"))
        self._account = settings.check_part("account", settings.need("account"))
        base_url = settings.find("base_url") or "https://billing.masstack.com/v1"
        customers_url = settings.find("customers_url") or _sibling(base_url, "customers", "v2")
        self.servers: Mapping[str, str] = {"main": base_url, **({"customers": customers_url} if customers_url else {})}
        self.authentication: Authentication = find_token(settings, issuer=_sibling(base_url, "authn", "v1"))
        self.scope: str = self._account
        self.secrets: tuple[str, ...] = (self._account,)  # MASSTACK-PERSONAL: accounts are people
        path, knows = settings.find("invoice_path"), ("organization", "org", "account")
        self._invoice_path = check_path(path, "invoice_path", needs="invoice", knows=knows, provider=self.name)
        self._link_field = settings.find("link_field")
        self._ids = tuple(_GivenId(settings.check_part("ids", id)) for id in settings.given.get("ids") or ())
        self._zone = ZoneInfo("Europe/Madrid")  # MASSTACK-MADRID: times are UTC, the days they mean are those of Spain

    def clients(self) -> Mapping[str, Any]:
        clients: dict[str, Any] = {"main": Client(base_url=self.servers["main"])}
        if "customers" in self.servers:
            clients["customers"] = CustomersClient(base_url=self.servers["customers"])
        return clients

    def list_invoices(self, window: Window, today: date) -> Flow[None]:
        if self._ids:
            yield self._ids
            return
        if "customers" not in self.servers or not self._account.isdecimal():
            raise ConfigurationError(
                "MasCustomer v2 lists the invoices, and needs its address and an account that is a number",
                provider=self.name,
                hint="Pass customers_url=..., or the invoices' ids as ids=[...].",
            )
        window = window.widened(_MARGIN_DAYS)  # MASSTACK-DATES: which of its dates the server compares is not said
        request = list_invoices_request(
            self._organization,
            int(self._account),
            start_date=window.since or UNSET,
            end_date=window.until or UNSET,
        )
        page = yield Call(operation="list_invoices", request=request, server="customers")
        yield members_of(page, "invoices", optional=False)

    def read_invoice(self, item: Any) -> tuple[Invoice, list[str]]:
        if isinstance(item, _GivenId):
            return Invoice(provider=self.name, scope=self.scope, id=item, number=item, formats=self.formats), []
        invoice, unreadable = read_struct(wire.InvoiceInfoDetail, item)
        status = invoice.status.value if invoice.status else None
        cycle = invoice.cycle or wire.InvoiceInfoCycle()
        read_local_day = partial(read_day, zone=self._zone)
        issued_on = read_with(read_local_day, invoice.date, "date", unreadable)
        period_end = read_with(read_local_day, cycle.end_date, "cycle.end_date", unreadable)
        return Invoice(
            provider=self.name,
            scope=self.scope,
            id=invoice.number or "",  # MASSTACK-NUMBER: taken to be the id of the other API
            number=invoice.number or "",
            status=_STATUSES.get(status or "", "unknown"),
            provider_status=status,
            total=read_with(read_amount, invoice.value, "value", unreadable),
            issued_on=issued_on,
            period_start=read_with(read_local_day, cycle.start_date, "cycle.start_date", unreadable),
            period_end=period_end,
            dated=issued_on or period_end,
            formats=self.formats,
            raw=item,
        ), unreadable

    def find_document(self, wanted: Wanted, format: Format) -> Flow[Source]:
        request = download_invoice_request(self._organization, self._account, wanted.id)
        if self._invoice_path:  # MASSTACK-PATH: the documentation lost it
            brand = self._organization
            values = {"organization": brand, "org": brand, "account": self._account, "invoice": wanted.id}
            request["url"] = fill_path(self._invoice_path, values)
        call = Call(operation="download_invoice", request=request)
        return Link(self._find_link((yield call)), call.operation)

    def _find_link(self, answer: Any) -> str:
        names = (self._link_field,) if self._link_field else _LINK_FIELDS
        found = dict(reversed(list(texts_of(answer))))
        candidates = [found[name] for name in names if name in found]
        if not self._link_field:
            candidates += found.values()
        link = next((text for text in candidates if text.startswith(("https://", "http://"))), None)
        if link is None:
            keys = ", ".join(sorted({name for name, _ in texts_of(answer)})) or "none"
            raise UnexpectedAnswer(
                f"the answer holds no link; its text members: {keys}",
                operation="download_invoice",
                hint="Name the member with link_field=...",
            )
        return link

    def get_billing_details(self) -> Flow[BillingDetails]:
        request = get_billing_details_request(self._organization, self._account)
        answer = yield Call(operation="get_billing_details", request=request)
        if not is_object(answer):
            raise UnexpectedAnswer("the billing details are not an object")
        found = dict(reversed(list(texts_of(answer))))
        candidates = [found[name] for name in _DATE_FIELDS if name in found] + list(found.values())
        day = next(filter(None, (read_day(text, self._zone) for text in candidates)), None)
        return BillingDetails(next_billing_date=day, raw=answer)


def _sibling(base_url: str, name: str, version: str) -> str | None:
    """Another API of the same environment; None where `base_url` is not one of the vendor's hosts."""
    host = urlsplit(base_url).hostname or ""
    if not host.startswith("billing.") or not host.endswith(".masstack.com"):
        return None
    return f"https://{name}{host.removeprefix('billing')}/{version}"


ADAPTER = MasStack
