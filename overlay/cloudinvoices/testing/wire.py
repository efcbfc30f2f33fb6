"""One connection while an answer goes out over it: what a sending can do with the bytes."""

from __future__ import annotations

import socket
import struct
import sys
from http import HTTPStatus
from http.client import responses
from threading import Event

from .exchange import Answer

_BODILESS = (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED)
# Windows has two shorts there.
_RESET_ON_CLOSE = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)


class Wire:
    """`date` and `server` are the headers of that name; `closing` is set when the simulator is about to end."""

    def __init__(self, connection: socket.socket, closing: Event, *, date: str, server: str, only_head: bool) -> None:
        self._connection = connection
        self._closing = closing
        self._date = date
        self._server = server
        self.only_head: bool = only_head
        self.is_over: bool = False
        """Whether the connection ends with this answer."""
        self.is_reset: bool = False

    def head(self, answer: Answer, *framing: str) -> bytes:
        """Status line and headers; `framing` says where the body ends, by default after its bytes."""
        lines = [f"HTTP/1.1 {answer.status} {responses.get(answer.status, '')}"]
        lines += [f"Server: {self._server}", f"Date: {self._date}"]
        lines += [f"Content-Type: {answer.content_type}"] if answer.content_type else []
        lines += framing or self._length(answer)
        lines += [f"{name}: {value}" for name, value in answer.headers.items()]
        return "".join(f"{line}\r\n" for line in [*lines, ""]).encode("latin-1")

    def body(self, answer: Answer) -> bytes:
        """The bytes that follow the head of a regular answer."""
        return b"" if self.only_head or answer.status in _BODILESS else answer.body

    def send(self, data: bytes) -> None:
        self._connection.sendall(data)

    def pause(self, seconds: float) -> None:
        """Wait, but not when the simulator is about to end."""
        if self._closing.wait(seconds):
            raise ConnectionAbortedError("the simulator ends")

    def wait_until_left(self) -> None:
        """Until the client hangs up, or the simulator ends."""
        self._connection.settimeout(None)
        self._connection.recv(1)

    def reset(self) -> None:
        """End the connection as a crash does (RST), and not with a goodbye (FIN)."""
        self._connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
        self.is_reset = True

    def _length(self, answer: Answer) -> list[str]:
        return [] if answer.status in _BODILESS else [f"Content-Length: {len(answer.body)}"]
