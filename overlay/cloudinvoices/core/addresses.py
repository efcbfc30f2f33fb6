"""The addresses behind the names of hosts, remembered for moments: the documents of one list come from one host."""

from __future__ import annotations

import socket
import time

# As long as aiohttp remembers them. What is really connected to is checked besides (`Answer.peers`).
_SECONDS = 10.0
_MOST = 256


class Addresses:
    """What the system says of a name; may be shared between threads."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[float, list[str]]] = {}

    def recall(self, host: str) -> list[str] | None:
        """The addresses, if they were looked up just now."""
        until, addresses = self._known.get(host, (0.0, None))
        return addresses if time.monotonic() < until else None

    def look_up(self, host: str) -> list[str]:
        """Ask for the addresses; none where they cannot be known, and the connection will say why."""
        try:
            found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            return []
        addresses = [str(address[4][0]) for address in found]
        if len(self._known) >= _MOST:
            self._known.clear()
        self._known[host] = time.monotonic() + _SECONDS, addresses
        return addresses
