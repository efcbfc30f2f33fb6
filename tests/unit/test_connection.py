import asyncio
import gzip
import logging
from functools import partial
from typing import Any

import httpx
import pytest

from cloudinvoices.core._http import AsyncClient, Clients, Steps, make_request
from cloudinvoices.core.authentication import Authentication
from cloudinvoices.core.drivers import finish, finish_async, iterate
from cloudinvoices.core.exchange import Request
from cloudinvoices.core.flow import Flow, first_item
from cloudinvoices.core.limit import RateLimit
from cloudinvoices.core.retry import Retry
from cloudinvoices.errors import (
    AuthenticationError,
    ConfigurationError,
    ConnectionFailed,
    NotFoundError,
    ProviderError,
    RateLimitError,
    UnexpectedAnswer,
)

from .transports import (
    CREDENTIAL,
    SERVER,
    Chunks,
    Script,
    answer,
    call,
    clients,
    connection,
    document,
    noting_sleeps,
    redirect,
)


def ask(*prepared: Any, naps: list[float] | None = None, request: Any = None, **changes: Any) -> Any:
    """The answer of one call, given prepared answers that are all used up."""
    script = prepared[0] if prepared and isinstance(prepared[0], Script) else Script(*prepared)
    steps = connection(**changes).answer(request or call())
    content = finish(noting_sleeps(steps, [] if naps is None else naps), clients(script))
    assert script.left == 0
    return content


def test_a_call_is_signed_sent_and_decoded() -> None:
    script = Script(answer({"results": []}))
    assert ask(script, user_agent="cloudinvoices/1") == {"results": []}
    request = script.requests[0]
    assert (request.method, str(request.url)) == ("GET", f"{SERVER}/invoices")
    assert request.headers["authorization"] == f"Bearer {CREDENTIAL}"
    assert request.headers["user-agent"] == "cloudinvoices/1"
    assert request.headers["accept"] == "application/json"


def test_async_is_the_same() -> None:
    made = Clients(AsyncClient, transport=Script(httpx.Response(503), answer([1])))
    assert asyncio.run(finish_async(connection().answer(call()), made)) == [1]


def test_no_content_is_none_and_null_is_no_answer() -> None:
    assert ask(httpx.Response(204)) is None
    with pytest.raises(UnexpectedAnswer, match="null"):
        ask(httpx.Response(200, content=b"null"))


@pytest.mark.parametrize(
    "broken",
    [
        httpx.Response(429),
        httpx.Response(502, html="<html>"),
        httpx.Response(503),
        httpx.Response(504),
        httpx.ConnectError("no route"),
        httpx.ReadTimeout("slow"),
        httpx.RemoteProtocolError("cut"),
        document(b'{"resul', error=httpx.ReadError("reset")),
        document(b'{"results": ['),
        httpx.Response(200),
    ],
    ids=repr,
)
def test_what_may_pass_is_tried_again(broken: Any) -> None:
    assert ask(broken, answer([1])) == [1]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 500])
def test_what_will_not_pass_is_not(status: int) -> None:
    with pytest.raises(Exception, match=str(status)):
        ask(answer({"detail": "no"}, status), answer([1]))


def test_the_servers_wait_is_obeyed_and_the_attempts_are_counted() -> None:
    naps: list[float] = []
    busy = [httpx.Response(429, headers={"retry-after": str(seconds)}) for seconds in (3, 5, 4)]
    with pytest.raises(RateLimitError) as raised:
        ask(*busy, naps=naps, retry=Retry(retries=2))
    assert naps == [3.0, 5.0]
    assert raised.value.retry_after == 4.0


def test_a_wait_that_is_too_long_is_not_waited_for() -> None:
    with pytest.raises(RateLimitError) as raised:
        ask(httpx.Response(429, headers={"retry-after": "3600"}))
    assert raised.value.retry_after == 3600.0


def test_an_error_says_where_it_happened() -> None:
    problem = {"detail": f"bad token {CREDENTIAL}", "requestId": "r-1"}
    with pytest.raises(AuthenticationError) as raised:
        ask(answer(problem, 401), advise=lambda problem: f"Hint for {problem.status}.")
    error = raised.value
    assert (error.provider, error.operation, error.status, error.request_id) == (
        "invented",
        "list_invoices",
        401,
        "r-1",
    )
    assert (error.url, error.hint) == (f"{SERVER}/invoices", "Hint for 401.")
    assert "bad token ***" in str(error)
    assert CREDENTIAL not in f"{error} {error.excerpt}"


def test_what_must_not_be_shown_is_not_in_the_address_either() -> None:
    """MasStack's accounts are people, and their numbers stand in the path."""
    with pytest.raises(NotFoundError) as raised:
        ask(answer({}, 404), request=call("/accounts/4711001/invoices"), secrets=("4711001",))
    assert "4711001" not in f"{raised.value} {raised.value.url}"


def test_a_refusal_that_breaks_off_is_still_a_refusal() -> None:
    with pytest.raises(NotFoundError):
        ask(document(b'{"det', status=404, error=httpx.ReadError("reset")))


def test_an_error_page_is_read_only_in_part() -> None:
    read: list[int] = []

    class Endless(Chunks):
        def __iter__(self) -> Any:
            while True:
                read.append(1)
                yield b"x" * 10_000

    with pytest.raises(ProviderError):
        ask(httpx.Response(500, stream=Endless()))
    assert len(read) < 10


def test_expected_refusals_go_to_the_flow() -> None:
    found = ask(answer({}, 404), request=call(expect=frozenset({404})))
    assert isinstance(found, NotFoundError)


def test_redirects_are_not_followed_with_the_credential() -> None:
    with pytest.raises(UnexpectedAnswer, match=r"redirects to https://sso\.example\.com/login") as raised:
        ask(redirect("https://sso.example.com/login?state=secret"))
    assert "secret" not in str(raised.value)


def test_a_redirect_on_the_same_host_is_told_readably() -> None:
    with pytest.raises(UnexpectedAnswer, match=r"redirects to (https://api\.example\.com)?/login\b"):
        ask(redirect("/login?state=secret"))


@pytest.mark.parametrize("status", [300, 304, 305])
def test_other_statuses_below_400_are_errors(status: int) -> None:
    with pytest.raises((ProviderError, UnexpectedAnswer)):
        ask(httpx.Response(status))


def test_answers_have_a_largest_size_after_decompression() -> None:
    bomb = httpx.Response(200, headers={"content-encoding": "gzip"}, content=gzip.compress(b" " * 5_000_000))
    with pytest.raises(UnexpectedAnswer, match=r"larger than allowed \(1000 bytes\)"):
        ask(bomb, max_answer_bytes=1000)


def test_an_answer_that_trickles_ends_with_the_time_for_the_call() -> None:
    with pytest.raises(ConnectionFailed, match="still coming"):
        ask(document(b"[", b"1", b"]"), retry=Retry(retries=0, max_elapsed=0.0))


class Counting(Authentication):
    """A token that is renewed once it is refused."""

    def __init__(self) -> None:
        self.signed = 0
        self.renewed = 0

    def sign(self, request: Request) -> None:
        self.signed += 1
        request.headers["Authorization"] = f"token-{self.signed}-{self.renewed}"

    def renew(self, refused: Request) -> bool:
        self.renewed += 1
        return True


def test_every_attempt_is_signed_anew() -> None:
    script = Script(httpx.Response(503), answer([]))
    ask(script, authentication=Counting())
    assert [request.headers["authorization"] for request in script.requests] == ["token-1-0", "token-2-0"]


def test_a_refused_token_is_renewed_once() -> None:
    script = Script(httpx.Response(401), answer([1]))
    assert ask(script, authentication=Counting()) == [1]
    assert script.requests[1].headers["authorization"] == "token-2-1"
    with pytest.raises(AuthenticationError):
        ask(httpx.Response(401), httpx.Response(401), authentication=Counting())


def test_every_request_takes_its_place_in_the_limit() -> None:
    naps: list[float] = []
    limit = RateLimit(2, lambda: 0.0)
    ask(httpx.Response(503), httpx.Response(503), answer([]), naps=naps, limit=limit)
    assert [nap for nap in naps if nap] == [60.0]


def test_the_credential_goes_to_the_providers_servers_only() -> None:
    made = connection(servers={"main": SERVER, "other": "https://other.example.com/v2"})
    script = Script()
    for url in ("https://evil.example.com/", "http://api.example.com/", "https://api.example.com:8443/"):
        with pytest.raises(ConfigurationError, match="not one of the provider's"):
            finish(made.send_signed(partial(make_request, "GET", url, headers={}, timeout=1)), clients(script))
    assert script.requests == []


def listing(*pages: list[Any]) -> Flow[None]:
    for page in pages:
        yield (yield call(f"/{page[0]}"))


def test_a_flow_yields_pages_between_its_calls() -> None:
    script = Script(answer([{"id": 1}, {"id": 2}]), answer([{"id": 3}]))
    running = iterate(connection().run(listing([1], [2])), clients(script))
    assert next(running) == [{"id": 1}, {"id": 2}]
    assert len(script.requests) == 1
    assert list(running) == [[{"id": 3}]]


def test_the_first_item_wanted_ends_the_search() -> None:
    def wanted(id: int) -> Steps[Any]:
        return connection().run(first_item(listing([1], [2], [3]), lambda item: item["id"] == id))

    script = Script(answer([{"id": 1}]), answer([{"id": 2}]), answer([{"id": 3}]))
    assert finish(wanted(2), clients(script)) == {"id": 2}
    assert script.left == 1
    assert finish(wanted(9), clients(Script(answer([]), answer([]), answer([])))) is None


def test_nothing_secret_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    ask(httpx.Response(503), answer([]), request=call("/invoices?sig=planted-secret"))
    assert "invented" in caplog.text
    assert CREDENTIAL not in caplog.text
    assert "planted-secret" not in caplog.text
    assert not [record for record in caplog.records if record.name.startswith(("httpx", "httpcore"))]
