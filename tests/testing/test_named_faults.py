"""Faults that have a name: each does on the wire what it says."""

from __future__ import annotations

import gzip
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from urllib.parse import urlsplit

import pytest

import cloudinvoices.testing
from cloudinvoices.testing import FAULTS, Simulator

from .conftest import TODAY

ENDLESS = (
    *("silence", "stalled-head", "stalled-body", "dripping-head", "dripping-body", "endless-body", "endless-head"),
    *("endless-header", "endless-interim", "gzip-bomb", "empty-gzip-blocks", "empty-gzip-files"),
)
OPERATION = "doit.get"
HERE = [fault for fault in FAULTS if fault not in ("expired-link", "same-page", "overlapping-page", "repeated-items")]
"""Those that can happen to it."""


class Connection:
    """A client that knows nothing of HTTP."""

    def __init__(self, sim: Simulator) -> None:
        settings = sim.settings("doit")
        address = urlsplit(sim.url)
        self.socket = socket.create_connection((address.hostname, address.port), timeout=10)
        # The second invoice of the last month: small, and known to have everything.
        invoice = sim.expected("doit")[1].id
        self.lines = f"Authorization: Bearer {settings['api_key']}\r\nX-Tenant-Id: {settings['tenant']}\r\n\r\n"
        self.path = f"{urlsplit(settings['base_url']).path}/billing/v1/invoices/{invoice}"

    def ask(self) -> None:
        self.socket.sendall(f"GET {self.path} HTTP/1.1\r\nHost: here\r\n{self.lines}".encode())

    def read(self, most: int = 1 << 20) -> bytes:
        """All until the simulator hangs up, or so many bytes."""
        received = b""
        while len(received) < most and (data := self.socket.recv(65_536)):
            received += data
        return received

    def close(self) -> None:
        self.socket.close()


@pytest.fixture
def connection(sim: Simulator) -> Iterator[Connection]:
    with closing(Connection(sim)) as connection:
        yield connection


def received(sim: Simulator, connection: Connection, fault: str, most: int = 1 << 20) -> bytes:
    sim.fail(OPERATION, fault=fault)
    connection.ask()
    return connection.read(most)


def threads() -> set[threading.Thread]:
    """Those of all simulators, also of other tests that share one."""
    return {thread for thread in threading.enumerate() if thread.name.startswith("simulator")}


def wait_for(has_happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not has_happened():
        assert time.monotonic() < deadline
        threading.Event().wait(0.002)


def parts(answer: bytes) -> tuple[str, dict[str, str], bytes]:
    head, _, body = answer.partition(b"\r\n\r\n")
    status, *lines = head.decode().split("\r\n")
    return status, dict(line.split(": ", 1) for line in lines), body


def document(sim: Simulator) -> bytes:
    return sim.expected("doit")[1].documents["json"]


def test_names_are_public_and_described(sim: Simulator) -> None:
    assert sim.faults is FAULTS is cloudinvoices.testing.FAULTS
    assert len(FAULTS) > 50
    assert all(about and about == about.strip() for about in FAULTS.values())
    assert len(set(FAULTS.values())) == len(FAULTS)


def test_unknown_name(sim: Simulator) -> None:
    with pytest.raises(ValueError, match="no fault 'stalled-bod'; did you mean 'stalled-body'"):
        sim.fail("doit.list", fault="stalled-bod")
    with pytest.raises(ValueError, match="no fault 'xyzzy'; there are reset, hang-up, cut-head"):
        sim.fail("doit.list", fault="xyzzy")


def test_fault_that_cannot_happen_there(sim: Simulator) -> None:
    with pytest.raises(ValueError, match=r"'nan' can happen to answers in JSON, and not to doit\.pdf"):
        sim.fail("doit.pdf", fault="nan")
    with pytest.raises(ValueError, match=r"'same-page' can happen to doit\.list, and not to qovery\.list"):
        sim.fail("qovery.list", fault="same-page")


def test_name_and_description_are_two_ways(sim: Simulator) -> None:
    with pytest.raises(ValueError, match="goes with times and delay only"):
        sim.fail("doit.list", fault="reset", status=503)


def test_named_faults_queue_up_with_others(sim: Simulator, connection: Connection) -> None:
    sim.fail(OPERATION, status=404)
    sim.fail(OPERATION, fault="status-520", delay=0.05)
    for status in (b"404", b"520"):
        connection.ask()
        assert connection.read(1).split()[1] == status


@pytest.mark.parametrize("fault", HERE)
def test_ends_with_the_simulator_and_leaves_no_thread(fault: str) -> None:
    others = threads()
    with Simulator(today=TODAY) as sim, closing(Connection(sim)) as connection:
        sim.fail(OPERATION, fault=fault)
        connection.ask()
        wait_for(lambda: bool(sim.requests) and bool(threads() - others))
        sim.close()
        assert not threads() - others
        with suppress(ConnectionResetError):
            connection.read(1 << 30)  # comes to its end: the client is told as well


@pytest.mark.parametrize("fault", ENDLESS)
def test_ends_when_the_client_leaves(sim: Simulator, fault: str) -> None:
    others = threads()
    sim.fail(OPERATION, fault=fault)
    with closing(Connection(sim)) as connection:
        connection.ask()
        connection.socket.settimeout(0.2)
        if fault != "silence":
            assert connection.socket.recv(65_536)
        wait_for(lambda: bool(threads() - others))
    wait_for(lambda: not threads() - others)


def test_reset(sim: Simulator, connection: Connection) -> None:
    with pytest.raises(ConnectionResetError):
        received(sim, connection, "reset")


def test_reset_in_the_body(sim: Simulator, connection: Connection) -> None:
    sim.fail(OPERATION, fault="reset-body")
    connection.ask()
    assert b"\r\n\r\n{" in connection.socket.recv(65_536)
    with pytest.raises(ConnectionResetError):
        connection.read()


def test_hang_up(sim: Simulator, connection: Connection) -> None:
    assert received(sim, connection, "hang-up") == b""


def test_cut_in_the_head(sim: Simulator, connection: Connection) -> None:
    answer = received(sim, connection, "cut-head")
    assert answer.startswith(b"HTTP/1.1 200 OK\r\n")
    assert b"\r\n\r\n" not in answer


@pytest.mark.parametrize("fault", ["cut-body", "stalled-body"])
def test_half_of_the_body(sim: Simulator, connection: Connection, fault: str) -> None:
    half = document(sim)[: len(document(sim)) // 2]
    sim.fail(OPERATION, fault=fault)
    connection.ask()
    answer = b""
    while not answer.endswith(half):
        answer += connection.socket.recv(65_536)
    _, headers, body = parts(answer)
    assert (int(headers["Content-Length"]), body) == (len(document(sim)), half)
    connection.socket.settimeout(0.2)
    if fault == "cut-body":
        assert connection.socket.recv(1) == b""
    else:
        with pytest.raises(TimeoutError):
            connection.socket.recv(1)


def test_drips(sim: Simulator, connection: Connection) -> None:
    sim.fail(OPERATION, fault="dripping-head")
    connection.ask()
    assert [connection.socket.recv(65_536) for _ in range(4)] == [b"H", b"T", b"T", b"P"]


@pytest.mark.parametrize(("fault", "difference"), [("short-length", -1), ("long-length", 1)])
def test_wrong_length(sim: Simulator, connection: Connection, fault: str, difference: int) -> None:
    _, headers, body = parts(received(sim, connection, fault))
    assert body == document(sim)
    assert (int(headers["Content-Length"]) - len(body)) * difference > 0


@pytest.mark.parametrize(("fault", "is_right"), [("chunks", True), ("cut-chunks", False), ("damaged-chunks", False)])
def test_chunks(sim: Simulator, connection: Connection, fault: str, is_right: bool) -> None:
    _, headers, body = parts(received(sim, connection, fault))
    assert headers["Transfer-Encoding"] == "chunked"
    assert "Content-Length" not in headers
    assert body.endswith(b"0\r\n\r\n") == is_right


@pytest.mark.parametrize("fault", ["endless-body", "endless-head", "endless-header", "endless-interim"])
def test_endless(sim: Simulator, connection: Connection, fault: str) -> None:
    most = 2_000 if fault == "endless-interim" else 5_000_000
    answer = received(sim, connection, fault, most)
    assert len(answer) >= most
    assert (document(sim)[:-1] in answer) == (fault == "endless-body")


def test_bomb(sim: Simulator, connection: Connection) -> None:
    """A thousand times as much comes of it, and it begins as the right answer does."""
    answer = received(sim, connection, "gzip-bomb", 200_000)
    _, headers, body = parts(answer)
    assert headers["Content-Encoding"] == "gzip"
    plain = zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(joined(body), 500_000_000)
    assert len(plain) > 900 * len(body)
    assert plain.startswith(document(sim)[:-1] + b"   ")


def test_bomb_is_10_gb_in_10_mb(sim: Simulator, connection: Connection) -> None:
    compressed = len(received(sim, connection, "gzip-bomb", 1 << 30))
    assert 8_000_000 < compressed < 14_000_000


def test_nothing_in_compression(sim: Simulator, connection: Connection) -> None:
    for fault in ("empty-gzip-blocks", "empty-gzip-files"):
        with closing(Connection(sim)) as other:
            content = joined(parts(received(sim, other, fault, 50_000))[2])
        inflate = zlib.decompressobj(16 + zlib.MAX_WBITS)
        assert inflate.decompress(content) == b""
        assert inflate.eof == (fault == "empty-gzip-files")


def joined(chunks: bytes) -> bytes:
    """The content of complete chunks."""
    content = b""
    while chunks:
        size, _, chunks = chunks.partition(b"\r\n")
        length = int(size, 16)
        if len(chunks) < length + 2:
            break
        content, chunks = content + chunks[:length], chunks[length + 2 :]
    return content


@pytest.mark.parametrize("fault", ["gzip", "damaged-gzip", "cut-gzip"])
def test_compressed(sim: Simulator, connection: Connection, fault: str) -> None:
    sim.fail(OPERATION, fault=fault)
    connection.ask()
    _, headers, body = parts(connection.read(1))
    assert (headers["Content-Encoding"], int(headers["Content-Length"])) == ("gzip", len(body))
    if fault == "gzip":
        assert gzip.decompress(body) == document(sim)
    else:
        with pytest.raises((OSError, EOFError)):
            gzip.decompress(body)


def test_another_version_each_time(sim: Simulator) -> None:
    versions = set()
    sim.fail(OPERATION, fault="changed-document", times=3)
    for _ in range(3):
        with closing(Connection(sim)) as connection:
            connection.ask()
            versions.add(parts(connection.read())[2])
    right = document(sim)
    assert len(versions | {right[: len(right) // 2]}) == 4
    assert {len(version) for version in versions} == {len(right) // 2}


def test_dates_are_those_of_the_simulators_clock() -> None:
    with Simulator(today=TODAY, clock_offset=86_400) as sim, closing(Connection(sim)) as connection:
        connection.ask()
        _, headers, _ = parts(connection.read(1))
    tomorrow = time.strftime("%a, %d %b %Y", time.gmtime(time.time() + 86_400))
    assert headers["Date"].startswith(tomorrow)
