import asyncio
from typing import Any

import httpx
import pytest

import cloudinvoices as ci
from cloudinvoices.core._http import AsyncClient, Clients, Read, Send, Sleep, Steps, make_request
from cloudinvoices.core.drivers import finish, finish_async, iterate, iterate_async
from cloudinvoices.core.places import Places
from cloudinvoices.errors import ConnectionFailed, UnexpectedAnswer

from .transports import SERVER, Chunks, Script, clients


def get(path: str) -> Send:
    return Send(make_request("GET", SERVER + path, headers={}, timeout=1))


def bodies(*paths: str) -> Steps[str]:
    """A flow that yields the chunks of some addresses beside its steps, and returns a word."""
    for path in paths:
        answer = yield get(path)
        while (chunk := (yield Read(answer))) is not None:
            yield chunk.decode()
    return "end"


def run(steps: Steps[Any], transport: Script, *, asynchronous: bool) -> list[Any]:
    """What a flow yields beside its steps, and its value."""

    async def run_async() -> list[Any]:
        returned: list[Any] = []
        made = Clients(AsyncClient, transport=transport)
        yielded = [item async for item in iterate_async(steps, made, returned)]
        return yielded + returned

    if asynchronous:
        return asyncio.run(run_async())
    running, yielded = iterate(steps, clients(transport)), []
    while True:
        try:
            yielded.append(next(running))
        except StopIteration as stop:
            return [*yielded, stop.value]


both = pytest.mark.parametrize("asynchronous", [False, True], ids=["sync", "async"])


@both
def test_what_is_no_step_comes_out_and_every_answer_is_closed(asynchronous: bool) -> None:
    streams = [Chunks(b"a", b"b"), Chunks(b"c")]
    transport = Script(*(httpx.Response(200, stream=stream) for stream in streams))
    assert run(bodies("/1", "/2"), transport, asynchronous=asynchronous) == ["a", "b", "c", "end"]
    assert [request.url.path for request in transport.requests] == ["/1", "/2"]
    assert all(stream.closed for stream in streams)


@both
def test_an_answer_is_closed_before_the_next_request_is_sent(asynchronous: bool) -> None:
    first = Chunks(b"never read")
    seen: list[bool] = []

    def second(request: httpx.Request) -> httpx.Response:
        seen.append(first.closed)
        return httpx.Response(200)

    def flow() -> Steps[None]:
        yield get("/1")
        yield get("/2")

    run(flow(), Script(httpx.Response(200, stream=first), second), asynchronous=asynchronous)
    assert seen == [True]


@both
def test_errors_are_thrown_into_the_flow_as_ours(asynchronous: bool) -> None:
    caught: list[ConnectionFailed] = []

    def flow() -> Steps[str]:
        try:
            yield get("/1")
        except ConnectionFailed as error:
            caught.append(error)
        answer = yield get("/2")
        try:
            yield Read(answer)
        except ConnectionFailed as error:
            caught.append(error)
        return "went on"

    broken = Chunks(error=httpx.ReadError("reset"))
    transport = Script(httpx.ConnectError("no route"), httpx.Response(200, stream=broken))
    assert run(flow(), transport, asynchronous=asynchronous) == ["went on"]
    assert [error.message for error in caught] == ["no connection: no route", "the connection broke: reset"]
    assert [type(error.__cause__) for error in caught] == [httpx.ConnectError, httpx.ReadError]
    assert broken.closed


@both
def test_an_answer_is_closed_when_its_body_has_ended(asynchronous: bool) -> None:
    """Its connection is for the next request, of whoever takes what the flow yields."""
    stream = Chunks(b"a")

    def flow() -> Steps[None]:
        answer = yield get("/1")
        while (yield Read(answer)) is not None:
            pass
        yield stream.closed

    assert run(flow(), Script(httpx.Response(200, stream=stream)), asynchronous=asynchronous) == [True, None]


@both
def test_an_error_of_the_flow_comes_out_and_closes_the_answer(asynchronous: bool) -> None:
    stream = Chunks(b"a")

    def flow() -> Steps[None]:
        yield get("/1")
        raise UnexpectedAnswer("not this")

    with pytest.raises(UnexpectedAnswer, match="not this"):
        run(flow(), Script(httpx.Response(200, stream=stream)), asynchronous=asynchronous)
    assert stream.closed


def test_who_stops_listening_closes_everything() -> None:
    stream, ended = Chunks(b"a", b"b"), []

    def flow() -> Steps[None]:
        try:
            yield from bodies("/1")
        finally:
            ended.append(True)

    running = iterate(flow(), clients(Script(httpx.Response(200, stream=stream))))
    assert next(running) == "a"
    running.close()
    assert stream.closed
    assert ended == [True]


def test_who_stops_listening_closes_everything_async() -> None:
    stream = Chunks(b"a", b"b")

    async def stop_early() -> None:
        made = Clients(AsyncClient, transport=Script(httpx.Response(200, stream=stream)))
        running = iterate_async(bodies("/1"), made)
        assert await anext(running) == "a"
        await running.aclose()

    asyncio.run(stop_early())
    assert stream.closed


def test_a_cancelled_task_closes_its_answer() -> None:
    class Endless(Chunks):
        async def __aiter__(self) -> Any:
            yield b"a"
            await asyncio.Event().wait()

    stream = Endless()

    async def cancel() -> None:
        made = Clients(AsyncClient, transport=Script(httpx.Response(200, stream=stream)))
        task = asyncio.create_task(finish_async(bodies("/1"), made))
        await asyncio.sleep(0)
        for _ in range(20):
            await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(cancel())
    assert stream.closed


def test_a_task_cancelled_while_its_answer_is_closed_gives_its_place_back() -> None:
    class NeverClosed(Chunks):
        async def __aiter__(self) -> Any:
            yield b"a"
            reading.set()
            await asyncio.Event().wait()

        async def aclose(self) -> None:
            closing.set()
            await asyncio.Event().wait()

    async def cancel_all_and_ask() -> str:
        made = Clients(AsyncClient, transport=httpx.MockTransport(respond), places=Places(longest_wait=1))
        for _ in range(64):
            reading.clear()
            closing.clear()
            task = asyncio.create_task(finish_async(bodies("/never"), made))
            await reading.wait()
            task.cancel()
            await closing.wait()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
        return str(await finish_async(bodies("/1"), made))

    def respond(request: httpx.Request) -> httpx.Response:
        stream = NeverClosed(b"a") if request.url.path == "/never" else Chunks(b"a")
        return httpx.Response(200, stream=stream)

    reading, closing = asyncio.Event(), asyncio.Event()
    assert asyncio.run(cancel_all_and_ask()) == "end"


def test_finish_gives_the_value_only() -> None:
    assert finish(bodies("/1"), clients(Script(httpx.Response(200, content=b"a")))) == "end"


def test_no_more_connections_at_once_than_the_pool_can_bear() -> None:
    busy, most = 0, 0

    async def respond(request: httpx.Request) -> httpx.Response:
        nonlocal busy, most
        busy += 1
        most = max(most, busy)
        await asyncio.sleep(0)
        busy -= 1
        return httpx.Response(200, json={"id": "A"})

    async def run() -> int:
        async with ci.aconnect("doit", api_key="planted", transport=httpx.MockTransport(respond)) as account:
            return len(await asyncio.gather(*[account.get("A") for _ in range(300)]))

    assert asyncio.run(run()) == 300
    assert 1 < most <= 64


def test_a_listing_that_waits_for_its_caller_holds_no_connection() -> None:
    def respond(request: httpx.Request) -> httpx.Response:
        content = {"invoices": [{"id": "A"}]} if request.url.path.endswith("/invoices") else {"id": "A"}
        return httpx.Response(200, json=content)

    async def run() -> int:
        async with ci.aconnect("doit", api_key="planted", transport=httpx.MockTransport(respond)) as account:
            listings = [account.list() for _ in range(100)]
            invoices = [await anext(listing) for listing in listings]
            return len({(await account.get(invoice.id)).id for invoice in invoices})

    assert asyncio.run(run()) == 1


def test_a_flow_that_waits_holds_no_connection() -> None:
    """Else those who wait for a token would keep out the one who asks for it."""
    asked: list[str] = []

    def waiting() -> Steps[None]:
        yield get("/refused")
        while "/token" not in asked:
            yield Sleep(0)

    def asking() -> Steps[None]:
        yield get("/token")

    async def respond(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        return httpx.Response(200, stream=Chunks(b"unread"))

    async def run() -> None:
        made = Clients(AsyncClient, transport=httpx.MockTransport(respond))
        async with asyncio.timeout(5):
            await asyncio.gather(*[finish_async(waiting(), made) for _ in range(64)], finish_async(asking(), made))

    asyncio.run(run())


def test_a_wait_for_a_free_connection_has_a_limit() -> None:
    async def respond(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, stream=Chunks(b"unread"))

    def held() -> Steps[None]:
        yield get("/held")
        yield "held"

    async def run() -> None:
        made = Clients(AsyncClient, transport=httpx.MockTransport(respond), places=Places(longest_wait=0.01))
        open_ones = [iterate_async(held(), made) for _ in range(64)]
        for one in open_ones:
            await anext(one)
        with pytest.raises(ConnectionFailed, match="no connection became free"):
            await finish_async(held(), made)
        await open_ones.pop().aclose()
        await finish_async(held(), made)
        for one in open_ones:
            await one.aclose()

    asyncio.run(run())
