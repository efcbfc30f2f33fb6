"""Listeners that are none of the provider's: they keep every byte that comes, and answer what they are told to."""

from __future__ import annotations

import re
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock, Thread

PDF = b"%PDF-1.4\n% from elsewhere\n%%EOF\n"
COOKIE = "c00kie-9Xw4Tq7Lm2Zr8Vb5Nk3H"
"""What every listener asks to keep, and nobody may bring back."""

Answer = Callable[[bytes], bytes]


def answer_of(body: bytes, media_type: str = "application/pdf", status: int = 200, *headers: str) -> bytes:
    """An answer that ends the connection, and would leave a cookie."""
    lines = [
        f"HTTP/1.1 {status} Whatever",
        f"Content-Type: {media_type}",
        f"Content-Length: {len(body)}",
        f"Set-Cookie: session={COOKIE}; Path=/",
        f"Set-Cookie: wide={COOKIE}; Domain=127.0.0.1; Path=/",
        "Connection: close",
        *headers,
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def leads_to(location: str, status: int = 302) -> bytes:
    return answer_of(b"", "text/plain", status, f"Location: {location}")


class Stranger:
    """One listener; `heard` is what each connection has brought, byte for byte."""

    def __init__(self, answer: bytes | Answer = b"", tls: ssl.SSLContext | None = None) -> None:
        self.answer: bytes | Answer = answer or answer_of(PDF)
        self.heard: list[bytes] = []
        self._tls = tls
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=128)
        self._lock = Lock()
        self._threads: list[Thread] = []
        self._acceptor = Thread(target=self._accept, daemon=True)
        self._acceptor.start()

    @property
    def port(self) -> int:
        return int(self._socket.getsockname()[1])

    def url(self, host: str = "127.0.0.1", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}"

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._acceptor.join(5)
        self._socket.close()
        for thread in self._threads:
            thread.join(5)

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return  # closed
            thread = Thread(target=self._serve, args=(connection,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection: socket.socket) -> None:
        connection.settimeout(5)
        try:
            with self._secured(connection) as stream:
                request = _read(stream)
                with self._lock:
                    self.heard.append(request)
                if request[:1] == b"\x16":
                    return  # TLS, which it does not speak
                stream.sendall(self.answer(request) if callable(self.answer) else self.answer)
                if request.startswith(b"CONNECT ") and (inside := _read(stream)):
                    with self._lock:
                        self.heard.append(inside)
        except OSError:
            return  # whoever hangs up has said what it had to say
        finally:
            connection.close()

    def _secured(self, connection: socket.socket) -> socket.socket:
        return self._tls.wrap_socket(connection, server_side=True) if self._tls else connection


def _read(stream: socket.socket) -> bytes:
    """A request with its body, or the first bytes of something else."""
    heard = b""
    while piece := stream.recv(65_536):
        heard += piece
        head, end, body = heard.partition(b"\r\n\r\n")
        length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
        if heard[:1] == b"\x16" or (end and len(body) >= int(length[1] if length else 0)):
            break
    return heard


@contextmanager
def stranger(answer: bytes | Answer = b"", tls: ssl.SSLContext | None = None) -> Iterator[Stranger]:
    listening = Stranger(answer, tls)
    try:
        yield listening
    finally:
        listening.close()
