"""A token endpoint with the JWT bearer grant (RFC 7523), and the tokens it gives out."""

from __future__ import annotations

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, cast

from . import invented
from .clock import Clock
from .exchange import json_bytes

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

GRANT_TYPE = "urn:ietf:params:oauth:grant-type:jwt-bearer"
_LEEWAY = 30
_LONGEST_ASSERTION = 3600


class InvalidGrantError(Exception):
    """The assertion does not prove who sent it."""


class AccessTokens:
    """JWTs that are good for a while, or until all of them are declared expired."""

    def __init__(self, lifetime: int, organization: str, clock: Clock) -> None:
        self.lifetime = lifetime
        self._clock = clock
        self._organization = organization
        self._expiries: dict[str, float] = {}
        self._numbers = count(1)

    @property
    def issued(self) -> tuple[str, ...]:
        return tuple(self._expiries)

    def issue(self) -> str:
        now = int(self._clock.time())
        claims = {
            "iss": "simulator",
            "jti": str(next(self._numbers)),
            "iat": now,
            "exp": now + self.lifetime,
            "scope": "api:everything",
            "tenants_translation": [{"tenant_id": "v1::1", "org": self._organization}],
        }
        signed = f"{_encoded(json_bytes({'alg': 'HS256', 'typ': 'JWT'}))}.{_encoded(json_bytes(claims))}"
        token = f"{signed}.{_encoded(hmac.digest(b'access tokens of the simulator', signed.encode(), 'sha256'))}"
        self._expiries[token] = now + self.lifetime
        return token

    def is_valid(self, token: str) -> bool:
        return self._expiries.get(token, 0.0) > self._clock.time()

    def expire(self) -> None:
        self._expiries = dict.fromkeys(self._expiries, 0.0)


@dataclass(frozen=True, slots=True)
class ServiceAccount:
    """Whoever can sign with this key may have access tokens."""

    key: RSAPrivateKey
    key_id: str
    email: str

    @classmethod
    def create(cls, email: str) -> ServiceAccount:
        from cryptography.hazmat.primitives.asymmetric import rsa

        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        return cls(key, invented.uuid("masstack private key"), email)

    @property
    def private_key_pem(self) -> str:
        from cryptography.hazmat.primitives import serialization

        pem = self.key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.TraditionalOpenSSL,
            serialization.NoEncryption(),
        )
        return pem.decode()

    def check(self, assertion: str, audiences: tuple[str, ...], now: float) -> None:
        """Raise InvalidGrantError unless the assertion is this account's, for one of the audiences, and current."""
        try:
            signed, _, signature = assertion.rpartition(".")
            header, claims = (_decoded(part) for part in signed.split("."))
            self._check_signature(signed.encode(), _base64(signature))
        except ValueError as error:
            raise InvalidGrantError("the assertion is not a JWT") from error
        if header.get("alg") != "RS256" or header.get("kid") != self.key_id:
            raise InvalidGrantError("the assertion is not signed with RS256 and the key of the service account")
        self._check_claims(claims, audiences, now)

    def _check_signature(self, signed: bytes, signature: bytes) -> None:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives import hashes
        from cryptography.hazmat.primitives.asymmetric import padding

        try:
            self.key.public_key().verify(signature, signed, padding.PKCS1v15(), hashes.SHA256())
        except InvalidSignature as error:
            raise InvalidGrantError("the signature of the assertion does not match") from error

    def _check_claims(self, claims: Mapping[str, object], audiences: tuple[str, ...], now: float) -> None:
        if self.email not in (claims.get("iss"), claims.get("sub")):
            raise InvalidGrantError("the assertion does not name the service account")
        audience = claims.get("aud")
        named = cast("list[object]", audience) if isinstance(audience, list) else [audience]
        if not any(one in audiences for one in named):
            raise InvalidGrantError("the assertion is for another audience")
        expiry, issued = claims.get("exp"), claims.get("iat", 0)
        if not isinstance(expiry, int | float) or not isinstance(issued, int | float):
            raise InvalidGrantError("the assertion has no expiry")
        if expiry < now - _LEEWAY or expiry > now + _LONGEST_ASSERTION + _LEEWAY or issued > now + _LEEWAY:
            raise InvalidGrantError("the assertion is expired, not yet valid, or valid for too long")


def _encoded(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def _base64(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _decoded(part: str) -> dict[str, object]:
    value: object = json.loads(_base64(part))
    if not isinstance(value, dict):
        raise ValueError("not a JSON object")
    return cast("dict[str, object]", value)
