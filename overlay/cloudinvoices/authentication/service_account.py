"""MasStack's service accounts: an assertion signed with RSA is traded for an access token, kept until it expires.

The claims and the token's address are not public; they follow RFC 7523 and the OpenID discovery document
(MASSTACK-TOKEN). Each can be given instead.
"""

from __future__ import annotations

import threading
import time
import uuid
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode, urlsplit

import attrs
import msgspec

from ..core._http import Send, Sleep, Steps, make_request
from ..core.authentication import Authentication
from ..core.connection import read_body
from ..core.decoding import BAD_JSON, decode_json, is_object
from ..core.exchange import Answer, Request
from ..core.problem import error_for, read_problem
from ..core.redaction import public_address
from ..core.settings import Settings, check_base_url, check_header, read_file
from ..errors import AuthenticationError, CloudInvoicesError, ConfigurationError, UnexpectedAnswer
from .header import HeaderAuthentication

_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
_ASSERTION_SECONDS = 300
# Renewed this long before the end, so that no request travels with a token that expires on the way.
_EARLY = 30
_UNKNOWN_LIFETIME = 300
_MOST_BYTES = 1 << 20
_TURN = 0.05


@attrs.frozen
class ServiceAccount:
    """What of the service account file is used."""

    client_email: str
    private_key: str = attrs.field(repr=False)
    private_key_id: str
    token_uri: str | None = None


def find_token(settings: Settings, *, issuer: str | None) -> Authentication:
    """A ready access token, or a service account; of the two, the one given as an argument.

    Raises:
        ConfigurationError: there is neither.
    """
    token, file = settings.find("access_token"), settings.find("service_account")
    if file is None or (token and not settings.has("service_account")):
        return HeaderAuthentication(
            settings.provider, "Bearer", token or settings.need("access_token", advice="Or service_account=FILE.")
        )
    account = read_service_account(read_file(file, "service_account", settings.provider), settings.provider)
    make_assertion(account, "", now=0)  # a wrong key or a missing extra is told at once
    return ServiceAccountAuthentication(
        account,
        token_url=settings.find("token_url"),
        discovery_url=f"{issuer}/.well-known/openid-configuration" if issuer else None,
    )


def read_service_account(content: bytes, provider: str) -> ServiceAccount:
    """The account in a service account file.

    Raises:
        ConfigurationError: it is no such file.
    """
    try:
        return msgspec.json.decode(content, type=ServiceAccount)
    except BAD_JSON as error:
        raise ConfigurationError(
            "service_account is not a service account file",
            provider=provider,
            hint="It is JSON with client_email, private_key and private_key_id.",
        ) from error


class ServiceAccountAuthentication(Authentication):
    """Asks for a token before the first request, before it expires, and once after a 401."""

    def __init__(self, account: ServiceAccount, *, token_url: str | None, discovery_url: str | None) -> None:
        self._account = account
        self._token_url = token_url or account.token_uri
        self._discovery_url = discovery_url
        self._token: str | None = None
        self._expires = 0.0
        self._asking = threading.Lock()
        self.secrets: tuple[str, ...] = (account.private_key,)
        if self._token_url is not None:
            check_base_url(self._token_url.partition("?")[0], "masstack", "token_url")
        elif discovery_url is None:
            raise ConfigurationError(
                "token_url is missing", provider="masstack", hint="Pass token_url=... or set MASSTACK_TOKEN_URL."
            )

    def prepare(self, timeout: float) -> Steps[None]:
        # One asks, whoever else needs a token waits for it.
        while time.monotonic() >= self._expires:
            if not self._asking.acquire(blocking=False):
                yield Sleep(_TURN)
                continue
            try:
                yield from self._ask(timeout)
                return
            except CloudInvoicesError as error:
                error.operation, error.hint = "token", "Check the service account and token_url."
                error.url = public_address(self._token_url or str(self._discovery_url))
                raise
            finally:
                self._asking.release()

    def _ask(self, timeout: float) -> Steps[None]:
        if self._token_url is None:
            self._token_url = yield from self._discover(timeout)
        url = self._token_url
        assertion = make_assertion(self._account, url, now=int(time.time()))
        form = urlencode({"grant_type": _GRANT, "assertion": assertion}).encode()
        content = yield from self._fetch("POST", url, form, timeout=timeout, secret=assertion)
        token = content.get("access_token")
        if not isinstance(token, str) or not token:
            raise UnexpectedAnswer("the token answer holds no access_token")
        self._token = check_header(token, "access_token", "masstack")
        self._expires = time.monotonic() + _lifetime(token, content.get("expires_in")) - _EARLY
        self.secrets = (self._account.private_key, token)

    def sign(self, request: Request) -> None:
        request.headers["Authorization"] = f"Bearer {self._token}"

    def renew(self, refused: Request) -> bool:
        # Another thread may have a new token by now: only the refused one is given up.
        if refused.headers.get("Authorization") == f"Bearer {self._token}":
            self._expires = 0.0
        return True

    def _discover(self, timeout: float) -> Steps[str]:
        answer = yield from self._fetch("GET", str(self._discovery_url), timeout=timeout)
        endpoint = str(answer.get("token_endpoint", ""))
        if not _same_host(endpoint, str(self._discovery_url)):
            raise UnexpectedAnswer("the discovery document names no token endpoint on its own host")
        check_base_url(endpoint.partition("?")[0], "masstack", "token_endpoint")
        return endpoint

    def _fetch(
        self, method: str, url: str, content: bytes = b"", *, timeout: float, secret: str = ""
    ) -> Steps[dict[str, Any]]:
        headers = {"Accept": "application/json", "Accept-Encoding": "gzip"}
        if content:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        request = make_request(method, url, headers=headers, timeout=timeout, content=content)
        answer: Answer = yield Send(request, anonymous=True)
        body = yield from read_body(answer, _MOST_BYTES, time.monotonic() + timeout, any_status=True)
        if answer.status >= 300:
            raise self._refusal(answer, body, secret)
        members = decode_json(body, answer.headers.get("content-type", ""))
        if not is_object(members):
            raise UnexpectedAnswer("the token answer is not an object")
        return members

    def _refusal(self, answer: Answer, body: bytearray, secret: str) -> CloudInvoicesError:
        problem = read_problem(answer.status, answer.headers, body)
        error = error_for(problem, hint=None, secrets=(*self.secrets, secret))
        # A token server says 400 where an assertion is not accepted.
        if answer.status != 400:
            return error
        return AuthenticationError(error.message, status=400, request_id=error.request_id, excerpt=error.excerpt)


def _same_host(url: str, other: str) -> bool:
    try:
        one, two = urlsplit(url), urlsplit(other)
        return (one.scheme, one.hostname, one.port) == (two.scheme, two.hostname, two.port)
    except ValueError:
        return False


def make_assertion(account: ServiceAccount, audience: str, *, now: int) -> str:
    """A JWT for the token endpoint, signed with the account's RSA key.

    Raises:
        ConfigurationError: the extra is not installed, or the key is none.
    """
    try:
        import jwt
    except ImportError as error:
        raise ConfigurationError(
            "a service account needs more", provider="masstack", hint="pip install 'cloudinvoices[masstack]'."
        ) from error
    claims = {
        "iss": account.client_email,
        "sub": account.client_email,
        "aud": audience,
        "iat": now,
        "exp": now + _ASSERTION_SECONDS,
        "jti": str(uuid.uuid4()),
    }
    try:
        return jwt.encode(claims, account.private_key, algorithm="RS256", headers={"kid": account.private_key_id})
    except (ValueError, TypeError, AttributeError, NotImplementedError, jwt.PyJWTError) as error:
        # AttributeError: a public key. NotImplementedError: jwt is there, and cryptography is not.
        raise ConfigurationError("private_key of the service account is not an RSA key", provider="masstack") from error


def _lifetime(token: str, expires_in: Any) -> float:
    """Seconds a token lives: as the answer says, else as the token itself says, else a cautious guess."""
    import jwt

    if isinstance(expires_in, int | Decimal) or (isinstance(expires_in, str) and expires_in.isdecimal()):
        return float(expires_in)
    try:
        expires = jwt.decode(token, options={"verify_signature": False}).get("exp")
    except jwt.PyJWTError:
        return _UNKNOWN_LIFETIME
    return float(expires) - time.time() if isinstance(expires, int | float) else _UNKNOWN_LIFETIME
