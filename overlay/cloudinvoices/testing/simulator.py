"""The simulator itself: all providers on one local server, their linked documents on a second one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import TracebackType
from typing import Any, Self

from .clock import Clock
from .exchange import RecordedRequest
from .expected import ExpectedInvoice
from .faults import CustomFault, Fault, Faults, Late
from .links import Leak, Links
from .listener import Listener
from .months import closed_months
from .named_faults import FAULTS, find_fault
from .providers import SimulatedProvider
from .providers.akamai import Akamai
from .providers.doit import Doit
from .providers.f5xc import F5xc
from .providers.masstack import Masstack
from .providers.qovery import Qovery
from .routing import Dispatcher

_FEWEST_MONTHS = 4


class Simulator:
    """A local HTTP server that answers as the providers do, with the same invoices every time.

    Use it as a context manager, or with `start` and `close`. It listens on 127.0.0.1 only.

    - `port`: of the APIs; 0 takes a free one. Linked documents are always on a free port of their own.
    - `today`, `months`: the invoices are those of the `months` closed months before `today` (default: the real one).
    - `link_lifetime`, `token_lifetime`: seconds until a document link or an access token of MasStack expires.
    - `documented_links`: Qovery's download answers with all fields of the documentation, not only with `url`.
    - `single_tenant`: DoiT's API key sees one tenant, so that `X-Tenant-Id` may be left out.
    - `single_use_links`: a document link is refused when it is asked for a second time.
    - `clock_offset`: seconds that the simulator's clock is ahead of this machine's; behind if negative.
    """

    def __init__(
        self,
        port: int = 0,
        *,
        today: date | None = None,
        months: int = 16,
        link_lifetime: float = 3600,
        token_lifetime: int = 3600,
        documented_links: bool = False,
        single_tenant: bool = False,
        single_use_links: bool = False,
        clock_offset: float = 0.0,
    ) -> None:
        if months < _FEWEST_MONTHS:
            raise ValueError(f"months must be at least {_FEWEST_MONTHS}")
        # The day of the person at this machine, whose closed months these are.
        closed = closed_months(today or date.today(), months)  # noqa: DTZ011
        self._port = port
        self._clock = Clock(clock_offset)
        self._links = Links(link_lifetime, self._secrets, self._clock, single_use=single_use_links)
        self._qovery = Qovery(closed, self._links, documented_links=documented_links)
        self._akamai = Akamai(closed, self._clock)
        self._masstack = Masstack(closed, self._links, self._clock, token_lifetime=token_lifetime, issuer=self._issuer)
        self._f5xc = F5xc(closed)
        self._doit = Doit(closed, single_tenant=single_tenant)
        everybody: tuple[SimulatedProvider, ...] = (self._qovery, self._akamai, self._masstack, self._f5xc, self._doit)
        self._providers = {provider.name: provider for provider in everybody}
        self._faults = Faults()
        self._requests: list[RecordedRequest] = []
        apis = tuple(service for provider in everybody for service in provider.services())
        linked = (self._links.service("qovery"), self._links.service("masstack"))
        self._api_dispatcher = Dispatcher(apis, self._faults, self._record, self._clock)
        self._link_dispatcher = Dispatcher(linked, self._faults, self._record, self._clock)
        self._listeners: tuple[Listener, Listener] | None = None

    def start(self) -> Self:
        """Begin to listen; for `port` in use, OSError."""
        if self._listeners is not None:
            raise RuntimeError("the simulator is running already")
        apis = Listener(self._api_dispatcher, self._clock, self._port)
        documents = Listener(self._link_dispatcher, self._clock)
        self._listeners = (apis, documents)
        self._links.base_url = documents.url
        for listener in self._listeners:
            listener.start()
        return self

    def close(self) -> None:
        """Stop listening and drop the connections; nothing happens if it does not run."""
        listeners, self._listeners = self._listeners or (), None
        for listener in listeners:
            listener.close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    @property
    def providers(self) -> tuple[str, ...]:
        """Keys of the providers."""
        return tuple(self._providers)

    @property
    def operations(self) -> tuple[str, ...]:
        """The names that `fail` knows, which are also those in `requests`."""
        return tuple(dict.fromkeys((*self._api_dispatcher.operations, *self._link_dispatcher.operations)))

    @property
    def url(self) -> str:
        """Where the APIs listen; below it each has a path of its own, which `settings` includes."""
        if self._listeners is None:
            raise RuntimeError("the simulator is not running: use it in a with statement, or call start()")
        return self._listeners[0].url

    def settings(self, provider: str) -> dict[str, Any]:
        """Base address and credentials, as keyword arguments of `cloudinvoices.connect(provider, ...)`."""
        # All are text; Any lets type checkers accept `**settings` beside keyword arguments of other types.
        return self._provider(provider).settings(self.url)

    def expected(self, provider: str) -> tuple[ExpectedInvoice, ...]:
        """The invoices that a client of the provider has to find, by date."""
        invoices = [
            ExpectedInvoice(row.id, row.scope, row.number, row.currency, row.total, row.dated, row.documents)
            for row in self._provider(provider).rows
        ]
        return tuple(sorted(invoices, key=lambda invoice: (invoice.dated, invoice.scope, invoice.id)))

    @property
    def requests(self) -> list[RecordedRequest]:
        """Every request since the start or the last `reset`, in the order of their answers."""
        return list(self._requests)

    @property
    def leaks(self) -> list[Leak]:
        """Requests for linked documents that carried a credential."""
        return list(self._links.leaks)

    @property
    def qovery_jwt(self) -> str:
        """The JWT of a person, which Qovery takes after `Bearer`; `settings` has an API token, for `Token`."""
        return self._qovery.jwt

    @property
    def account_switch_key(self) -> str:
        """Opens another account of Akamai, with one contract. `expected` is about the account itself."""
        return self._akamai.account_switch_key

    @property
    def token_url(self) -> str:
        """MasStack's token endpoint; the discovery document beside it names it, too."""
        return self._masstack.authentication.token_url

    def service_account(self) -> dict[str, str]:
        """What a MasStack service account file contains. The first call makes its key, with `cryptography`."""
        return self._masstack.authentication.service_account()

    def expire_tokens(self) -> None:
        """Refuse all access tokens of MasStack that were issued until now. `settings` gives a new one."""
        self._masstack.tokens.expire()

    def expire_links(self) -> None:
        """Refuse all document links that were given out until now."""
        self._links.expire()

    @property
    def faults(self) -> Mapping[str, str]:
        """The faults that have a name, for `fail`, and what each of them is."""
        return FAULTS

    def fail(
        self,
        operation: str,
        *,
        fault: str | None = None,
        status: int | None = None,
        headers: Mapping[str, str] | None = None,
        body: bytes | str | None = None,
        content_type: str | None = None,
        times: int = 1,
        delay: float = 0.0,
        drop_after: int | None = None,
    ) -> None:
        """Order a fault for the next `times` authorized requests of an operation; orders queue up.

        `fault` is one of `faults`. Or describe one: `status` alone gives the provider's own kind of error document;
        `body` replaces it (the status is 200 then if none is given, and the media type plain text). Without both, the
        answer is the regular one, with `headers` or `content_type` changed. Any answer can come late by `delay`
        seconds; one that is described can be cut off by closing the connection after `drop_after` bytes of the body.

            simulator.fail("doit.list", status=503, times=2)

        Raises:
            ValueError: there is no such operation or fault, or the two do not go together.
        """
        if operation not in self.operations:
            raise ValueError(f"no operation {operation!r}; there are {', '.join(self.operations)}")
        if times < 1:
            raise ValueError("times must be at least 1")
        content = body.encode() if isinstance(body, str) else body
        ordered: Fault = CustomFault(status, headers or {}, content, content_type, delay, drop_after)
        if fault is not None:
            if ordered != CustomFault(None, {}, None, None, delay, None):
                raise ValueError("a fault that has a name goes with times and delay only")
            ordered = Late(find_fault(fault, operation), delay)
        self._faults.order(operation, ordered, times)

    def reset(self) -> None:
        """Forget ordered faults, recorded requests and leaks. Tokens and links stay good."""
        self._faults.clear()
        self._requests.clear()
        self._links.leaks.clear()
        self._akamai.verifier.forget_nonces()

    def _provider(self, name: str) -> SimulatedProvider:
        if name not in self._providers:
            raise ValueError(f"no provider {name!r}; there are {', '.join(self._providers)}")
        return self._providers[name]

    def _issuer(self) -> str:
        return f"{self.url}/masstack-authn/v1"

    def _secrets(self) -> tuple[str, ...]:
        return tuple(secret for provider in self._providers.values() for secret in provider.secrets)

    def _record(self, request: RecordedRequest) -> None:
        self._requests.append(request)
