"""Values that look arbitrary and are always the same: all of them follow from a text."""

from __future__ import annotations

from decimal import Decimal
from hashlib import sha256
from uuid import UUID


def number(seed: str, low: int, high: int) -> int:
    """A whole number from `low` to `high`, both included."""
    return low + int.from_bytes(sha256(seed.encode()).digest()[:8]) % (high - low + 1)


def whole_cents(cents: int) -> Decimal:
    """The amount, always with its two decimals."""
    return Decimal(cents).scaleb(-2)


def money(seed: str, low: int, high: int) -> Decimal:
    """An amount with two decimals between two whole amounts."""
    return whole_cents(number(seed, low * 100, high * 100))


def uuid(seed: str) -> str:
    return str(UUID(bytes=sha256(seed.encode()).digest()[:16], version=4))


def opaque(seed: str, length: int = 40) -> str:
    """What a token looks like: `length` (at most 64) hexadecimal digits."""
    return sha256(seed.encode()).hexdigest()[:length]
