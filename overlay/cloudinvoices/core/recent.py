"""What a list has shown lately, in bounded memory."""

from __future__ import annotations

from collections.abc import Hashable


class Recent:
    """At least the last `most` keys: pages that overlap, and months that share an invoice, are closer than that."""

    def __init__(self, most: int = 10_000) -> None:
        self._most = most
        self._young: set[Hashable] = set()
        self._old: set[Hashable] = set()

    def add(self, key: Hashable) -> bool:
        """Remember a key; whether it is new."""
        if key in self._young or key in self._old:
            return False
        if len(self._young) >= self._most:
            self._old, self._young = self._young, set()
        self._young.add(key)
        return True
