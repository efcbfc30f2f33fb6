"""One account's way to its provider. For every attempt of a call: limit, sign, send, read and decode."""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

import attrs

from ..errors import CloudInvoicesError, ConfigurationError, ConnectionFailed, UnexpectedAnswer
from ._http import Read, Send, Sleep, Steps, join, make_request, read_address
from .authentication import Authentication
from .decoding import decode_json, is_problem
from .exchange import Answer, Request
from .flow import Call
from .limit import RateLimit
from .problem import Problem, error_for, excerpt_of, read_problem
from .redaction import hide, public_address, redact
from .retry import Retry

log: logging.Logger = logging.getLogger("cloudinvoices")

# Enough of an error page for every reader of it, and no more.
_ERROR_BYTES = 65_536
# Lists shrink to a tenth or a thirtieth; what grows more than this is made to fill the memory.
_LARGEST_RATIO = 300
_HARMLESS = 16 << 20


@attrs.frozen(eq=False)
class Connection:
    """What all calls of one account share."""

    provider: str
    servers: Mapping[str, str]
    """Addresses by name; a credential goes to these and nowhere else."""
    authentication: Authentication
    advise: Callable[[Problem], str | None]
    """The provider's next step for the person who reads an error."""
    secrets: tuple[str, ...] = attrs.field(default=(), repr=False)
    retry: Retry = attrs.field(factory=Retry)
    limit: RateLimit | None = None
    timeout: float = 30.0
    max_answer_bytes: int = 64 << 20
    max_document_bytes: int = 2 << 30
    allow_private_links: bool = False
    user_agent: str = "cloudinvoices"
    sent: Counter[str] = attrs.field(factory=Counter[str])
    """Requests sent so far, by method."""
    _origins: frozenset[str] = attrs.field(
        init=False,
        default=attrs.Factory(lambda self: frozenset(read_address(url)[0] for url in self.servers.values()), True),
    )

    def run(self, flow: Any) -> Steps[Any]:
        """Answer the calls of a provider's flow; hand on whatever else it yields."""
        answer: Any = None
        call: Call | None = None
        while True:
            try:
                step = flow.send(answer)
            except StopIteration as stop:
                return stop.value
            except CloudInvoicesError as error:
                if call is not None:
                    self.locate(error, call)
                error.complete(provider=self.provider)
                raise
            if isinstance(step, Call):
                call = step
                answer = yield from self.answer(call)
            else:
                yield step
                answer = None

    def answer(self, call: Call) -> Steps[Any]:
        """The decoded answer of a call, after as many attempts as are allowed."""
        started = time.monotonic()
        attempt = 0
        while True:
            try:
                return (yield from self._attempt(call, started + self.retry.max_elapsed))
            except CloudInvoicesError as error:
                self.locate(error, call)
                if error.status in call.expect:
                    return error
                wait = self.retry.wait(error, attempt, time.monotonic() - started)
                if wait is None:
                    raise
                log.info("%s %s: %s; again in %.1f s", self.provider, call.operation, error.message, wait)
            yield Sleep(wait)
            attempt += 1

    def _attempt(self, call: Call, deadline: float) -> Steps[Any]:
        answer = yield from self.send(call)
        if answer.status == 204:
            return None
        body = yield from read_body(answer, self.max_answer_bytes, deadline)
        try:
            content = decode_json(body, answer.headers.get("content-type", ""))
        except UnexpectedAnswer as error:
            excerpt = excerpt_of(body[:_ERROR_BYTES].decode("utf-8", "replace"), self.all_secrets())
            error.complete(status=answer.status, excerpt=excerpt)
            raise
        if content is None:
            raise UnexpectedAnswer("the answer is null", status=answer.status)
        if is_problem(content):
            raise self._error(read_problem(answer.status, answer.headers, body))
        return content

    def locate(self, error: CloudInvoicesError, call: Call) -> None:
        """Say in an error where it happened."""
        url = self.servers[call.server] + str(call.request["url"])
        error.complete(provider=self.provider, operation=call.operation, url=self.show(url))

    def show(self, url: str) -> str:
        """An address as it may be shown."""
        return hide(public_address(url), self.secrets)

    def redact(self, text: str) -> str:
        """A text of the provider as it may be shown."""
        return redact(text, self.all_secrets())

    def send(self, call: Call, headers: Mapping[str, str] | None = None) -> Steps[Answer]:
        """Send a call once, signed; an answer outside 2xx is raised, a redirect comes back as it is.

        Raises:
            CloudInvoicesError: as `error_for` chooses by the status.
        """
        answer = yield from self.send_signed(
            lambda: make_request(
                str(call.request["method"]),
                self.servers[call.server] + str(call.request["url"]),
                params=call.request.get("params"),
                headers={
                    "User-Agent": self.user_agent,
                    "Accept": "application/json",
                    "Accept-Encoding": "gzip",
                    **call.request.get("headers", {}),
                    **(headers or {}),
                },
                timeout=self.timeout,
            )
        )
        if answer.location is None and not 200 <= answer.status < 300:
            raise (yield from self.refusal(answer))
        return answer

    def send_signed(self, make: Callable[[], Request]) -> Steps[Answer]:
        """Send what `make` makes: at its turn, signed, and with a new token if the first is refused."""
        request = make()
        answer = yield from self._send_once(request)
        if answer.status == 401 and self.authentication.renew(request):
            answer = yield from self._send_once(make())
        return answer

    def _send_once(self, request: Request) -> Steps[Answer]:
        self._check_server(request)
        yield from self.authentication.prepare(self.timeout)
        if self.limit is not None and (wait := self.limit.reserve()):
            yield Sleep(wait)
        self.authentication.sign(request)
        started = time.monotonic()
        self.sent[request.method] += 1
        answer: Answer = yield Send(request)
        if self.limit is not None:
            self.limit.observe(answer.headers)
        if log.isEnabledFor(logging.DEBUG):
            address = self.show(request.url)
            log.debug("%s %s %s in %.3f s", request.method, address, answer.status, time.monotonic() - started)
        return answer

    def is_own(self, url: str) -> bool:
        """Whether the address is at one of the account's servers."""
        return read_address(url)[0] in self._origins

    def _check_server(self, request: Request) -> None:
        if request.origin not in self._origins:
            raise ConfigurationError(
                "this address is not one of the provider's",
                provider=self.provider,
                url=self.show(request.url),
                hint="The credential is not sent anywhere else.",
            )

    def refusal(self, answer: Answer) -> Steps[CloudInvoicesError]:
        """The error for an answer with an error status, with what its body says."""
        body, deadline = b"", time.monotonic() + self.timeout
        try:
            while (chunk := (yield Read(answer))) is not None and time.monotonic() < deadline:
                body += chunk
                if len(body) > _ERROR_BYTES:
                    break
        except CloudInvoicesError:
            log.debug("the error answer broke off; its status stands")
        return self._error(read_problem(answer.status, answer.headers, body[:_ERROR_BYTES]))

    def _error(self, problem: Problem) -> CloudInvoicesError:
        return error_for(problem, hint=self.advise(problem), secrets=self.all_secrets())

    def all_secrets(self) -> tuple[str, ...]:
        """What must not be shown, now: tokens change."""
        return (*self.secrets, *self.authentication.secrets)


def redirected(answer: Answer) -> UnexpectedAnswer:
    """The error for an answer that leads elsewhere, where the credential does not go."""
    address = redact(public_address(join(answer.url, answer.location or "")), ())
    hint = "Check base_url: credentials are not sent along redirects."
    return UnexpectedAnswer(f"the provider redirects to {address}", status=answer.status, hint=hint)


def read_body(answer: Answer, limit: int, deadline: float, *, any_status: bool = False) -> Steps[bytearray]:
    """The whole body, up to `limit` bytes after decompression.

    Raises:
        UnexpectedAnswer: it is larger, or a redirect.
        ConnectionFailed: it is still coming at `deadline`.
    """
    if answer.status >= 300 and not any_status:
        raise redirected(answer)
    body = bytearray()
    while (chunk := (yield Read(answer))) is not None:
        body += chunk
        if _is_bomb(answer, len(body)):
            raise UnexpectedAnswer(f"the answer inflates to more than {_LARGEST_RATIO} times its size")
        if len(body) > limit:
            raise UnexpectedAnswer(f"the answer is larger than allowed ({limit} bytes)", hint="See max_answer_bytes.")
        if time.monotonic() > deadline:
            raise ConnectionFailed("the answer was still coming when the time for the call was over")
    return body


def _is_bomb(answer: Answer, size: int) -> bool:
    return answer.is_compressed and size > max(_HARMLESS, answer.received * _LARGEST_RATIO)
