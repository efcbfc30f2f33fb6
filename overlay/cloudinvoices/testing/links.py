"""Links to documents, as providers hand them out: readable by anyone who has them, signed, and for a while only.

They lead to a listener of their own, where a request that carries a credential is refused and noted: whoever follows a
link with the provider's token in the header has given it away to another host.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import count
from urllib.parse import quote, urlencode

from .clock import Clock
from .exchange import Answer, Request
from .ranges import ranged
from .routing import Route, Service, no_headers

_CREDENTIAL = re.compile(r"^(proxy-)?authorization$|^cookie$|^x-.*(auth|credential|key|session|tenant|token)")


@dataclass(frozen=True, slots=True)
class Leak:
    """A request for a document that carried a credential."""

    path: str
    """As it was asked for, without the query."""
    where: str
    """The header or the query that held it; the secret itself is not here."""


class Links:
    """Makes links and serves what they lead to. `secrets` gives every credential that must not turn up there.

    `single_use`: a link is refused when it is asked for a second time.
    """

    def __init__(
        self, lifetime: float, secrets: Callable[[], Iterable[str]], clock: Clock, *, single_use: bool
    ) -> None:
        self.base_url = ""
        self.leaks: list[Leak] = []
        self._documents: dict[tuple[str, str], bytes] = {}
        self._lifetime = lifetime
        self._secrets = secrets
        self._clock = clock
        self._single_use = single_use
        self._used: set[str] = set()
        self._numbers = count(1)
        self._oldest_valid = 0
        self._key = b"links of the simulator"

    def add(self, provider: str, documents: Mapping[str, bytes]) -> None:
        """Make documents of a provider available under their invoices' ids."""
        self._documents |= {(provider, f"{identity}.pdf"): content for identity, content in documents.items()}

    def link(self, provider: str, identity: str) -> str:
        expires = str(int(self._clock.time() + self._lifetime))
        issue = str(self._oldest_valid)
        path = f"/{provider}/{quote(identity, safe='')}.pdf"
        query = {"Expires": expires, "Issue": issue, "Signature": self._signature(path, expires, issue)}
        if self._single_use:
            query["Number"] = str(next(self._numbers))
        return f"{self.base_url}{path}?{urlencode(query)}"

    def expire(self) -> None:
        """Make every link that was handed out until now an expired one."""
        self._oldest_valid += 1

    def service(self, provider: str) -> Service:
        def document(request: Request, name: str) -> Answer:
            return self._document(request, provider, name)

        routes = (Route(f"{provider}.link", "/{name}", document),)
        return Service(provider, routes, self._refuse_credentials, _error, no_headers)

    def _document(self, request: Request, provider: str, name: str) -> Answer:
        query = request.query
        expires, issue = query.get("Expires", ""), query.get("Issue", "")
        if query.get("Signature") != self._signature(request.path, expires, issue):
            return _error(403, "SignatureDoesNotMatch")
        if int(expires) < self._clock.time() or int(issue) < self._oldest_valid:
            return _error(403)
        if self._single_use:
            if request.target in self._used:
                return _error(403)
            self._used.add(request.target)
        content = self._documents.get((provider, name))
        return _error(404) if content is None else ranged(request, content, name)

    def _signature(self, path: str, expires: str, issue: str) -> str:
        return hmac.digest(self._key, f"{path}\n{expires}\n{issue}".encode(), sha256).hex()

    def _refuse_credentials(self, request: Request) -> Answer | None:
        found = [name for name in request.headers if _CREDENTIAL.search(name)]
        for secret in self._secrets():
            found += [name for name, value in request.headers.items() if secret in value]
            found += [f"query {name}" for name, value in request.query.items() if secret in value]
        if not found:
            return None
        self.leaks += [Leak(request.path, where) for where in dict.fromkeys(found)]
        return _error(400, "UnsupportedAuthentication")


_CODES = {403: "AccessDenied", 404: "NoSuchKey", 405: "MethodNotAllowed"}


def _error(status: int, code: str = "") -> Answer:
    name = code or _CODES.get(status, "InternalError")
    message = "Request has expired" if name == "AccessDenied" else "The request was refused"
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>{name}</Code><Message>{message}</Message></Error>'
    return Answer(status, text.encode(), "application/xml")
