"""What a provider module fills in; everything else is the same for all of them."""

from __future__ import annotations

import ssl
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, ClassVar

from msgspec import Struct

from ..errors import CloudInvoicesError, DocumentUnavailable, UnexpectedAnswer
from ..invoice import BillingDetails, Format, Invoice, ListedDocument
from .authentication import Authentication
from .flow import Flow, Source, first_item
from .problem import Problem
from .settings import Setting, Settings
from .window import Window


class Wanted(Struct, frozen=True):
    """The invoice whose document is wanted: its id, and what is known of it."""

    id: str
    invoice: Invoice | None = None


class Adapter(ABC):
    """One account at one provider: where it is, how it signs, what its answers mean. Holds no connection."""

    name: ClassVar[str]
    title: ClassVar[str]
    settings: ClassVar[tuple[Setting, ...]]
    formats: ClassVar[tuple[Format, ...]]
    """Formats this provider can be asked for."""
    kept_formats: ClassVar[tuple[Format, ...]] = ("pdf",)
    """Formats an archive keeps unless told otherwise."""
    requests_per_document: ClassVar[int] = 1
    """2 where a link is asked for first."""
    hints: ClassVar[Mapping[int, str]] = {}
    """The next step for the person who reads an error, by status."""
    per_minute: ClassVar[int | None] = None
    """Requests a minute the provider allows an account."""

    scope: str
    servers: Mapping[str, str]
    authentication: Authentication
    tls: Callable[[], ssl.SSLContext] | None = None
    """Set where a client certificate is presented."""
    secrets: tuple[str, ...] = ()
    """What must not be shown, beside the credential."""

    @abstractmethod
    def __init__(self, settings: Settings) -> None:
        """Take what the settings say, and nothing from the network.

        Raises:
            ConfigurationError: something is missing or wrong.
        """

    @abstractmethod
    def list_invoices(self, window: Window, today: date) -> Flow[None]:
        """Yields calls, and lists of the provider's items as they come."""

    @abstractmethod
    def read_invoice(self, item: Any) -> tuple[Invoice, list[str]]:
        """An item as an invoice, and what of it could not be read."""

    @abstractmethod
    def find_document(self, wanted: Wanted, format: Format) -> Flow[Source]:
        """Where the document is."""

    @abstractmethod
    def clients(self) -> Mapping[str, Any]:
        """The generated clients, by the name of their server."""

    def describe_document(self, invoice: Invoice, format: Format) -> ListedDocument:
        """What the list says of a document."""
        return ListedDocument()

    def get_invoice(self, id: str, today: date) -> Flow[Any]:
        """The item with this id; None if there is none. Through the list, where the provider has nothing better."""
        return first_item(self.list_invoices(Window(), today), lambda item: self._has_id(item, id))

    def _has_id(self, item: Any, id: str) -> bool:
        try:
            return self.read_invoice(item)[0].id == id
        except UnexpectedAnswer:
            return False  # an item that cannot be read does not stand in the way of another

    def explain(self, wanted: Wanted, error: CloudInvoicesError) -> Flow[CloudInvoicesError]:
        """A better error for a document that was refused, where the refusal alone says too little."""
        yield from ()
        return error

    def get_billing_details(self) -> Flow[BillingDetails] | None:
        """None where the provider has no such operation."""
        return None

    def advise(self, problem: Problem) -> str | None:
        """The next step for the person who reads an error."""
        return self.hints.get(problem.status) or _GENERAL_HINTS.get(problem.status)

    def choose_format(self, wanted: Wanted, format: Format | None) -> Format:
        """The format to ask for.

        Raises:
            DocumentUnavailable: the provider has no such format at all.
        """
        listed = wanted.invoice.formats if wanted.invoice else ()
        chosen = format or (listed or self.formats)[0]
        if chosen not in self.formats:
            raise DocumentUnavailable(
                f"there are no {chosen} documents", provider=self.name, hint=f"There are: {', '.join(self.formats)}."
            )
        return chosen


_GENERAL_HINTS = {
    401: "Check the credential.",
    403: "Ask for the right to read invoices, and check the scope.",
    404: "Check the id, and whether it belongs to this account.",
    429: "Wait, or ask for less at a time.",
    500: "Try again later; if it stays so, give the request id to the provider's support.",
    503: "Try again later.",
}
