"""Nothing of httpx or msgspec leaves the overlay: every exception of theirs is translated, wherever it can come up."""

import ast
import asyncio
import inspect
import socket
import ssl
from urllib.parse import quote

import httpx
import msgspec
import pytest

import cloudinvoices as ci
from cloudinvoices.core._http import AsyncClient, Clients, Send, Steps, make_request, translate
from cloudinvoices.core.decoding import BAD_JSON
from cloudinvoices.core.drivers import finish, finish_async
from cloudinvoices.core.retry import Retry

from .source import OVERLAY, Module, modules
from .transports import SERVER, Script, call, clients, connection

REQUEST = httpx.Request("GET", SERVER)
KINDS = [
    kind for name in httpx.__all__ if inspect.isclass(kind := getattr(httpx, name)) and issubclass(kind, Exception)
]


def made(kind: type[Exception]) -> Exception:
    """An exception of the kind, with whatever it wants."""
    if kind is httpx.HTTPStatusError:
        return httpx.HTTPStatusError("reason", request=REQUEST, response=httpx.Response(500))
    wanted = [name for name in inspect.signature(kind).parameters if name not in ("self", "request")]
    return kind(*["reason"] * len(wanted)) if wanted != ["args", "kwargs"] else kind("reason")


def test_there_is_a_list() -> None:
    assert {httpx.ReadError, httpx.InvalidURL, httpx.StreamConsumed, httpx.CookieConflict} <= set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_every_exception_of_httpx_is_translated(kind: type[Exception]) -> None:
    ours = translate(made(kind))
    assert isinstance(ours, ci.ConnectionFailed | ci.UnexpectedAnswer | ci.ConfigurationError)


@pytest.mark.parametrize("kind", KINDS)
def test_and_carries_the_original_as_its_cause(kind: type[Exception]) -> None:
    steps = connection(retry=Retry(retries=0)).answer(call())
    original = made(kind)
    with pytest.raises(ci.CloudInvoicesError) as raised:
        finish(steps, clients(Script(original)))
    assert raised.value.__cause__ is original
    assert (raised.value.provider, raised.value.operation) == ("invented", "list_invoices")


@pytest.mark.parametrize(
    ("error", "kind", "transient"),
    [
        (httpx.ConnectTimeout(""), ci.ConnectionFailed, True),
        (httpx.ReadTimeout(""), ci.ConnectionFailed, True),
        (httpx.PoolTimeout(""), ci.ConnectionFailed, True),
        (httpx.ConnectError("no route"), ci.ConnectionFailed, True),
        (httpx.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED] self-signed"), ci.ConnectionFailed, False),
        (httpx.RemoteProtocolError("cut"), ci.ConnectionFailed, True),
        (httpx.ProxyError("407"), ci.ConnectionFailed, True),
        (httpx.DecodingError("gzip"), ci.UnexpectedAnswer, True),
        (httpx.LocalProtocolError("header"), ci.ConfigurationError, False),
        (httpx.UnsupportedProtocol("ftp"), ci.ConfigurationError, False),
        (httpx.InvalidURL("url"), ci.UnexpectedAnswer, False),
        (ssl.SSLCertVerificationError("no"), ci.ConnectionFailed, False),
        (ConnectionResetError("reset"), ci.ConnectionFailed, True),
        (socket.gaierror("no such host"), ci.ConnectionFailed, True),
        (UnicodeEncodeError("ascii", "é", 0, 1, "no"), ci.ConfigurationError, False),
    ],
    ids=repr,
)
def test_what_each_means(error: Exception, kind: type[ci.CloudInvoicesError], transient: bool) -> None:
    ours = translate(error)
    assert type(ours) is kind
    assert ours.transient is transient


@pytest.mark.parametrize("error", [ValueError("x"), KeyError("x"), RuntimeError("x"), ZeroDivisionError()])
def test_mistakes_of_our_own_are_not_hidden(error: Exception) -> None:
    assert translate(error) is None
    with pytest.raises(type(error)):
        finish(connection().answer(call()), clients(Script(error)))


def test_async_is_the_same() -> None:
    def steps() -> Steps[None]:
        yield Send(make_request("GET", SERVER, headers={}, timeout=1))

    with pytest.raises(ci.ConnectionFailed):
        asyncio.run(finish_async(steps(), Clients(AsyncClient, transport=Script(httpx.ReadTimeout("slow")))))


def test_a_header_that_cannot_be_written() -> None:
    with pytest.raises(ci.ConfigurationError, match="not ASCII"):
        make_request("GET", SERVER, headers={"X": "é"}, timeout=1)


def test_the_exceptions_of_msgspec_are_those_known_here() -> None:
    kinds = {kind for _, kind in inspect.getmembers(msgspec, inspect.isclass) if issubclass(kind, Exception)}
    assert kinds == {msgspec.MsgspecError, msgspec.DecodeError, msgspec.EncodeError, msgspec.ValidationError}


def calls_of_msgspec(module: Module) -> list[ast.Call]:
    readers = ("msgspec.json.decode", "msgspec.convert", "_decode")
    return [node for node in ast.walk(module.tree) if isinstance(node, ast.Call) and ast.unparse(node.func) in readers]


def test_what_is_caught_around_them_is_all_that_can_come() -> None:
    assert set(BAD_JSON) >= {msgspec.MsgspecError, UnicodeDecodeError, RecursionError}


def is_guarded(node: ast.AST, module: Module) -> bool:
    """Whether it stands in a `try` that catches what msgspec raises; of bytes that includes UnicodeDecodeError."""
    wanted = {"MsgspecError", "UnicodeDecodeError"} if "convert" not in ast.unparse(node) else {"ValidationError"}
    for block in ast.walk(module.tree):
        if isinstance(block, ast.Try) and any(node in ast.walk(statement) for statement in block.body):
            caught = " ".join(ast.unparse(handler.type) for handler in block.handlers if handler.type)
            caught = caught.replace("BAD_JSON", "MsgspecError ValidationError UnicodeDecodeError")
            if all(name in caught for name in wanted):
                return True
    return False


READING = [module for module in modules(OVERLAY, without="testing") if calls_of_msgspec(module)]


@pytest.mark.parametrize("module", READING, ids=str)
def test_every_reading_by_msgspec_is_guarded(module: Module) -> None:
    assert [node.lineno for node in calls_of_msgspec(module) if not is_guarded(node, module)] == []


@pytest.mark.parametrize("password", ["PROXYSECRET99", "with/odd+signs99"])
def test_a_proxy_that_repeats_its_password(monkeypatch: pytest.MonkeyPatch, password: str) -> None:
    monkeypatch.setenv("HTTPS_PROXY", f"http://usr:{quote(password, safe='')}@127.0.0.1:3128")
    error = translate(httpx.ProxyError(f"407 got {password}"))
    assert "407 got ***" in str(error)
    assert password not in str(error)
