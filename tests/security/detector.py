"""Finds planted secrets in whatever came out, however they are written, and also where only a part is there.

It shares nothing with `cloudinvoices.core.redaction`, whose work it judges.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote, quote_plus

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

PART = 12
"""So many characters in a row of a secret count as the secret."""

_PEM_LINE = 64


def writings(secret: str) -> Iterator[str]:
    """The secret as text, in addresses, in JSON, in base64 wherever it begins, and in hexadecimal digits."""
    yield secret
    for quoted in (quote(secret), quote(secret, safe=""), quote_plus(secret)):
        yield quoted
        yield "".join(f"%{part[:2].lower()}{part[2:]}" if n else part for n, part in enumerate(quoted.split("%")))
    yield json.dumps(secret)[1:-1]
    yield json.dumps(secret)[1:-1].replace("/", "\\/")
    yield repr(secret)[1:-1]
    for before in ("", "u", "u:"):  # as in "Basic", whose user name may have any length
        plain = base64.b64encode((before + secret).encode()).decode()
        whole = plain[4:] if before else plain
        yield whole.rstrip("=")
        yield whole.rstrip("=").replace("+", "-").replace("/", "_")
    yield secret.encode().hex()
    yield secret.encode().hex().upper()


class Detector:
    """Knows the secrets by name; finds any 12 characters in a row of any writing of them."""

    def __init__(self, secrets: Mapping[str, str]) -> None:
        assert secrets
        assert all(len(secret) >= PART for secret in secrets.values()), secrets.keys()
        self.names: tuple[str, ...] = tuple(secrets)
        self._parts: dict[str, str] = {
            text[start : start + PART]: name
            for name, secret in secrets.items()
            for text in writings(secret)
            for start in range(len(text) - PART + 1)
        }

    def find(self, place: str | bytes) -> set[str]:
        """The names of the secrets that are in there."""
        text = place.decode("latin-1") if isinstance(place, bytes | bytearray) else place
        found = {self._parts.get(text[start : start + PART]) for start in range(len(text) - PART + 1)}
        return {name for name in found if name}

    def check(self, places: Mapping[str, str | bytes]) -> int:
        """In how many of the places a secret is: in none, or it fails. Also if one of the places is empty."""
        assert places
        empty = [name for name, content in places.items() if not content]
        assert not empty, f"nothing was written to {empty}"
        leaks = {name: self.explain(content) for name, content in places.items() if self.find(content)}
        assert not leaks, f"secrets in {leaks}"
        return len(leaks)

    def explain(self, place: str | bytes) -> list[str]:
        """The names of what was found, each with where it stands."""
        text = place.decode("latin-1") if isinstance(place, bytes | bytearray) else place
        where = {name: start for start in range(len(text)) if (name := self._parts.get(text[start : start + PART]))}
        return [f"{name}: {text[max(0, start - 120) : start + 40]!r}" for name, start in where.items()]


def body_of(pem: str) -> str:
    """What is secret of a private key in PEM: without the lines that every key has.

    Of one on a curve it is the number alone: its certificate has the rest, now and then in the same letters.
    """
    body = "\n".join(line for line in pem.splitlines() if not line.startswith("-----"))
    key = load_pem_private_key(pem.encode(), None)
    if not isinstance(key, EllipticCurvePrivateKey):
        return body
    number = key.private_numbers().private_value.to_bytes(key.key_size // 8, "big")
    begin = base64.b64decode(body).index(number)
    first, last = -(-begin * 4 // 3), (begin + len(number)) * 4 // 3
    return body[first + first // _PEM_LINE : last + last // _PEM_LINE]


def secrets_of(settings: Mapping[str, object]) -> dict[str, str]:
    """Those of the simulator's settings for one provider."""
    names: Iterable[str] = ("token", "client_token", "client_secret", "access_token", "api_token", "api_key")
    return {name: str(settings[name]) for name in names if name in settings}
