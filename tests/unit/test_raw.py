import asyncio
from decimal import Decimal

import httpx
import pytest

from cloudinvoices.account.raw import RawAsyncTransport, RawTransport
from cloudinvoices.core._http import AsyncClient, Client, Clients
from cloudinvoices.core.drivers import finish
from cloudinvoices.errors import ConfigurationError, NotFoundError, ProviderError

from .transports import CREDENTIAL, SERVER, Chunks, Script, answer, call, clients, connection


def raw(script: Script) -> Client:
    return Client(base_url=SERVER, transport=RawTransport(connection(), clients(script)))


def test_raw_requests_are_signed_and_retried() -> None:
    script = Script(httpx.Response(503), answer([1]))
    assert raw(script).get("/organization", params={"a": "b"}).json() == [1]
    assert {request.headers["authorization"] for request in script.requests} == {f"Bearer {CREDENTIAL}"}
    assert {str(request.url) for request in script.requests} == {f"{SERVER}/organization?a=b"}


def test_the_credential_takes_the_place_of_the_callers() -> None:
    script = Script(answer([]))
    raw(script).get("/x", headers={"authorization": "Bearer of-the-caller", "user-agent": "caller", "X-Other": "kept"})
    (sent,) = script.requests
    assert [value for name, value in sent.headers.multi_items() if name == "authorization"] == [f"Bearer {CREDENTIAL}"]
    assert sent.headers["x-other"] == "kept"
    assert sent.headers["user-agent"] == connection().user_agent


def test_async_is_the_same() -> None:
    async def get() -> object:
        made = Clients(AsyncClient, transport=Script(httpx.Response(503), answer({"id": "a"})))
        async with AsyncClient(base_url=SERVER, transport=RawAsyncTransport(connection(), made)) as client:
            return (await client.get("/x")).json()

    assert asyncio.run(get()) == {"id": "a"}


def test_only_reads_are_repeated() -> None:
    script = Script(httpx.Response(503), answer([1]))
    with pytest.raises(ProviderError):
        raw(script).post("/x", json={"a": 1})
    assert len(script.requests) == 1
    assert script.requests[0].content == b'{"a":1}'


def test_refusals_are_our_errors() -> None:
    with pytest.raises(NotFoundError) as raised:
        raw(Script(answer({"detail": "none"}, 404))).get("/x")
    assert raised.value.provider == "invented"


def test_fractions_are_exact() -> None:
    response = raw(Script(httpx.Response(200, content=b'{"total": 0.10}'))).get("/x")
    assert response.json() == {"total": Decimal("0.10")}


def test_the_credential_stays_with_the_provider() -> None:
    with pytest.raises(ConfigurationError, match="not one of the provider's"):
        raw(Script()).get("https://evil.example.com/")


def test_no_cookie_is_kept() -> None:
    script = Script(answer([], headers={"set-cookie": "session=1"}), answer([]))
    client = raw(script)
    client.get("/1")
    client.get("/2")
    assert "cookie" not in script.requests[1].headers


def test_the_body_is_closed_when_it_is_read() -> None:
    stream = Chunks(b"[]")
    assert raw(Script(httpx.Response(200, stream=stream))).get("/x").json() == []
    assert stream.closed


def test_a_client_that_another_thread_has_closed_sends_nothing() -> None:
    script = Script(answer([1]))
    made = clients(script)
    made.get(anonymous=False).close()
    with pytest.raises(ConfigurationError, match="closed"):
        finish(connection().answer(call()), made)
    assert script.requests == []
