"""A local HTTP/1.1 server: every request goes to one function, its answer back over the same connection."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from threading import Event, Lock, Thread
from typing import Any

from .clock import Clock
from .exchange import Answer, Request, whole_number
from .sendings import whole
from .wire import Wire

_HOST = "127.0.0.1"
_LARGEST_REQUEST = 1024 * 1024


class Listener:
    """Serves from `start` to `close`, on a port of its own choice if none is given."""

    def __init__(self, respond: Callable[[Request], Answer], clock: Clock, port: int = 0) -> None:
        self._server = _Server((_HOST, port), respond, clock)
        self._thread = Thread(target=self._server.serve_forever, args=(0.02,), name="simulator", daemon=True)

    @property
    def url(self) -> str:
        return f"http://{_HOST}:{self._server.server_port}"

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        """Stop; connections that clients keep open are closed."""
        self._server.closing.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
        self._server.close_connections()


class _Server(ThreadingHTTPServer):
    request_queue_size = 256

    def __init__(self, address: tuple[str, int], respond: Callable[[Request], Answer], clock: Clock) -> None:
        self.respond = respond
        self.clock = clock
        self.closing = Event()
        self.resets: set[socket.socket] = set()
        """Connections that are not said goodbye to."""
        self._connections: dict[socket.socket, Thread] = {}
        self._ending: set[Thread] = set()
        self._lock = Lock()
        super().__init__(address, _Handler)

    def server_bind(self) -> None:
        # Not HTTPServer's, which asks the resolver for the name of this machine.
        TCPServer.server_bind(self)
        self.server_name, self.server_port = _HOST, self.socket.getsockname()[1]

    def process_request(self, request: Any, client_address: Any) -> None:
        serve = Thread(target=self.process_request_thread, args=(request, client_address), daemon=True)
        serve.name = "simulator connection"
        with self._lock:
            self._connections[request] = serve
            self._ending = {thread for thread in self._ending if thread.is_alive()}
        serve.start()

    def shutdown_request(self, request: Any) -> None:
        if request in self.resets:
            self.resets.discard(request)
            self.close_request(request)
        else:
            super().shutdown_request(request)
        with self._lock:
            self._ending.add(self._connections.pop(request))

    def close_connections(self) -> None:
        """Cut those that are open, and wait for their threads."""
        with self._lock:
            for connection in self._connections:
                _shut(connection)
            threads = [*self._connections.values(), *self._ending]
        for thread in threads:
            thread.join(timeout=5)

    def handle_error(self, request: Any, client_address: Any) -> None:
        # A client that hangs up is its own affair; anything else is a defect of the simulator, and shown.
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def answer(self) -> None:
        body = self._body()
        if body is None:
            return
        headers: dict[str, str] = {}
        for name, value in self.headers.items():
            known = headers.get(name.lower())
            headers[name.lower()] = value if known is None else f"{known}, {value}"
        self._send(self._listening.respond(Request(self.command, self.path, headers, body)))

    # BaseHTTPRequestHandler looks for one method per HTTP method.
    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = answer

    @property
    def _listening(self) -> _Server:
        assert isinstance(self.server, _Server)
        return self.server

    def _body(self) -> bytes | None:
        length = whole_number(self.headers.get("Content-Length", "0"))
        if length is None or "Transfer-Encoding" in self.headers:
            self.send_error(HTTPStatus.LENGTH_REQUIRED)
            self.close_connection = True
            return None
        if length > _LARGEST_REQUEST:
            self.send_error(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            self.close_connection = True
            return None
        return self.rfile.read(length)

    def _send(self, answer: Answer) -> None:
        server = self._listening
        server.closing.wait(answer.delay)
        wire = Wire(
            self.connection,
            server.closing,
            date=self.date_time_string(server.clock.time()),
            server=self.version_string(),
            only_head=self.command == "HEAD",
        )
        sending = answer.sending or whole
        try:
            sending(wire, answer)
        finally:
            if wire.is_over or sending is not whole:
                self.close_connection = True
            if wire.is_reset:
                server.resets.add(self.connection)

    def version_string(self) -> str:
        return "cloudinvoices-simulator"

    def log_message(self, format: str, *args: object) -> None:
        """Quiet: what was asked is in `Simulator.requests`."""


def _shut(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # its client was faster
