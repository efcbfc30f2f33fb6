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
        if self._old and key in self._old:
            return False
        known = len(self._young)
        self._young.add(key)  # hashed once: that it was there shows in the length
        is_new = len(self._young) > known
        if is_new and known >= self._most:
            self._old, self._young = self._young, set()
        return is_new
