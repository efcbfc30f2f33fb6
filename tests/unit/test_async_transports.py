"""What goes over the wire, and what comes of every answer: the same over aiohttp and over httpx's own transport."""

from __future__ import annotations

import asyncio
import gc
import inspect
import logging
import socket
import ssl
import sys
import threading
import warnings
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from typing import Any

import aiohttp
import httpx
import pytest

import cloudinvoices as ci
from cloudinvoices.core import _aiohttp
from cloudinvoices.core._aiohttp import AiohttpClient
from cloudinvoices.core._http import AsyncClient, Clients, Read, Send, make_request
from cloudinvoices.core.exchange import Answer

from .raw_server import HANG_UP, RawServer, head, plain

SECRET = "s3cret"
Work = Callable[[RawServer, Clients[AsyncClient]], Awaitable[Any]]


@pytest.fixture(params=["httpx", "aiohttp"], autouse=True)
def transport(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    if request.param == "httpx":  # as where the extra is not installed
        monkeypatch.setitem(sys.modules, "cloudinvoices.core._aiohttp", None)
    return str(request.param)


@asynccontextmanager
async def opened() -> AsyncIterator[Clients[AsyncClient]]:
    clients = Clients(AsyncClient)
    try:
        yield clients
    finally:
        await close(clients)


async def close(clients: Clients[AsyncClient]) -> None:
    for client in clients.take_all():
        await client.aclose()


async def send(clients: Clients[AsyncClient], url: str, method: str = "GET", **given: Any) -> Answer:
    request = make_request(method, url, **{"headers": {}, "timeout": 5, **given})
    return await Send(request).run_async(clients)


async def read(clients: Clients[AsyncClient], answer: Answer) -> bytes:
    body = b""
    try:
        while (chunk := await Read(answer).run_async(clients)) is not None:
            body += chunk
    finally:
        await answer.close()
    return body


async def fetch(clients: Clients[AsyncClient], url: str, **given: Any) -> bytes:
    return await read(clients, await send(clients, url, **given))


def run(work: Work, *answers: bytes) -> RawServer:
    """Work with a server that has these answers; what it was asked is in the server."""

    async def main() -> RawServer:
        async with asyncio.timeout(10), RawServer(*answers) as server, opened() as clients:
            await work(server, clients)
            return server

    return asyncio.run(main())


def failure_of(*answers: bytes, path: str = "/") -> ci.CloudInvoicesError:
    caught: list[ci.CloudInvoicesError] = []

    async def work(server: RawServer, clients: Clients[AsyncClient]) -> None:
        with pytest.raises(ci.CloudInvoicesError) as raised:
            await fetch(clients, server.url + path)
        caught.append(raised.value)

    run(work, *answers)
    return caught[0]


def test_each_runs_over_what_it_says(transport: str) -> None:
    async def work(_: RawServer, clients: Clients[AsyncClient]) -> None:
        client: Any = clients.get(anonymous=True)
        assert isinstance(client, AiohttpClient if transport == "aiohttp" else httpx.AsyncClient)

    run(work)


@pytest.mark.parametrize(
    "target",
    [
        "/invoices/1?sig=a%2Bb%2F%3D&x=%7E",
        "/a%2Fb/%7Euser/c;d=1;e/+/,/!*@:$&=",
        "/?a=1;b=2&c=+&d=&=e&&f",
        "/p?",
        "/%C3%A9%e2%82%ac/%00?q=%C3%BC%zz",
        "/a//b/",
    ],
)
def test_the_address_reaches_the_wire_byte_for_byte(target: str) -> None:
    server = run(lambda server, clients: fetch(clients, server.url + target), plain(b""))
    assert server.requests[0].split(b" ")[1] == target.encode()


def test_a_fragment_stays_here() -> None:
    server = run(lambda server, clients: fetch(clients, f"{server.url}/a?b=1#c"), plain(b""))
    assert server.requests[0].startswith(b"GET /a?b=1 HTTP/1.1\r\n")


def test_the_headers_are_those_given() -> None:
    given = {"X-Some-Name": "some value; a=b", "accept": "*/*", "Authorization": "Bearer x"}
    server = run(lambda server, clients: fetch(clients, server.url, headers=given), plain(b""))
    lines = [f"{name}: {value}".encode() for name, value in {"Host": server.authority, **given}.items()]
    assert server.requests[0].split(b"\r\n")[1:-2] == lines


def test_nothing_is_added_where_nothing_is_given() -> None:
    server = run(lambda server, clients: fetch(clients, server.url), plain(b""))
    assert server.requests == [f"GET / HTTP/1.1\r\nHost: {server.authority}\r\n\r\n".encode()]


def test_a_body_is_sent_with_its_length() -> None:
    server = run(lambda server, clients: fetch(clients, server.url, method="POST", content=b"grant_type=x"), plain(b""))
    lines = [b"POST / HTTP/1.1", f"Host: {server.authority}".encode(), b"Content-Length: 12", b"", b"grant_type=x"]
    assert server.requests == [b"\r\n".join(lines)]


def test_no_cookie_is_sent_back(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    async def work(server: RawServer, clients: Clients[AsyncClient]) -> None:
        assert [await fetch(clients, server.url) for _ in range(2)] == [b"a", b"b"]

    cookies = (f"Set-Cookie: session={SECRET}; Path=/", f"Set-Cookie: {SECRET},=1; Path=/")
    server = run(work, plain(b"a", *cookies), plain(b"b"))
    assert server.connections == 1
    assert server.requests[0] == server.requests[1]
    assert SECRET not in caplog.text


@pytest.mark.parametrize("location", ["/else?sig=%2B", "http://[nowhere", "https://h/é", "http://u:p@h/"])
def test_a_redirect_comes_back_as_it_is(location: str) -> None:
    async def work(server: RawServer, clients: Clients[AsyncClient]) -> None:
        answer = await send(clients, server.url)
        assert (answer.status, answer.location) == (302, location)
        assert await read(clients, answer) == b""

    answer = head("302 Found", f"Location: {location}", "Content-Length: 0")
    assert len(run(work, answer).requests) == 1


def test_a_location_that_leads_nowhere_is_no_redirect() -> None:
    async def work(server: RawServer, clients: Clients[AsyncClient]) -> None:
        answer = await send(clients, server.url)
        assert (answer.status, answer.location) == (201, None)

    run(work, head("201 Created", "Location: /else", "Content-Length: 0"))


def test_who_is_not_to_be_asked_is_told_nothing() -> None:
    asked: list[str] = []

    def refuse(address: str) -> None:
        asked.append(address)
        raise ci.UnexpectedAnswer("not there")

    async def work(server: RawServer, clients: Clients[AsyncClient]) -> None:
        url = server.url.replace("127.0.0.1", "localhost")
        with pytest.raises(ci.UnexpectedAnswer, match="not there"):
            await Send(make_request("GET", url, headers={}, timeout=5), check_peer=refuse).run_async(clients)

    server = run(work, plain(b"a"))
    assert asked in (["127.0.0.1"], ["::1"])
    assert server.requests == []


def test_a_second_answer_behind_the_first_is_nobodys() -> None:
    async def work(server: RawServer, clients: Clients[AsyncClient]) -> None:
        assert await fetch(clients, server.url) == b"a"
        assert await fetch(clients, server.url) == b"b"

    assert run(work, plain(b"a") + plain(b"wrong"), plain(b"b")).connections == 2


@pytest.mark.parametrize("cut", range(1, 9))
def test_a_second_answer_in_two_parts_is_nobodys(cut: int) -> None:
    stray = plain(b"wrong")

    async def work(server: RawServer, clients: Clients[AsyncClient]) -> None:
        assert await fetch(clients, server.url) == b"a"
        with suppress(ci.ConnectionFailed):
            assert await fetch(clients, server.url) == b"b"

    run(work, plain(b"a") + stray[:cut], stray[cut:] + plain(b"b"))


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
def test_what_comes_without_getting_anywhere_has_an_end(begin: bytes, more: bytes) -> None:
    async def drip(server: RawServer) -> None:
        while True:
            server.send(more)
            await asyncio.sleep(0.01)

    async def work(server: RawServer, clients: Clients[AsyncClient]) -> None:
        reading = asyncio.ensure_future(fetch(clients, server.url, timeout=0.3))
        await server.asked.wait()
        dripping = asyncio.ensure_future(drip(server))
        with pytest.raises(ci.ConnectionFailed, match="time limit"):
            await reading
        dripping.cancel()

    run(work, begin or b"HTTP/1.1 103 Early Hints\r\n\r\n")


def test_headers_of_an_answer_are_what_was_sent() -> None:
    async def work(server: RawServer, clients: Clients[AsyncClient]) -> None:
        answer = await send(clients, server.url)
        names = [name.decode().lower() for name, _ in answer.raw_headers]
        assert names == ["x-one", "x-two", "x-one", "content-length"]
        assert answer.headers["x-one"] == "a, b"

    run(work, head("200 OK", "X-One: a", "x-TWO: \xe9", "X-One: b", "Content-Length: 0"))


def test_a_connection_is_used_again() -> None:
    async def work(server: RawServer, clients: Clients[AsyncClient]) -> None:
        for number in range(5):
            assert await fetch(clients, f"{server.url}/{number}") == b"x" * number

    assert run(work, *(plain(b"x" * number) for number in range(5))).connections == 1


def test_a_connection_closed_meanwhile_is_not_used_again() -> None:
    async def work(server: RawServer, clients: Clients[AsyncClient]) -> None:
        assert await fetch(clients, server.url) == b"a"
        server.hang_up()
        await server.left.wait()
        for _ in range(5):  # turns of the loop that the client has in common with the server
            await asyncio.sleep(0)
        assert await fetch(clients, server.url) == b"b"

    assert run(work, plain(b"a"), plain(b"b")).connections == 2


def test_who_hangs_up_on_a_request_is_not_asked_again() -> None:
    """A second attempt is counted, waited for and signed anew; that is for `Connection`."""

    async def work(server: RawServer, clients: Clients[AsyncClient]) -> None:
        await fetch(clients, server.url)
        with pytest.raises(ci.ConnectionFailed, match="the connection broke") as raised:
            await fetch(clients, server.url)
        assert raised.value.transient

    assert len(run(work, plain(b"a"), HANG_UP, plain(b"b")).requests) == 2


DAMAGED = {
    "no HTTP": f"{SECRET} at your service\r\n\r\n".encode(),
    "status": head(f"2{SECRET}0 OK"),
    "version": f"HTTP/9.9{SECRET} 200 OK\r\n\r\n".encode(),
    "header": head("200 OK", f"Location {SECRET}"),
    "header name": head("200 OK", f"Lo cation[]: https://h/?sig={SECRET}", "Content-Length: 0"),
    "length": head("200 OK", f"Content-Length: {SECRET}"),
    "two lengths": head("200 OK", "Content-Length: 1", "Content-Length: 2", f"X: {SECRET}") + b"ab",
    "long line": head("200 OK", f"X: {SECRET}" + "x" * 300_000),
    "many lines": head("200 OK", *(f"X-{number}: {SECRET * 20}" for number in range(3_000))),
}


@pytest.mark.parametrize("answer", DAMAGED.values(), ids=DAMAGED)
def test_the_head_of_an_answer_is_damaged(answer: bytes, transport: str) -> None:
    error = failure_of(answer, path=f"/{SECRET}?sig={SECRET}")
    assert isinstance(error, ci.ConnectionFailed)
    assert error.message.startswith("the connection broke")
    assert error.transient
    if transport == "aiohttp":
        assert SECRET not in everything_said(error)


def everything_said(error: BaseException | None) -> str:
    """All texts that a traceback of it would show."""
    said = ""
    while error is not None:
        said += f"{error!r} {error}"
        error = error.__cause__ or error.__context__
    return said


def test_a_head_that_never_ends_is_cut() -> None:
    lines = 0

    async def endless(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal lines
        with suppress(ConnectionError):
            writer.write(b"HTTP/1.1 200 OK\r\n")
            while not writer.is_closing():
                lines += 1
                writer.write(b"X-Again: " + b"x" * 1000 + b"\r\n")
                await writer.drain()
        writer.close()

    async def main() -> None:
        server = await asyncio.start_server(endless, "127.0.0.1", 0)
        async with asyncio.timeout(10), server, opened() as clients:
            with pytest.raises(ci.ConnectionFailed, match="the connection broke"):
                await send(clients, f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")

    asyncio.run(main())
    assert 100 < lines < 20_000  # most of them never left the server


SHORT = {
    "length": head("200 OK", "Content-Length: 10") + b"short",
    "chunk": head("200 OK", "Transfer-Encoding: chunked") + b"a\r\nshort",
    "no last chunk": head("200 OK", "Transfer-Encoding: chunked") + b"5\r\nshort\r\n",
    "bad chunk": head("200 OK", "Transfer-Encoding: chunked") + b"zz\r\nshort\r\n",
}


@pytest.mark.parametrize("answer", SHORT.values(), ids=SHORT)
def test_a_body_that_ends_early_is_no_body(answer: bytes) -> None:
    async def work(server: RawServer, clients: Clients[AsyncClient]) -> None:
        asking = asyncio.create_task(fetch(clients, server.url))
        await server.asked.wait()
        server.hang_up()
        with pytest.raises(ci.ConnectionFailed, match="the connection broke") as raised:
            await asking
        assert raised.value.transient
        assert len(server.requests) == 1

    run(work, answer)


def test_a_body_without_length_ends_with_its_connection() -> None:
    async def work(server: RawServer, clients: Clients[AsyncClient]) -> None:
        answer = await send(clients, server.url)
        server.hang_up()
        assert await read(clients, answer) == b"whole"
        assert await fetch(clients, server.url) == b"b"

    run(work, head("200 OK") + b"whole", plain(b"b"))


POISON = plain(b"poison")
fast = pytest.mark.parametrize("transport", ["aiohttp"], indirect=True)


@fast  # httpx takes a second answer for that to the next request
@pytest.mark.parametrize("more", [b"rest", b"\r\nrest", b"\n", POISON, POISON[:20]])
def test_what_comes_behind_an_answer_is_not_the_next_one(more: bytes) -> None:
    async def later(server: RawServer, clients: Clients[AsyncClient]) -> None:
        answer = await send(clients, server.url)
        server.send(b"de" + more)
        assert await read(clients, answer) == b"abcde"
        assert await fetch(clients, server.url) == b"next"

    async def at_once(server: RawServer, clients: Clients[AsyncClient]) -> None:
        with suppress(ci.ConnectionFailed):
            assert await fetch(clients, server.url) == b"abcde"
        assert await fetch(clients, server.url) == b"next"

    run(later, plain(b"abcde")[:-2], plain(b"next"))
    run(at_once, plain(b"abcde") + more, plain(b"next"))


def test_nobody_listens() -> None:
    async def work(server: RawServer, clients: Clients[AsyncClient]) -> None:
        await server.__aexit__(None)
        with pytest.raises(ci.ConnectionFailed, match="no connection: ") as raised:
            await fetch(clients, f"{server.url}/{SECRET}")
        assert raised.value.transient
        assert SECRET not in everything_said(raised.value)

    run(work)


def test_a_name_that_is_none() -> None:
    async def work(_: RawServer, clients: Clients[AsyncClient]) -> None:
        with pytest.raises(ci.ConnectionFailed, match="no connection: ") as raised:
            await fetch(clients, f"http://nowhere.invalid/{SECRET}")
        assert raised.value.transient
        assert SECRET not in everything_said(raised.value)

    run(work)


@pytest.mark.parametrize("url", ["ftp://127.0.0.1/", "//127.0.0.1/"])
def test_an_address_that_is_none(url: str) -> None:
    async def work(_: RawServer, clients: Clients[AsyncClient]) -> None:
        with pytest.raises(ci.CloudInvoicesError) as raised:
            await fetch(clients, url)
        assert isinstance(raised.value, ci.ConfigurationError | ci.UnexpectedAnswer)
        assert not raised.value.transient

    run(work)


def test_a_header_that_would_be_two() -> None:
    async def work(server: RawServer, clients: Clients[AsyncClient]) -> None:
        with pytest.raises(ci.ConfigurationError, match="cannot be sent") as raised:
            await fetch(clients, server.url, headers={"X": f"{SECRET}\r\nY: 1"})
        assert SECRET not in str(raised.value)
        assert server.requests == []

    run(work)


def test_no_answer_in_time() -> None:
    async def work(server: RawServer, clients: Clients[AsyncClient]) -> None:
        with pytest.raises(ci.ConnectionFailed, match="no answer within the time limit") as raised:
            await fetch(clients, f"{server.url}/{SECRET}", timeout=0.05)
        assert raised.value.transient
        assert SECRET not in everything_said(raised.value)

    run(work)


def test_no_more_of_an_answer_in_time() -> None:
    async def work(server: RawServer, clients: Clients[AsyncClient]) -> None:
        answer = await send(clients, server.url, timeout=0.05)
        assert await Read(answer).run_async(clients) == b"half"
        with pytest.raises(ci.ConnectionFailed, match="no answer within the time limit"):
            await Read(answer).run_async(clients)
        await answer.close()
        await server.left.wait()

    run(work, plain(b"halfhalf")[:-4])


def test_no_handshake_in_time() -> None:
    async def work(server: RawServer, clients: Clients[AsyncClient]) -> None:
        with pytest.raises(ci.ConnectionFailed, match="within the time limit") as raised:
            await fetch(clients, f"https://{server.authority}/{SECRET}", timeout=0.05)
        assert raised.value.transient
        assert SECRET not in everything_said(raised.value)

    run(work)


def test_what_speaks_no_tls() -> None:
    async def work(server: RawServer, clients: Clients[AsyncClient]) -> None:
        asking = asyncio.create_task(fetch(clients, f"https://{server.authority}/"))
        await server.met.wait()
        server.send(b"220 ready\r\n")
        with pytest.raises(ci.ConnectionFailed, match=r"no connection: .*SSL"):
            await asking

    run(work)


def test_who_is_cancelled_leaves_its_connection() -> None:
    async def work(server: RawServer, clients: Clients[AsyncClient]) -> None:
        for number in range(2):  # while waiting for an answer, and for more of one
            asking = asyncio.create_task(fetch(clients, server.url))
            await server.asked.wait()
            for _ in range(5 * number):
                await asyncio.sleep(0)
            asking.cancel()
            with pytest.raises(asyncio.CancelledError):
                await asking
            await server.left.wait()
            server.asked.clear()
            server.left.clear()
            server.answers = [plain(b"halfhalf")[:-4]]
        server.answers = [plain(b"next")]
        assert await fetch(clients, server.url) == b"next"

    assert run(work).connections == 3


def test_an_answer_left_in_the_middle_leaves_its_connection() -> None:
    async def work(server: RawServer, clients: Clients[AsyncClient]) -> None:
        answer = await send(clients, server.url)
        assert await Read(answer).run_async(clients) == b"half"
        await answer.close()
        await server.left.wait()
        assert await fetch(clients, server.url) == b"next"

    assert run(work, plain(b"halfhalf")[:-4], plain(b"next")).connections == 2


def test_closing_ends_those_who_still_read() -> None:
    async def work(server: RawServer, clients: Clients[AsyncClient]) -> None:
        answer = await send(clients, server.url)
        assert await Read(answer).run_async(clients) == b"half"
        reading = asyncio.create_task(Read(answer).run_async(clients))
        server.asked.clear()
        waiting = asyncio.create_task(send(clients, server.url))
        await server.asked.wait()
        await close(clients)
        for task in (reading, waiting):
            with pytest.raises(ci.CloudInvoicesError):
                await task
        with pytest.raises(ci.ConfigurationError, match="closed"):
            await send(clients, server.url)

    run(work, plain(b"halfhalf")[:-4])


@fast
def test_another_event_loop_is_refused() -> None:
    async def work(server: RawServer, clients: Clients[AsyncClient]) -> None:
        await fetch(clients, server.url)

        async def elsewhere() -> None:
            async with asyncio.timeout(5):
                await fetch(clients, server.url)

        with pytest.raises(ci.ConfigurationError, match="another event loop"):
            await asyncio.to_thread(asyncio.run, elsewhere())

    assert len(run(work, plain(b""), plain(b"")).requests) == 1


@fast
def test_closing_after_the_event_loop_has_ended() -> None:
    """The connections have gone with the loop, without a goodbye; Python itself warns of them."""

    def serve() -> None:
        with listening.accept()[0] as connection:
            connection.recv(65_536)
            connection.sendall(plain(b"halfhalf")[:-4])
            ended.wait(5)

    async def leave() -> tuple[Clients[AsyncClient], Answer]:
        clients = Clients(AsyncClient)
        return clients, await send(clients, f"http://127.0.0.1:{listening.getsockname()[1]}")

    async def end(clients: Clients[AsyncClient], answer: Answer) -> None:
        await answer.close()
        await close(clients)

    ended = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening, ThreadPoolExecutor(1) as thread:
        thread.submit(serve)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)
            asyncio.run(end(*asyncio.run(leave())))
            gc.collect()
        ended.set()


@fast
def test_no_address_is_shown_of_an_account_that_nobody_closed(caplog: pytest.LogCaptureFixture) -> None:
    """In debug mode aiohttp shows its answers, with their addresses and headers."""
    caplog.set_level(logging.DEBUG)

    async def forget(server: RawServer) -> None:
        clients = Clients(AsyncClient)
        await send(clients, f"{server.url}/{SECRET}?sig={SECRET}", headers={"Authorization": SECRET})

    async def main() -> None:
        async with asyncio.timeout(10), RawServer(plain(b"halfhalf", f"X: {SECRET}")[:-4]) as server:
            await forget(server)
            gc.collect()

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        asyncio.run(main(), debug=True)
        gc.collect()
    shown = caplog.text + " ".join(str(warning.message) for warning in caught)
    assert "Unclosed client session" in shown
    assert SECRET not in shown


KINDS = [
    kind
    for name in aiohttp.__all__
    if inspect.isclass(kind := getattr(aiohttp, name)) and issubclass(kind, aiohttp.ClientError)
]


@fast
@pytest.mark.parametrize("kind", KINDS)
def test_every_exception_of_aiohttp_is_translated(kind: type[Exception]) -> None:
    error = kind.__new__(kind)
    ours = _aiohttp._translate(error)
    assert isinstance(ours, httpx.HTTPError | httpx.InvalidURL)


def kind_of_client(**given: Any) -> type[Any]:
    async def make() -> type[Any]:
        clients = Clients(AsyncClient, **given)
        client = clients.get(anonymous=True)
        await close(clients)
        return type(client)

    return asyncio.run(make())


@fast
@pytest.mark.parametrize("name", ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "https_proxy"])
def test_behind_a_proxy_httpx_does_it(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert kind_of_client() is AiohttpClient
    monkeypatch.setenv("NO_PROXY", "localhost")
    assert kind_of_client() is AiohttpClient
    monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert kind_of_client() is httpx.AsyncClient


@fast
def test_a_given_transport_is_used() -> None:
    assert kind_of_client(transport=httpx.MockTransport(lambda _: httpx.Response(200))) is httpx.AsyncClient


@fast
def test_tls_is_what_was_given_for_own_and_anonymous_requests(monkeypatch: pytest.MonkeyPatch) -> None:
    used: list[ssl.SSLContext] = []

    class Noting(AiohttpClient):
        def __init__(self, tls: ssl.SSLContext) -> None:
            used.append(tls)
            super().__init__(tls)

    monkeypatch.setattr(_aiohttp, "AiohttpClient", Noting)
    own = ssl.create_default_context()

    async def make() -> None:
        clients = Clients(AsyncClient, tls=lambda: own)
        clients.get(anonymous=False)
        clients.get(anonymous=True)
        await close(clients)

    asyncio.run(make())
    assert used[0] is own
    assert used[1] is not own
    for context in used:
        assert context.check_hostname
        assert context.verify_mode is ssl.CERT_REQUIRED
