"""What callers hold: a provider account, sync or async. Both run the same flows."""

from __future__ import annotations

import warnings
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Iterator, Mapping, MutableSequence
from datetime import UTC, date, datetime
from types import MappingProxyType, TracebackType
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from ..core._http import AsyncClient, Client, Clients, Steps, run_blocking
from ..core.adapter import Adapter, Wanted
from ..core.connection import Connection
from ..core.drivers import finish, finish_async, iterate, iterate_async
from ..core.ids import check_id
from ..core.recent import Recent
from ..core.redaction import redact
from ..core.window import Window
from ..errors import (
    CloudInvoicesWarning,
    DocumentUnavailable,
    NotFoundError,
    UnexpectedAnswer,
    UnsupportedOperation,
)
from ..invoice import BillingDetails, Download, Format, Invoice, ListedDocument, Skipped
from .raw import OtherKind, RawAsyncTransport, RawTransport
from .stream import AsyncDocumentStream, DocumentStream

if TYPE_CHECKING:  # loaded with the first document, for who only lists does not need it
    from ..transfer.target import Destination
    from ..transfer.transfer import Transfer


class _Account(ABC):
    """What sync and async share: everything that does not send."""

    def __init__(self, adapter: Adapter, connection: Connection, clients: Clients[Any]) -> None:
        self._adapter = adapter
        self._connection = connection
        self._clients = clients
        self._raw_clients: dict[str, Any] = {}
        self.skipped: MutableSequence[Skipped] = []
        """Items of lists that could not be read, in the order met."""

    def __repr__(self) -> str:
        return redact(f"<{type(self).__name__} {self.name} {self.scope}>", self._connection.secrets)

    @property
    def name(self) -> str:
        """The provider's key, such as ``"doit"``."""
        return self._adapter.name

    @property
    def scope(self) -> str:
        """Organization, account or namespace; Akamai: contract, account switch key or "account"; DoiT: tenant or ""."""
        return self._adapter.scope

    @property
    def formats(self) -> tuple[Format, ...]:
        """Formats this provider can be asked for."""
        return self._adapter.formats

    @property
    def kept_formats(self) -> tuple[Format, ...]:
        """Those of them that an archive keeps unless told otherwise."""
        return self._adapter.kept_formats

    @property
    def requests_per_document(self) -> int:
        """Requests that a download costs, if nothing goes wrong."""
        return self._adapter.requests_per_document

    @property
    def requests_sent(self) -> int:
        """Requests sent to the provider so far, each attempt counted; those to links of documents are not."""
        return self._connection.sent.total()

    def describe_document(self, invoice: Invoice, format: Format) -> ListedDocument:
        """What the list says of a document; sends nothing."""
        return self._adapter.describe_document(invoice, format)

    @property
    def client(self) -> Any:
        """The generated client (`cloudinvoices_apis.NAME.client.Client`), with our signature, limit and retries."""
        return self.clients["main"]

    @property
    def clients(self) -> Mapping[str, Any]:
        """The generated clients by server: `main`, and MasStack's `customers`.

        They are for the `sync` functions of the operations, or for `asyncio`, as the account is.
        A raw answer is held in memory, up to `max_answer_bytes` of JSON or `max_document_bytes` of anything else.
        """
        if not self._raw_clients:
            made = dict(self._adapter.clients())
            for server, client in made.items():
                self._attach(client, self._connection.servers[server])
            self._raw_clients = made
        return MappingProxyType(self._raw_clients)

    @abstractmethod
    def _attach(self, client: Any, base_url: str) -> None:
        """Give a generated client our transport."""

    def _listing(self, window: Window) -> Steps[None]:
        return self._connection.run(self._adapter.list_invoices(window, datetime.now(UTC).date()))

    def _read(self, item: Any, window: Window, seen: Recent) -> Invoice | None:
        """An item as an invoice; None if it cannot be read, is outside the window, or came before."""
        try:
            invoice, unreadable = self._adapter.read_invoice(item)
        except UnexpectedAnswer as error:
            reason = self._connection.redact(error.message)
            self.skipped.append(Skipped(provider=self.name, reason=reason, raw=item))
            _warn(f"{self.name}: an item of the list was skipped: {reason}", 4)
            return None
        if unreadable or not invoice.id:
            self._warn_of(invoice, unreadable)
        if not window.holds(invoice.dated) or (invoice.id and not seen.add((invoice.scope, invoice.id))):
            return None
        return invoice

    def _found(self, id: str) -> Steps[Invoice]:
        flow = self._adapter.get_invoice(check_id(id), datetime.now(UTC).date())
        item = yield from self._connection.run(flow)
        if item is None:
            raise NotFoundError(
                f"no invoice {id!r} in the list",
                provider=self.name,
                operation="list_invoices",
                hint="Check the id; what is older than the list's default needs list(since=...).",
            )
        try:
            invoice, unreadable = self._adapter.read_invoice(item)
        except UnexpectedAnswer as error:
            error.complete(provider=self.name, operation="get_invoice")
            raise
        if (invoice.id or id) != id or not (invoice.id or invoice.total or invoice.dated):
            what = "is about another invoice" if invoice.id else "is no invoice"
            raise UnexpectedAnswer(f"the answer {what}", provider=self.name, operation="get_invoice")
        invoice = invoice if invoice.id else replace(invoice, id=id, number=id)
        self._warn_of(invoice, unreadable)
        return invoice

    def _warn_of(self, invoice: Invoice, unreadable: list[str]) -> None:
        if not invoice.id:
            unreadable = [*unreadable, "it has no id"]
        if unreadable:
            what = self._connection.redact("; ".join(unreadable))
            _warn(f"{self.name}: invoice {invoice.id or '(no id)'} was read in part: {what}", 5)

    def _billing_details(self) -> Steps[BillingDetails]:
        flow = self._adapter.get_billing_details()
        if flow is None:
            raise UnsupportedOperation("there are no billing details", provider=self.name)
        details: BillingDetails = yield from self._connection.run(flow)
        return details

    def _transfer(self, wanted: Invoice | str, format: Format | None) -> tuple[Transfer, Format, str]:
        """The transfer of a document, its format and its file's name; wrong requests end here."""
        from ..transfer.formats import MEDIA_TYPES
        from ..transfer.naming import document_name
        from ..transfer.transfer import Transfer

        if format is not None and format not in MEDIA_TYPES:
            raise ValueError(f"format must be one of {', '.join(MEDIA_TYPES)}, not {format!r}")
        invoice = wanted if isinstance(wanted, Invoice) else None
        if invoice and invoice.provider != self.name:
            raise ValueError(f"this invoice is from {invoice.provider}, not from {self.name}")
        if invoice and not invoice.id:
            raise DocumentUnavailable("the provider sent no id for this invoice", provider=self.name)
        id = check_id(invoice.id if invoice else wanted)
        reference = Wanted(id, invoice)
        chosen = self._adapter.choose_format(reference, format)
        transfer = Transfer(
            self._connection,
            chosen,
            locate=lambda: self._adapter.find_document(reference, chosen),
            explain=lambda error: self._adapter.explain(reference, error),
        )
        return transfer, chosen, document_name(self.name, invoice.scope if invoice else self.scope, id, chosen, invoice)


def _warn(message: str, level: int) -> None:
    """Warn where the caller takes the item from the list."""
    warnings.warn(message, CloudInvoicesWarning, stacklevel=level)


class Provider(_Account):
    """One account at one provider. May be shared between threads. Made by `cloudinvoices.connect`."""

    def list(self, *, since: date | None = None, until: date | None = None) -> Iterator[Invoice]:
        """Invoices dated from `since` to `until` (both inclusive), page by page as they are asked for.

        Dates are compared with `Invoice.dated`; an invoice without any date is always listed. Akamai is asked month by
        month: without `since` the last 12 closed months and the current one. Items that cannot be read are put into
        `skipped` with a `CloudInvoicesWarning`.

        Raises:
            ValueError: `since` is after `until`.
            AuthenticationError, AccessDeniedError: while iterating, as all that follow: the credential is refused.
            RateLimitError, ConnectionFailed, ProviderError: after `retries` further attempts.
            UnexpectedAnswer: the answer is no list.
        """
        return self._list(Window(since, until))

    def _list(self, window: Window) -> Iterator[Invoice]:
        seen = Recent()
        for page in iterate(self._listing(window), self._clients):
            for item in page:
                if (invoice := self._read(item, window, seen)) is not None:
                    yield invoice

    def get(self, id: str) -> Invoice:
        """One invoice by its id; through the list where the provider has no such operation (Akamai, MasStack, F5).

        Raises:
            ValueError, TypeError: an id that no invoice can have; nothing was asked for.
            NotFoundError: there is none.
            UnexpectedAnswer: the answer is no invoice, or another one.
            CloudInvoicesError: as for `list`.
        """
        invoice: Invoice = finish(self._found(id), self._clients)
        return invoice

    def download(self, invoice_or_id: Invoice | str, to: Destination, *, format: Format | None = None) -> Download:
        """Fetch a document completely, check it, and put it where `to` says.

        `to` is a folder (the file's name is ours, with the day where an `Invoice` is given), a file's path, or an open
        binary file object. A path that does not exist is a folder if it ends with a separator or has no extension;
        folders are made. A file that exists is never overwritten: the same bytes are kept as they are, other bytes get
        a number behind the name. `format` is pdf, csv or json; by default the first of `Invoice.formats`.

        Raises:
            ValueError, TypeError: an unknown format, an impossible id, another provider's invoice.
            ConfigurationError: `to` cannot be written; nothing was asked for.
            DocumentUnavailable: the provider has no such document.
            DocumentDamaged: what came is not a complete document; nothing is kept.
            OSError: the disk is full or gone; nothing is kept.
            CloudInvoicesError: anything else.
        """
        from ..transfer.target import open_target

        document = self.stream(invoice_or_id, format=format)
        with open_target(to, document.filename) as sink:
            with document.restarting(sink.restart):
                for piece in document:
                    sink.write(piece)
            sink.save(document.sha256)
        return document.downloaded(sink.path)

    def stream(self, invoice_or_id: Invoice | str, *, format: Format | None = None) -> DocumentStream:
        """A document as a context manager that iterates over its bytes.

        Raises on entering or iterating what `download` raises for documents.
        """
        transfer, chosen, name = self._transfer(invoice_or_id, format)
        return DocumentStream(transfer, self._clients, chosen, name)

    def billing_details(self) -> BillingDetails:
        """MasStack: the day on which the account is billed next, in Spain.

        That there is such a day is documented; the member of the answer that holds it is not, so that the first date is
        taken (MASSTACK-BILLING-DATE).

        Raises:
            UnsupportedOperation: the provider has no such operation.
            CloudInvoicesError: as for `list`.
        """
        details: BillingDetails = finish(self._billing_details(), self._clients)
        return details

    def _attach(self, client: Any, base_url: str) -> None:
        transport = RawTransport(self._connection, self._clients)
        client.set_httpx_client(Client(base_url=base_url, transport=transport))
        client.set_async_httpx_client(AsyncClient(base_url=base_url, transport=OtherKind("connect", "sync")))

    def close(self) -> None:
        """Close the connections."""
        for client in self._clients.take_all():
            client.close()

    def __enter__(self) -> Provider:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.close()


class AsyncProvider(_Account):
    """As `Provider`, asynchronous; belongs to one event loop. Made by `cloudinvoices.aconnect`."""

    def list(self, *, since: date | None = None, until: date | None = None) -> AsyncIterator[Invoice]:
        """As `Provider.list`, for `async for`; raises the same."""
        return self._list(Window(since, until))

    async def _list(self, window: Window) -> AsyncIterator[Invoice]:
        seen = Recent()
        async for page in iterate_async(self._listing(window), self._clients):
            for item in page:
                if (invoice := self._read(item, window, seen)) is not None:
                    yield invoice

    async def get(self, id: str) -> Invoice:
        """As `Provider.get`; raises the same."""
        invoice: Invoice = await finish_async(self._found(id), self._clients)
        return invoice

    async def download(
        self, invoice_or_id: Invoice | str, to: Destination, *, format: Format | None = None
    ) -> Download:
        """As `Provider.download`; raises the same. What is written is flushed to the disk in a thread of its own."""
        from ..transfer.target import open_target

        document = self.stream(invoice_or_id, format=format)
        with open_target(to, document.filename) as sink:
            async with document.restarting(sink.restart):
                async for piece in document:
                    sink.write(piece)
            await run_blocking(sink.save, document.sha256)
        return document.downloaded(sink.path)

    def stream(self, invoice_or_id: Invoice | str, *, format: Format | None = None) -> AsyncDocumentStream:
        """As `Provider.stream`, for `async with` and `async for`; raises the same."""
        transfer, chosen, name = self._transfer(invoice_or_id, format)
        return AsyncDocumentStream(transfer, self._clients, chosen, name)

    async def billing_details(self) -> BillingDetails:
        """As `Provider.billing_details`; raises the same."""
        details: BillingDetails = await finish_async(self._billing_details(), self._clients)
        return details

    def _attach(self, client: Any, base_url: str) -> None:
        transport = RawAsyncTransport(self._connection, self._clients)
        client.set_async_httpx_client(AsyncClient(base_url=base_url, transport=transport))
        client.set_httpx_client(Client(base_url=base_url, transport=OtherKind("aconnect", "asyncio")))

    async def aclose(self) -> None:
        """Close the connections."""
        for client in self._clients.take_all():
            await client.aclose()

    async def __aenter__(self) -> AsyncProvider:
        return self

    async def __aexit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        await self.aclose()
