"""An S3 server on this machine, and a gateway before it that counts and can be told to be a poorer store."""

from __future__ import annotations

import http.client
import itertools
import os
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import attrs
import pytest

from cloudinvoices.archive.object_address import parse_address
from cloudinvoices.archive.object_limits import Limits
from cloudinvoices.archive.objects import ObjectStore

# Ends with its input, so that nothing is left of it however the tests end.
_SERVER = """
import logging, sys
from moto.server import ThreadedMotoServer
logging.getLogger("werkzeug").setLevel(logging.ERROR)
server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
server.start()
print(server.get_host_and_port()[1], flush=True)
sys.stdin.read()
server.stop()
"""
# Many pages of few names are listed as few pages of many.
_NAMES_PER_PAGE = "7"
ACCESS_KEY = "AKIAPLANTEDPLANTED01"
SECRET_KEY = "planted-secret-of-the-store"
_FAMILIES = ("AWS_", "GOOGLE_", "AZURE_")
_numbers = itertools.count(1)

SOON = Limits(connect=0.5, request=0.5, retries=1, total=1)
PATIENT = Limits(connect=5, request=20, retries=4, total=20)


@attrs.frozen
class Exchange:
    """One request that came to the gateway, and what it was answered."""

    method: str
    path: str
    status: int
    headers: dict[str, str] = attrs.field(repr=False)


@attrs.define
class Gateway:
    """Passes requests on to the server."""

    upstream: str
    exchanges: list[Exchange] = attrs.field(factory=list)
    dropped_headers: set[str] = attrs.field(factory=set)
    refuse: Callable[[str, str, dict[str, str]], tuple[int, bytes] | None] = lambda method, path, headers: None
    """Status and body instead of the server's, for a request."""
    lose_request: Callable[[str, str], bool] = lambda method, path: False
    """Whether the connection ends without anything having happened."""
    lose_answer: Callable[[str, str], bool] = lambda method, path: False
    """Whether the connection ends after the server has done what it was asked for."""
    resets: bool = False
    """Whether a connection that is lost is reset, not ended."""
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def sent(self, *methods: str) -> list[Exchange]:
        """What was done, not refused, by requests of these methods."""
        return [one for one in self.exchanges if one.method in methods and one.status < 300]

    def pass_on(self, method: str, path: str, headers: dict[str, str], body: bytes) -> tuple[int, Any, bytes]:
        refused = self.refuse(method, path, headers)
        if refused:
            return refused[0], {"Content-Type": "application/xml"}, refused[1]
        kept = {name: value for name, value in headers.items() if name.lower() not in self.dropped_headers}
        return _ask(self.upstream, method, path, kept, body)


def _ask(url: str, method: str, path: str, headers: dict[str, str], body: bytes) -> tuple[int, Any, bytes]:
    with closing(http.client.HTTPConnection(urlsplit(url).netloc, timeout=30)) as connection:
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders(body)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()


def _handler(gateway: Gateway) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        timeout = 30

        def handle_one_request(self) -> None:
            with suppress(ConnectionError):
                super().handle_one_request()

        def pass_on(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.close_connection = True
            if gateway.lose_request(self.command, self.path):
                self.lose()
                return
            given = dict(self.headers)
            status, headers, content = gateway.pass_on(self.command, self.path, given, body)
            gateway.exchanges.append(Exchange(self.command, self.path, status, given))
            if gateway.lose_answer(self.command, self.path):
                self.lose()
                return
            self.send_response_only(status)
            for name, value in headers.items():
                if name.lower() not in ("connection", "transfer-encoding", "content-length"):
                    self.send_header(name, value)
            length = headers.get("Content-Length") if self.command == "HEAD" else None
            self.send_header("Content-Length", length or str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def lose(self) -> None:
            if gateway.resets:
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.connection.close()

        do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = pass_on

    return Handler


class _Server(ThreadingHTTPServer):
    daemon_threads = False  # so that closing waits for them
    request_queue_size = 128


@pytest.fixture(scope="session")
def s3_server() -> Iterator[str]:
    """Address of an empty S3 server, one for each worker."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(_FAMILIES)}
    environment["MOTO_S3_DEFAULT_MAX_KEYS"] = _NAMES_PER_PAGE
    with subprocess.Popen(
        [sys.executable, "-c", _SERVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout is not None
        yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        process.communicate()


@pytest.fixture
def gateway(s3_server: str) -> Iterator[Gateway]:
    found = Gateway(s3_server)
    with _Server(("127.0.0.1", 0), _handler(found)) as server:
        found.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield found
        server.shutdown()
        thread.join()


@pytest.fixture
def store_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """Nothing of this machine: no credential, no endpoint, an empty cache."""
    for name in [name for name in os.environ if name.startswith(_FAMILIES)]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return monkeypatch


@pytest.fixture
def bucket(gateway: Gateway, store_environment: pytest.MonkeyPatch) -> Bucket:
    """An empty bucket, and an environment that leads to it."""
    store_environment.setenv("AWS_ACCESS_KEY_ID", ACCESS_KEY)
    store_environment.setenv("AWS_SECRET_ACCESS_KEY", SECRET_KEY)
    store_environment.setenv("AWS_REGION", "us-east-1")
    store_environment.setenv("AWS_ENDPOINT_URL", gateway.url)
    store_environment.setenv("AWS_ALLOW_HTTP", "true")
    found = Bucket(f"bucket-{next(_numbers)}", gateway)
    found.ask("PUT", "")
    return found


@attrs.frozen
class Bucket:
    """What somebody else does to the same bucket."""

    name: str
    gateway: Gateway

    @property
    def url(self) -> str:
        return f"s3://{self.name}/some/prefix"

    def store(self, limits: Limits = PATIENT) -> ObjectStore:
        return ObjectStore(parse_address(self.url), probing=limits, working=limits)

    def ask(self, method: str, rest: str, body: bytes = b"") -> bytes:
        """Past the gateway."""
        headers = {
            "Host": urlsplit(self.gateway.upstream).netloc,
            "Content-Length": str(len(body)),
            # The server looks for one, and checks nothing of it.
            "Authorization": f"AWS4-HMAC-SHA256 Credential={ACCESS_KEY}/20260101/us-east-1/s3/aws4_request",
        }
        status, _, content = _ask(self.gateway.upstream, method, f"/{self.name}{rest}", headers, body)
        assert status < 300, content
        return content

    def put(self, name: str, content: bytes) -> None:
        self.ask("PUT", f"/some/prefix/{name}", content)

    def get(self, name: str) -> bytes:
        return self.ask("GET", f"/some/prefix/{name}")

    def delete(self, name: str) -> None:
        self.ask("DELETE", f"/some/prefix/{name}")


@pytest.fixture
def silent() -> Iterator[str]:
    """Address of a server that takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


@pytest.fixture
def closed() -> str:
    """Address at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return f"http://127.0.0.1:{server.getsockname()[1]}"
