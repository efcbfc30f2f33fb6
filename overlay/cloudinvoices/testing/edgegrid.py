"""Akamai's EdgeGrid (EG1-HMAC-SHA256), seen from the server: it computes the signature again and compares."""

from __future__ import annotations

import hmac
import re
from base64 import b64encode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from .exchange import Request

_HEADER = re.compile(
    r"(?P<signed>EG1-HMAC-SHA256 client_token=(?P<client_token>[^;]+);access_token=(?P<access_token>[^;]+);"
    r"timestamp=(?P<timestamp>[^;]+);nonce=(?P<nonce>[^;]+);)signature=(?P<signature>[^;]+)"
)
_TOLERANCE = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Credentials:
    client_token: str
    client_secret: str
    access_token: str


@dataclass(frozen=True, slots=True)
class Refusal:
    status: int
    detail: str


class Verifier:
    """Accepts each signed request once."""

    def __init__(self, credentials: Credentials) -> None:
        self._credentials = credentials
        self._nonces: set[str] = set()

    def forget_nonces(self) -> None:
        self._nonces.clear()

    def refusal(self, request: Request, now: datetime) -> Refusal | None:
        """Why the request is refused, or None."""
        found = _HEADER.fullmatch(request.header("Authorization"))
        if found is None:
            return Refusal(401, "The authorization header is missing or malformed")
        if not self._knows(found["client_token"], found["access_token"]):
            return Refusal(401, "The client token or the access token is not known")
        if not _is_current(found["timestamp"], now):
            return Refusal(400, "Invalid timestamp")
        if found["signature"] != _signature(request, found["signed"], found["timestamp"], self._credentials):
            return Refusal(401, "The signature does not match")
        if found["nonce"] in self._nonces:
            return Refusal(401, "The nonce was used before")
        self._nonces.add(found["nonce"])
        return None

    def _knows(self, client_token: str, access_token: str) -> bool:
        return (client_token, access_token) == (self._credentials.client_token, self._credentials.access_token)


def _is_current(timestamp: str, now: datetime) -> bool:
    try:
        signed_at = datetime.strptime(timestamp, "%Y%m%dT%H:%M:%S+0000").replace(tzinfo=UTC)
    except ValueError:
        return False
    return abs(now - signed_at) <= _TOLERANCE


def _signature(request: Request, signed: str, timestamp: str, credentials: Credentials) -> str:
    # Operations of the invoicing API are GETs: there is no body to hash, and no header is agreed on to be signed.
    data = "\t".join((request.method, "http", request.header("Host"), request.target, "", "", signed))
    return _hmac(_hmac(credentials.client_secret, timestamp), data)


def _hmac(key: str, message: str) -> str:
    return b64encode(hmac.digest(key.encode(), message.encode(), "sha256")).decode()
