import asyncio
import base64
import gzip
import hashlib
from collections.abc import Callable
from typing import Any

import attrs
import httpx
import pytest

from cloudinvoices.core._http import AsyncClient, Clients, Send
from cloudinvoices.core.connection import Connection
from cloudinvoices.core.drivers import iterate, iterate_async
from cloudinvoices.core.flow import Base64Member, Body, Flow, Link, Source
from cloudinvoices.core.retry import Retry
from cloudinvoices.errors import (
    AuthenticationError,
    CloudInvoicesError,
    ConnectionFailed,
    DocumentDamaged,
    DocumentUnavailable,
    NotFoundError,
    ProviderError,
    UnexpectedAnswer,
)
from cloudinvoices.invoice import Format
from cloudinvoices.transfer.transfer import Opened, Transfer

from .transports import (
    AT_ONCE,
    CREDENTIAL,
    Script,
    answer,
    call,
    clients,
    connection,
    document,
    noting_sleeps,
    redirect,
)

DOWNLOAD = Body(call("/invoices/1", "download_invoice"))
LINK = Link("https://storage.example.net/1.csv?sig=signature", "download_invoice")
TEXT = b"day;amount\n" + b"2026-01-01;1.00\n" * 200
BREAK = httpx.ReadError("reset")


@attrs.define
class Fetched:
    """What came of a transfer."""

    content: bytes = b""
    opened: list[Opened] = attrs.field(factory=list)
    naps: list[float] = attrs.field(factory=list)
    sha256: str = ""


def transfer(
    source: Source | Callable[[], Flow[Source]],
    connection: Connection,
    format: Format = "csv",
    explain: Callable[[CloudInvoicesError], Flow[CloudInvoicesError]] | None = None,
) -> Transfer:
    def located() -> Flow[Source]:
        yield from ()
        assert not callable(source)
        return source

    def unexplained(error: CloudInvoicesError) -> Flow[CloudInvoicesError]:
        yield from ()
        return error

    locate = source if callable(source) else located
    return Transfer(connection, format, locate=locate, explain=explain or unexplained)


def fetch(source: Any, *prepared: Any, format: Format = "csv", into: Fetched | None = None, **changes: Any) -> Fetched:
    """Run a transfer against prepared answers, every one of which has to be asked for."""
    fetched = Fetched() if into is None else into
    script = prepared[0] if isinstance(prepared[0], Script) else Script(*prepared)
    explain = changes.pop("explain", None)
    running = transfer(source, connection(**changes), format, explain)
    for item in iterate(noting_sleeps(running.steps(), fetched.naps), clients(script)):
        if isinstance(item, Opened):
            fetched.opened.append(item)
        else:
            fetched.content += item
    fetched.sha256 = running.sha256
    assert script.left == 0
    return fetched


def ranges(script: Script) -> list[tuple[str | None, str | None]]:
    return [(request.headers.get("range"), request.headers.get("if-range")) for request in script.requests]


def test_a_document_comes_whole() -> None:
    fetched = fetch(DOWNLOAD, document(TEXT, content_type="text/csv", content_length=str(len(TEXT))))
    assert fetched.content == TEXT
    assert fetched.sha256 == hashlib.sha256(TEXT).hexdigest()
    assert fetched.opened == [Opened("text/csv", len(TEXT), "download_invoice", None, None)]


def test_the_size_is_not_announced_where_it_is_not_known() -> None:
    assert fetch(DOWNLOAD, document(TEXT, content_type="text/csv")).opened == [
        Opened("text/csv", None, "download_invoice", None, None)
    ]


def test_async_is_the_same() -> None:
    async def run() -> bytes:
        made = Clients(AsyncClient, transport=Script(document(TEXT[:1500], error=BREAK, etag='"v"'), document(TEXT)))
        steps = transfer(DOWNLOAD, connection()).steps()
        return b"".join([item async for item in iterate_async(steps, made) if isinstance(item, bytes)])

    assert asyncio.run(run()) == TEXT


def test_a_broken_transfer_goes_on_where_it_broke() -> None:
    script = Script(
        document(TEXT[:1500], error=BREAK, etag='"v1"', content_type="text/csv"),
        document(
            TEXT[1500:2000],
            error=BREAK,
            status=206,
            etag='"v1"',
            content_range=f"bytes 1500-{len(TEXT) - 1}/{len(TEXT)}",
        ),
        document(TEXT[2000:], status=206, etag='"v1"', content_range=f"bytes 2000-{len(TEXT) - 1}/{len(TEXT)}"),
    )
    fetched = fetch(DOWNLOAD, script)
    assert fetched.content == TEXT
    assert fetched.sha256 == hashlib.sha256(TEXT).hexdigest()
    assert len(fetched.opened) == 1
    assert ranges(script) == [(None, None), ("bytes=1500-", '"v1"'), ("bytes=2000-", '"v1"')]
    assert {request.headers["authorization"] for request in script.requests} == {f"Bearer {CREDENTIAL}"}


def test_a_break_before_the_first_check_is_resumed_behind_what_is_held() -> None:
    script = Script(
        document(TEXT[:100], error=BREAK, etag='"v1"'),
        document(TEXT[100:], status=206, etag='"v1"', content_range=f"bytes 100-{len(TEXT) - 1}/{len(TEXT)}"),
    )
    assert fetch(DOWNLOAD, script).content == TEXT
    assert ranges(script)[1] == ("bytes=100-", '"v1"')


def test_a_date_is_a_validator_too() -> None:
    script = Script(
        document(TEXT[:1500], error=BREAK, last_modified="Sun, 01 Mar 2026 12:00:00 GMT"),
        document(TEXT[1500:], status=206, content_range=f"bytes 1500-{len(TEXT) - 1}/{len(TEXT)}"),
    )
    assert fetch(DOWNLOAD, script).content == TEXT
    assert ranges(script)[1] == ("bytes=1500-", "Sun, 01 Mar 2026 12:00:00 GMT")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"etag": 'W/"weak"'},
        {"etag": '"v"', "accept_ranges": "none"},
        {"etag": '"v"', "content_encoding": "identity"},
    ],
)
def test_where_no_part_can_be_asked_for_the_whole_comes_again_and_is_compared(headers: dict[str, Any]) -> None:
    script = Script(document(TEXT[:1500], error=BREAK, **headers), document(TEXT[:700], TEXT[700:]))
    assert fetch(DOWNLOAD, script).content == TEXT
    assert ranges(script) == [(None, None)] * 2


def test_the_server_may_send_the_whole_where_a_part_was_asked_for() -> None:
    assert fetch(DOWNLOAD, document(TEXT[:1500], error=BREAK, etag='"v1"'), document(TEXT, etag='"v2"')).content == TEXT


@pytest.mark.parametrize("second", [b"X" + TEXT[1:], TEXT[:1000]], ids=["other", "shorter"])
def test_a_document_that_changed_between_two_attempts_is_damaged(second: bytes) -> None:
    fetched = Fetched()
    with pytest.raises(DocumentDamaged, match="changed between two attempts"):
        fetch(DOWNLOAD, document(TEXT[:1500], error=BREAK), document(second), into=fetched)
    assert fetched.content == TEXT[:1500]


@pytest.mark.parametrize("content_range", ["bytes 0-9/10", "bytes 1600-3210/3211", "bytes */3211", ""])
def test_another_part_than_asked_for_is_refused(content_range: str) -> None:
    part = document(TEXT[1500:], status=206, etag='"v1"', content_range=content_range)
    with pytest.raises(UnexpectedAnswer, match="another part"):
        fetch(DOWNLOAD, document(TEXT[:1500], error=BREAK, etag='"v1"'), part)


def test_a_part_of_another_version_is_not_joined() -> None:
    """A server may honour Range and ignore If-Range."""
    other = document(TEXT[1500:], status=206, etag='"v2"', content_range=f"bytes 1500-{len(TEXT) - 1}/{len(TEXT)}")
    script = Script(document(TEXT[:1500], error=BREAK, etag='"v1"'), other, document(TEXT, etag='"v2"'))
    assert fetch(DOWNLOAD, script).content == TEXT
    assert ranges(script)[-1] == (None, None)


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (TEXT[1500:], {"content_range": f"bytes 1500-{len(TEXT) + 5}/{len(TEXT) + 6}"}),
        (TEXT[1500:], {"last_modified": "Mon, 02 Mar 2026 12:00:00 GMT"}),
        (TEXT[1500:], {"content_type": "text/html"}),
        (TEXT, {}),
    ],
    ids=["total", "date", "media type", "longer"],
)
def test_a_part_that_is_none_brings_the_whole(body: bytes, headers: dict[str, str]) -> None:
    usual = {"content_range": f"bytes 1500-{len(TEXT) - 1}/{len(TEXT)}", "content_type": "text/csv"}
    first = document(
        TEXT[:1500],
        error=BREAK,
        etag='"v1"',
        content_type="text/csv",
        content_length=str(len(TEXT)),
        last_modified="Sun, 01 Mar 2026 12:00:00 GMT",
    )
    named: dict[str, Any] = {**usual, **headers}
    part = document(body, status=206, **named)
    assert fetch(DOWNLOAD, first, part, document(TEXT, content_type="text/csv")).content == TEXT


def test_a_part_that_nobody_asked_for_is_refused() -> None:
    with pytest.raises(UnexpectedAnswer, match="the whole was asked for"):
        fetch(DOWNLOAD, document(TEXT, status=206, content_range=f"bytes 0-{len(TEXT) - 1}/{len(TEXT)}"))


def test_a_part_that_ends_too_early_is_not_the_end_of_the_document() -> None:
    part = document(TEXT[1500:1600], status=206, etag='"v1"', content_range=f"bytes 1500-1599/{len(TEXT)}")
    rest = document(TEXT[1600:], status=206, etag='"v1"', content_range=f"bytes 1600-{len(TEXT) - 1}/{len(TEXT)}")
    assert fetch(DOWNLOAD, document(TEXT[:1500], error=BREAK, etag='"v1"'), part, rest).content == TEXT


def test_a_part_that_the_server_does_not_have_after_all_brings_the_whole() -> None:
    script = Script(document(TEXT[:1500], error=BREAK, etag='"v1"'), document(status=416), document(TEXT))
    assert fetch(DOWNLOAD, script).content == TEXT
    assert ranges(script) == [(None, None), ("bytes=1500-", '"v1"'), (None, None)]


def test_compressed_text_that_is_cut_short_is_asked_for_again() -> None:
    whole = gzip.compress(TEXT)
    cut = document(whole[:-20], content_encoding="gzip", content_type="text/csv")
    assert fetch(DOWNLOAD, cut, document(whole, content_encoding="gzip", content_type="text/csv")).content == TEXT
    with pytest.raises(DocumentDamaged, match="middle of its compression"):
        fetch(DOWNLOAD, document(whole[:-20], content_encoding="gzip"), retry=Retry(retries=0))


def test_a_document_shorter_than_its_announced_length_is_not_complete() -> None:
    """The usual transport notices; one that a caller passes may not."""
    with pytest.raises((DocumentDamaged, ConnectionFailed)):
        fetch(DOWNLOAD, document(TEXT[:1500], content_length=str(len(TEXT))), retry=Retry(retries=0))


def test_attempts_are_counted() -> None:
    broken = [document(TEXT[: 1100 + size], error=BREAK) for size in range(3)]
    with pytest.raises(ConnectionFailed, match="the connection broke") as raised:
        fetch(DOWNLOAD, *broken, retry=Retry(retries=2, first_wait=0.0))
    assert (raised.value.provider, raised.value.operation) == ("invented", "download_invoice")
    assert isinstance(raised.value.__cause__, httpx.ReadError)


def test_the_servers_wait_is_obeyed() -> None:
    busy = httpx.Response(503, headers={"retry-after": "7"})
    fetched = fetch(DOWNLOAD, busy, document(TEXT))
    assert fetched.naps == [7.0]
    assert fetched.content == TEXT


def test_nothing_more_than_allowed_is_given_out() -> None:
    fetched = Fetched()
    with pytest.raises(DocumentDamaged, match=r"larger than max_document_bytes \(2000\)"):
        fetch(DOWNLOAD, document(TEXT[:1500], TEXT[1500:]), into=fetched, max_document_bytes=2000)
    assert len(fetched.content) <= 2000
    assert fetch(DOWNLOAD, document(TEXT), max_document_bytes=len(TEXT)).content == TEXT


def test_no_content_means_no_document() -> None:
    with pytest.raises(DocumentUnavailable) as raised:
        fetch(DOWNLOAD, httpx.Response(204))
    assert raised.value.status == 204


def test_a_refusal_is_explained_by_the_provider() -> None:
    def explain(error: CloudInvoicesError) -> Flow[CloudInvoicesError]:
        known = yield call("/invoices/1", "get_invoice")
        return DocumentUnavailable(f"{error.status}, but {known['id']} is there")

    with pytest.raises(DocumentUnavailable, match="404, but 1 is there"):
        fetch(DOWNLOAD, answer({"detail": "none"}, 404), answer({"id": "1"}), explain=explain)


def test_a_document_inside_json() -> None:
    member = Base64Member(call("/pdf", "download_invoice"), "pdf")
    fetched = fetch(member, answer({"pdf": "YTtiCjE7Mgo="}))
    assert fetched.content == b"a;b\n1;2\n"
    assert fetched.opened == [Opened("text/csv", None, "download_invoice", None, None)]


@pytest.mark.parametrize("content", [{}, {"pdf": ""}, {"pdf": None}])
def test_no_document_inside_json(content: dict[str, Any]) -> None:
    member = Base64Member(call("/pdf", "download_invoice"), "pdf")
    with pytest.raises(DocumentUnavailable, match="holds no document"):
        fetch(member, answer(content))


def test_a_document_inside_json_that_breaks_off_comes_again_and_is_compared() -> None:
    member = Base64Member(call("/pdf", "download_invoice"), "pdf")
    body = b'{"pdf": "' + base64.b64encode(TEXT) + b'"}'
    script = Script(document(body[:2500], error=BREAK, etag='"v1"'), document(body))
    assert fetch(member, script).content == TEXT
    assert ranges(script) == [(None, None)] * 2


def test_a_link_is_followed_without_the_credential() -> None:
    script = Script(document(TEXT, content_type="text/csv"))
    assert fetch(LINK, script).content == TEXT
    request = script.requests[0]
    assert str(request.url) == LINK.url
    assert "authorization" not in request.headers
    assert "cookie" not in request.headers
    assert request.headers["accept-encoding"] == "identity"


def test_an_authenticated_answer_that_redirects_is_followed_without_the_credential() -> None:
    script = Script(redirect("https://storage.example.net/x?sig=1", 307), redirect("/y?sig=2"), document(TEXT))
    assert fetch(DOWNLOAD, script).content == TEXT
    assert [request.url.host for request in script.requests] == ["api.example.com"] + ["storage.example.net"] * 2
    assert ["authorization" in request.headers for request in script.requests] == [True, False, False]
    assert script.requests[2].url.raw_path == b"/y?sig=2"


def test_cookies_of_one_hop_do_not_travel_to_the_next() -> None:
    first = httpx.Response(302, headers={"location": "https://storage.example.net/b", "set-cookie": "s=1; Path=/"})
    script = Script(first, document(TEXT))
    fetch(LINK, script)
    assert "cookie" not in script.requests[1].headers


def test_a_broken_link_transfer_is_resumed_at_the_storage() -> None:
    script = Script(
        document(TEXT[:1500], error=BREAK, etag='"v1"'),
        document(TEXT[1500:], status=206, etag='"v1"', content_range=f"bytes 1500-{len(TEXT) - 1}/{len(TEXT)}"),
    )
    assert fetch(LINK, script).content == TEXT
    assert ranges(script)[1] == ("bytes=1500-", '"v1"')


def hops(count: int) -> list[httpx.Response]:
    return [redirect(f"https://storage.example.net/{number}") for number in range(count)]


def test_few_hops() -> None:
    assert fetch(LINK, *hops(5), document(TEXT)).content == TEXT
    with pytest.raises(UnexpectedAnswer, match="redirects more than 5 times"):
        fetch(LINK, *hops(6))


@pytest.mark.parametrize(
    "location",
    [
        "http://storage.example.net/1.csv",
        "https://169.254.169.254/latest",
        "https://localhost/1.csv",
        "//127.0.0.1/1.csv",
        "ftp://storage.example.net/1.csv",
        "https://user:word@storage.example.net/1.csv",
    ],
)
@pytest.mark.parametrize("source", [LINK, DOWNLOAD], ids=["link", "answer"])
def test_every_hop_is_checked(source: Source, location: str) -> None:
    with pytest.raises(UnexpectedAnswer) as raised:
        fetch(source, redirect(location), retry=Retry(retries=0))
    assert "word" not in str(raised.value)


@pytest.mark.parametrize("address", ["10.0.0.1", "127.0.0.1", "169.254.169.254", "::1"])
def test_who_is_connected_to_is_checked(address: str) -> None:
    sent = next(transfer(LINK, connection(retry=Retry(retries=0))).steps())
    assert isinstance(sent, Send)
    assert sent.check_peer is not None
    sent.check_peer("93.184.216.34")
    with pytest.raises(UnexpectedAnswer, match="private network"):
        sent.check_peer(address)


@pytest.mark.parametrize(
    ("link", "changes"),
    [
        (LINK, {"allow_private_links": True}),
        (Link("https://10.0.0.1/invoice.pdf", "download_invoice"), {"allow_private_links": True}),
        (Link("https://10.0.0.1/invoice.pdf", "download_invoice"), {"servers": {"main": "https://10.0.0.1"}}),
        (Link("http://127.0.0.1:8000/invoice.pdf", "download_invoice"), {"servers": {"main": "http://localhost:8000"}}),
    ],
    ids=["allowed", "an address that is allowed", "the account's own host", "a simulator"],
)
def test_where_links_may_lead_inside(link: Link, changes: dict[str, Any]) -> None:
    sent = next(transfer(link, connection(**changes)).steps())
    assert isinstance(sent, Send)
    assert sent.check_peer is None


def test_where_the_beginning_can_be_taken_back_another_one_may_come() -> None:
    fetched = Fetched()
    running = transfer(DOWNLOAD, connection())

    def restart() -> bool:
        fetched.content = b""
        return True

    running.restart = restart
    other = b"X" + TEXT[1:]
    script = Script(document(TEXT[:1500], error=BREAK), document(other))
    for item in iterate(noting_sleeps(running.steps(), fetched.naps), clients(script)):
        fetched.content += item if isinstance(item, bytes) else b""
    assert fetched.content == other
    assert running.sha256 == hashlib.sha256(other).hexdigest()


@pytest.mark.parametrize("location", ["https://storage.example.net:port/1.csv", "https://[::1", "https://a\\b:x@c/"])
def test_a_location_that_is_no_address_is_an_error_of_ours(location: str) -> None:
    with pytest.raises((UnexpectedAnswer, ConnectionFailed)):
        fetch(LINK, redirect(location), retry=Retry(retries=0))


@pytest.mark.parametrize("url", ["http://storage.example.net/1", "https://10.0.0.1/1", "not a link", "https://a:b/"])
def test_a_bad_link_is_not_asked_for(url: str) -> None:
    with pytest.raises(UnexpectedAnswer):
        fetch(Link(url, "download_invoice"), Script(), retry=Retry(retries=0))


def issued(*urls: str) -> Callable[[], Flow[Source]]:
    """A provider that issues another link each time it is asked."""
    left = list(urls)

    def locate() -> Flow[Source]:
        yield from ()
        return Link(left.pop(0), "download_invoice")

    return locate


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_an_expired_link_is_asked_for_again(status: int) -> None:
    script = Script(httpx.Response(status), document(TEXT))
    locate = issued("https://storage.example.net/old", "https://storage.example.net/new")
    fetched = fetch(locate, script)
    assert fetched.content == TEXT
    assert fetched.naps == [0.0]
    assert [request.url.path for request in script.requests] == ["/old", "/new"]


def test_a_link_that_expires_in_the_middle_goes_on_with_a_new_one() -> None:
    script = Script(
        document(TEXT[:1500], error=BREAK, etag='"v1"'),
        httpx.Response(403),
        document(TEXT[1500:], status=206, etag='"v1"', content_range=f"bytes 1500-{len(TEXT) - 1}/{len(TEXT)}"),
    )
    locate = issued("https://storage.example.net/old", "https://storage.example.net/new")
    assert fetch(locate, script).content == TEXT
    assert ranges(script)[2] == ("bytes=1500-", '"v1"')


def test_links_that_never_work_end_in_an_error_without_their_secrets() -> None:
    body = b"<Error><Code>AccessDenied</Code><Signature>signature</Signature></Error>"
    refusals = [httpx.Response(403, content=body) for _ in range(3)]
    with pytest.raises(DocumentUnavailable, match="the link to the document is refused") as raised:
        fetch(issued(*[LINK.url] * 3), *refusals)
    error = raised.value
    assert (error.status, error.url, error.excerpt) == (403, "https://storage.example.net/***", None)
    assert "signature" not in str(error)
    assert not isinstance(error, AuthenticationError | NotFoundError)


def test_without_retries_no_new_link_is_asked_for() -> None:
    with pytest.raises(DocumentUnavailable):
        fetch(issued(LINK.url), httpx.Response(403), retry=Retry(retries=0))


def test_a_storage_that_fails_is_tried_again_with_the_same_link() -> None:
    script = Script(httpx.Response(503), document(TEXT))
    assert fetch(issued(LINK.url), script).content == TEXT
    with pytest.raises(ProviderError, match="500"):
        fetch(LINK, httpx.Response(500), retry=AT_ONCE)


@pytest.mark.parametrize("format", ["pdf", "csv"])
def test_a_sign_in_page_is_never_a_document(format: Format) -> None:
    fetched = Fetched()
    page = document(b"<!DOCTYPE html><html>" + b"x" * 3000, content_type="text/html")
    with pytest.raises(UnexpectedAnswer, match="web page"):
        fetch(LINK, page, format=format, into=fetched)
    assert fetched.content == b""
    assert fetched.opened == []
