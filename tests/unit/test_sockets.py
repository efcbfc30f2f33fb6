"""What holds on the connections of synchronous requests; that of asynchronous ones is in test_async_transports."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest

import cloudinvoices as ci
from cloudinvoices.core._http import Client, Clients, Read, Send, make_request
from cloudinvoices.core.links import check_public

from .raw_server import head, plain

Serve = Callable[[socket.socket, int], None]


class Served:
    """A server of one function, which is given each connection and its number; what it was asked is kept."""

    def __init__(self, serve: Serve) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._serve = serve
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self.requests: list[bytes] = []
        self.connections = 0
        self.thread = threading.Thread(target=self._run)

    def _run(self) -> None:
        while True:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            self.connections += 1
            self._latest = connection
            with connection:
                try:
                    while request := connection.recv(65_536):
                        self.requests.append(request)
                        self._serve(connection, len(self.requests))
                except OSError:
                    continue

    def close(self) -> None:
        for one in (self._listening, self._latest):
            with suppress(OSError):  # its client was faster
                one.shutdown(socket.SHUT_RDWR)
        self.thread.join()
        self._listening.close()


@contextmanager
def served(serve: Serve) -> Iterator[Served]:
    server = Served(serve)
    server.thread.start()
    try:
        yield server
    finally:
        server.close()


@pytest.fixture
def clients(monkeypatch: pytest.MonkeyPatch) -> Iterator[Clients[Client]]:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    clients = Clients(Client)
    yield clients
    for client in clients.take_all():
        client.close()


def fetch(clients: Clients[Client], url: str, timeout: float = 5, check: Callable[[str], None] | None = None) -> bytes:
    answer = Send(make_request("GET", url, headers={}, timeout=timeout), check_peer=check).run(clients)
    body = b""
    try:
        while (chunk := Read(answer).run(clients)) is not None:
            body += chunk
    finally:
        answer.close()
    return body


@pytest.mark.parametrize(
    ("begin", "more"),
    [
        (b"HTTP/1.1 200 OK\r\nX-Slow: ", b"x"),
        (b"", b"HTTP/1.1 103 Early Hints\r\n\r\n"),
        (head("200 OK", "Transfer-Encoding: chunked") + b"1;", b"x"),
        (head("200 OK", "Transfer-Encoding: chunked") + b"1\r\na\r\n0\r\nX-Slow: ", b"x"),
    ],
    ids=["head", "early hints", "chunk", "trailer"],
)
def test_what_comes_without_getting_anywhere_has_an_end(clients: Clients[Client], begin: bytes, more: bytes) -> None:
    left = threading.Event()

    def drip(connection: socket.socket, _: int) -> None:
        connection.sendall(begin)
        while not left.wait(0.01):
            connection.sendall(more)

    with served(drip) as server:
        with pytest.raises(ci.ConnectionFailed, match="time limit"):
            fetch(clients, server.url, timeout=0.3)
        left.set()


def test_who_is_not_to_be_asked_is_told_nothing(clients: Clients[Client]) -> None:
    asked: list[str] = []

    def refuse(address: str) -> None:
        asked.append(address)
        raise ci.UnexpectedAnswer("not there")

    with served(lambda connection, _: connection.sendall(plain(b"a"))) as server:
        with pytest.raises(ci.UnexpectedAnswer, match="not there"):
            fetch(clients, server.url, check=refuse)
        assert fetch(clients, server.url) == b"a"
    assert asked == ["127.0.0.1"]
    assert len(server.requests) == 1


def test_a_proxy_is_no_place_for_documents_and_is_not_checked(
    clients: Clients[Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    with served(lambda connection, _: connection.sendall(plain(b"a"))) as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        assert fetch(clients, "http://storage.example.com/", check=lambda _: pytest.fail("asked")) == b"a"
    assert proxy.requests[0].startswith(b"GET http://storage.example.com/ ")


def test_waits_through_a_proxy_have_an_end_too(clients: Clients[Client], monkeypatch: pytest.MonkeyPatch) -> None:
    left = threading.Event()

    def drip(connection: socket.socket, _: int) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        while not left.wait(0.01):
            connection.sendall(b"x")

    with served(drip) as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        with pytest.raises(ci.ConnectionFailed, match="time limit"):
            fetch(clients, "http://storage.example.com/", timeout=0.3)
        left.set()


@pytest.mark.parametrize("first", [plain(b"a"), head("200 OK", "Transfer-Encoding: chunked") + b"1\r\na\r\n0\r\n\r\n"])
def test_a_second_answer_behind_the_first_is_nobodys(clients: Clients[Client], first: bytes) -> None:
    answers = [first + plain(b"wrong"), plain(b"b"), plain(b"c")]
    with served(lambda connection, number: connection.sendall(answers[number - 1])) as server:
        assert [fetch(clients, server.url) for _ in answers] == [b"a", b"b", b"c"]
        assert server.connections == 2


@pytest.mark.parametrize("cut", range(1, 9))
def test_a_second_answer_in_two_parts_is_nobodys(clients: Clients[Client], cut: int) -> None:
    stray = plain(b"wrong")
    answers = [plain(b"a") + stray[:cut], stray[cut:] + plain(b"b")]
    with served(lambda connection, number: connection.sendall(answers[number - 1])) as server:
        assert fetch(clients, server.url) == b"a"
        with suppress(ci.ConnectionFailed):
            assert fetch(clients, server.url) == b"b"


def test_all_addresses_of_a_host_share_the_time(clients: Clients[Client], monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[tuple[str, float]] = []

    def connect(address: tuple[str, int], timeout: float, **_: object) -> socket.socket:
        tried.append((address[0], timeout))
        raise TimeoutError

    def resolve(host: str, port: int, **_: object) -> list[tuple[int, int, int, str, tuple[str, int]]]:
        assert host == "storage.example.com"
        return [(2, 1, 6, "", (f"192.0.2.{number}", port)) for number in range(1, 5)]

    monkeypatch.setattr(socket, "create_connection", connect)
    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with pytest.raises(ci.ConnectionFailed, match="no connection within the time limit"):
        fetch(clients, "http://storage.example.com/", timeout=8)
    assert [address for address, _ in tried] == [f"192.0.2.{number}" for number in range(1, 5)]
    assert tried[0][1] <= 2


def test_a_host_with_one_address_inside_is_not_connected_to(
    clients: Clients[Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [(2, 1, 6, "", (address, 443)) for address in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    monkeypatch.setattr(socket, "create_connection", lambda *_, **__: pytest.fail("connected"))
    with pytest.raises(ci.UnexpectedAnswer, match="private network"):
        fetch(clients, "https://storage.example.com/", check=check_public)


def test_a_connection_is_used_again(clients: Clients[Client]) -> None:
    with served(lambda connection, _: connection.sendall(plain(b"x"))) as server:
        assert [fetch(clients, server.url) for _ in range(5)] == [b"x"] * 5
        assert server.connections == 1
