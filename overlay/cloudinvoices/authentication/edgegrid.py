"""Akamai's request signature, EG1-HMAC-SHA256, in our own words.

The released `edgegrid-python` is the oracle of the tests and not a dependency: it brings requests along and writes the
signing key to its debug log.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import uuid
from collections.abc import Callable
from datetime import UTC, datetime

import attrs

from ..core.authentication import Authentication
from ..core.exchange import Request

MAX_BODY = 131_072


@attrs.frozen
class EdgeGridCredential:
    """The three tokens of an Akamai API client, and what of a request is signed beside its address."""

    client_token: str = attrs.field(repr=False)
    client_secret: str = attrs.field(repr=False)
    access_token: str = attrs.field(repr=False)
    headers_to_sign: tuple[str, ...] = ()
    max_body: int = MAX_BODY


def make_signature_header(request: Request, credential: EdgeGridCredential, *, timestamp: str, nonce: str) -> str:
    """The Authorization header of a request at a given time with a given nonce.

    `timestamp` is UTC as `20140321T19:34:21+0000`. The address is signed exactly as it is sent.
    """
    unsigned = (
        f"EG1-HMAC-SHA256 client_token={credential.client_token};access_token={credential.access_token};"
        f"timestamp={timestamp};nonce={nonce};"
    )
    signing_key = _hmac(credential.client_secret, timestamp)
    data = "\t".join(
        (
            request.method,
            request.scheme,
            request.headers["Host"],
            request.target,
            _canonical_headers(request, credential),
            _content_hash(request, credential),
            unsigned,
        )
    )
    return f"{unsigned}signature={_hmac(signing_key, data)}"


def _hmac(key: str, message: str) -> str:
    return base64.b64encode(hmac.digest(key.encode(), message.encode(), "sha256")).decode("ascii")


def _canonical_headers(request: Request, credential: EdgeGridCredential) -> str:
    sent = {name.lower(): value for name, value in request.headers.items()}
    wanted = [name.lower() for name in credential.headers_to_sign]
    return "\t".join(f"{name}:{' '.join(sent[name].split())}" for name in wanted if name in sent)


def _content_hash(request: Request, credential: EdgeGridCredential) -> str:
    # Only POST bodies are part of the signature, and of those only the beginning.
    signed = request.content[: credential.max_body] if request.method == "POST" else b""
    return base64.b64encode(hashlib.sha256(signed).digest()).decode("ascii") if signed else ""


def _now() -> datetime:
    return datetime.now(UTC)


class EdgeGridAuthentication(Authentication):
    """Signs each attempt with a time and a nonce of its own."""

    def __init__(self, credential: EdgeGridCredential, clock: Callable[[], datetime] = _now) -> None:
        self.secrets: tuple[str, ...] = (credential.client_secret, credential.access_token, credential.client_token)
        self._credential = credential
        self._clock = clock

    def sign(self, request: Request) -> None:
        request.headers["Authorization"] = make_signature_header(
            request,
            self._credential,
            timestamp=self._clock().strftime("%Y%m%dT%H:%M:%S+0000"),
            nonce=str(uuid.uuid4()),
        )
