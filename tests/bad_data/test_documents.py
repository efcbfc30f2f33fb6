"""Anything in place of a document, of its headers and of the link to it: nothing wrong gets a document's name."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from hypothesis import strategies as st
from reliability import Tally

import cloudinvoices as ci
from cloudinvoices.core.retry import seconds_to_wait
from cloudinvoices.invoice import Format
from cloudinvoices.transfer.naming import provided_name

from .accounts import account_at, attempt
from .answers import ID, LINK, PDF
from .books import Books
from .values import TEXTS, try_examples

CSV = b"account;amount\n1;2\n"
JSON = b'{"id": "8000123456"}'
GOOD: dict[Format, bytes] = {"pdf": PDF, "csv": CSV, "json": JSON}
MEDIA_TYPES = {"pdf": "application/pdf", "csv": "text/csv", "json": "application/json"}
Headers = list[tuple[bytes, bytes]]


@dataclass(frozen=True)
class Document:
    """A way in which a provider sends documents of a format."""

    provider: str
    format: Format

    def __str__(self) -> str:
        return f"{self.provider}-{self.format}"

    @property
    def wanted(self) -> ci.Invoice:
        return ci.Invoice(provider=self.provider, scope="C-0N7RAC7", id=ID, number=ID)


DOCUMENTS = (
    Document("qovery", "pdf"),
    Document("akamai", "pdf"),
    Document("akamai", "csv"),
    Document("akamai", "json"),
    Document("masstack", "pdf"),
    Document("f5xc", "pdf"),
    Document("doit", "json"),
    Document("doit", "pdf"),
)
_PIECES = (
    b"",
    b"%PDF-",
    b"%PDF-1.7\n",
    b"%%EOF",
    b"\n%%EOF\n",
    b"\xef\xbb\xbf",
    b"<!DOCTYPE html><html>",
    b"<?xml version='1.0'?><Error/>",
    b"{",
    b"}",
    b'{"error": "no"}',
    b"\0",
    b" " * 1_100,
    b"a;b\n",
    b"\xff\xfe",
)
_contents = st.lists(st.sampled_from(_PIECES) | st.binary(max_size=40), max_size=8).map(b"".join)
_NAMES = (
    *("Content-Type", "Content-Length", "Content-Encoding", "Content-Disposition", "Content-Range", "Location"),
    *("ETag", "Last-Modified", "Accept-Ranges", "Retry-After", "X-RateLimit-Next", "X-RateLimit-Remaining", "Date"),
    *("X-RateLimit-Limit", "Request-Id", "X-Request-Id", "X-Trace-Id", "Set-Cookie", "Transfer-Encoding", "Refresh"),
)
_VALUES = (
    b"",
    b"text/html",
    b"application/pdf; charset=\xe9",
    b"application/problem+json",
    b"gzip",
    b"br, gzip",
    b"-1",
    b"0",
    b"9" * 5_000,
    b"1e400",
    b"nan",
    b"Mon, 01 Jan 99999999999999999999 00:00:00 GMT",
    b"Mon, 01 Jan 2026 00:00:00 +99999999999999999999",
    b"0001-01-01T00:00:00+14:00",
    b"bytes 0-1/2",
    b'"' + b"e" * 60_000 + b'"',
    b'"\xe9\xff"',
    b"attachment; filename*" + b"9" * 5_000 + b"=x",
    b"attachment; filename*=x; filename*0=y",
    b"attachment; filename*=idna''x%ff",
    b'attachment; filename="' + b";" * 60_000 + b'"',
    b"attachment; filename=../../../outside.pdf",
    b"https://bucket.example/elsewhere",
    b"//[",
    b"https://[::1]:99999/",
    b"\xff\xfe",
    b";" * 60_000,
)
# What a server can send: h11 and aiohttp refuse control characters in headers.
_value = st.sampled_from(_VALUES) | st.text(
    st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"), max_size=60
).map(lambda text: text.encode("latin-1"))
_headers = st.lists(st.tuples(st.sampled_from(_NAMES).map(str.encode), _value), max_size=4)


@pytest.fixture(params=DOCUMENTS, ids=str)
def document(request: pytest.FixtureRequest) -> Document:
    assert isinstance(request.param, Document)
    return request.param


def fetch(
    mode: str,
    document: Document,
    folder: Path,
    content: bytes,
    headers: Headers | None = None,
    status: int = 200,
    link: str = LINK,
) -> ci.Download | ci.CloudInvoicesError:
    """Download a document that comes like this; what it leaves in the folder is checked."""
    given = headers if headers is not None else [(b"Content-Type", MEDIA_TYPES[document.format].encode())]
    asked = 0

    def respond(request: httpx.Request) -> httpx.Response:
        nonlocal asked
        asked += 1
        if document.provider in ("qovery", "masstack") and asked == 1:
            return httpx.Response(200, content=json.dumps({"url": link}).encode())
        body = json.dumps({"pdf": b64encode(content).decode()}).encode() if document.provider == "f5xc" else content
        # As from a socket: unread, and with no header that httpx would add.
        return httpx.Response(status, headers=given, stream=httpx.ByteStream(body))

    with account_at(mode, document.provider, respond) as account:
        found = attempt(lambda: account.download(document.wanted, folder, document.format))
    if isinstance(found, ci.CloudInvoicesError):
        assert found.provider == document.provider
        assert 0 < len(str(found)) < 200_000  # a header may be quoted, such as a request's id
    assert asked < 12
    check_folder(folder, document, found)
    return found


def check_folder(folder: Path, document: Document, found: ci.Download | ci.CloudInvoicesError) -> None:
    """The document is there if it came, complete; else nothing is."""
    there = [path for path in folder.parent.rglob("*") if path != folder]
    assert there == ([found.path] if isinstance(found, ci.Download) else [])
    for path in there:
        content = path.read_bytes()
        path.unlink()
        if document.format == "pdf":
            assert b"%PDF-" in content[:1024]
            assert b"%%EOF" in content[-1024:]
        elif document.format == "json":
            assert content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{"
            assert content.rstrip()[-1:] == b"}"
        else:
            assert content.strip()
            assert b"\0" not in content[:1024]
            assert not content.lstrip().lower().startswith((b"<", b"%pdf-", b"{"))


@pytest.mark.hypothesis
def test_any_bytes_as_a_document(document: Document, mode: str, folder: Path, tally: Tally) -> None:
    whole = GOOD[document.format]
    assert isinstance(fetch(mode, document, folder, whole), ci.Download)

    def check(content: bytes) -> None:
        fetch(mode, document, folder, content)

    cut = st.integers(0, len(whole)).map(lambda length: whole[:length])
    tally("mutated documents", try_examples(_contents | cut | st.sampled_from(list(GOOD.values())), check))


@pytest.mark.hypothesis
def test_any_headers(document: Document, mode: str, folder: Path, tally: Tally) -> None:
    def check(answer: tuple[Headers, int]) -> None:
        headers, status = answer
        found = fetch(mode, document, folder, GOOD[document.format], headers, status)
        if isinstance(found, ci.Download):
            assert found.size == len(GOOD[document.format])

    statuses = st.sampled_from([200, 200, 200, 204, 206, 299, 301, 302, 303, 307, 308, 400, 401, 404, 429, 500, 599])
    tally("mutated documents", try_examples(st.tuples(_headers, statuses), check))


class Cut(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body whose connection is lost."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def __iter__(self) -> Iterator[bytes]:
        yield self._content
        raise httpx.ReadError("the connection is lost")

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield self._content
        raise httpx.ReadError("the connection is lost")


@pytest.mark.hypothesis
def test_any_headers_before_and_after_a_break(mode: str, folder: Path, tally: Tally) -> None:
    """Two thirds of a document, then what is said to be the rest, then all of it again."""
    whole = b"%PDF-1.7\n" + bytes(range(256)) * 40 + b"\n%%EOF\n"
    part = 2 * len(whole) // 3
    resumed = 0

    def check(example: tuple[Headers, Headers, int]) -> None:
        nonlocal resumed
        before, after, status = example
        asked: list[str] = []

        def respond(request: httpx.Request) -> httpx.Response:
            asked.append(request.headers.get("range", ""))
            if len(asked) == 1:
                return httpx.Response(200, headers=before, stream=Cut(whole[:part]))
            if len(asked) == 2:
                rest = whole[part:] if asked[1] else whole
                return httpx.Response(status, headers=after, stream=httpx.ByteStream(rest))
            return httpx.Response(200, headers=before, stream=httpx.ByteStream(whole))

        with account_at(mode, "doit", respond, retries=2, max_wait=0.001) as account:
            found = attempt(lambda: account.download(Document("doit", "pdf").wanted, folder, "pdf"))
        resumed += len(asked) > 1 and bool(asked[1])
        if isinstance(found, ci.Download) and found.path is not None:
            assert found.path.read_bytes() == whole
        check_folder(folder, Document("doit", "pdf"), found)

    ranges = st.one_of(
        st.sampled_from(
            [
                f"bytes {part}-{len(whole) - 1}/{len(whole)}".encode(),
                f"bytes {part}-{len(whole) - 1}/*".encode(),
                f"bytes {'0' * 5_000}{part}-1/9".encode(),
                f"bytes {part}-1/{'9' * 5_000}".encode(),
                b"bytes " + b"9" * 5_000 + b"-9/9",
                b"bytes 0-0/0",
                b"bytes */9",
            ]
        ),
        _value,
    ).map(lambda value: [(b"Content-Range", value)])
    same = st.sampled_from([b'"e"', b'"\xe9"', b"W/weak", b'"' + b"e" * 60_000 + b'"', b'"\x80"', b"e"])
    validators = st.tuples(st.sampled_from([b"ETag", b"Last-Modified"]), same).map(lambda header: [header])
    before = st.builds(list.__add__, validators, _headers)
    after = st.builds(list.__add__, st.builds(list.__add__, validators, ranges), _headers)
    examples = st.tuples(before | validators, after, st.sampled_from([206, 206, 206, 200, 416]))
    tally("mutated documents", try_examples(examples, check))
    assert resumed > 0


@pytest.mark.hypothesis
@pytest.mark.parametrize("provider", ["qovery", "masstack"])
def test_any_link(provider: str, mode: str, folder: Path, tally: Tally) -> None:
    document = Document(provider, "pdf")
    texts = st.text(max_size=40)

    def check(link: str) -> None:
        fetch(mode, document, folder, PDF, link=link)

    links = st.one_of(
        st.sampled_from([text for text in TEXTS if "\ud800" not in text and "\udcff" not in text]),
        texts.map("https://".__add__),
        texts.map(f"{LINK}?".__add__),
        texts.map(f"{LINK}/".__add__),
        texts.map(lambda text: f"https://bucket.example{text}"),
        texts,
    )
    tally("mutated documents", try_examples(links, check))


@pytest.mark.hypothesis
@pytest.mark.parametrize("document", [one for one in DOCUMENTS if one.format == "pdf"], ids=str)
def test_any_address_of_a_redirect(document: Document, mode: str, folder: Path, tally: Tally) -> None:
    def check(location: bytes) -> None:
        found = fetch(mode, document, folder, b"", [(b"Location", location)], 302)
        assert isinstance(found, ci.CloudInvoicesError)

    with_beginning = _value.map(b"https://bucket.example/".__add__) | _value.map(b"https://".__add__) | _value
    tally("mutated documents", try_examples(with_beginning, check))


@pytest.mark.hypothesis
def test_any_name_for_a_file(tally: Tally) -> None:
    text = st.text(st.characters(exclude_categories=()), max_size=60)
    charsets = st.sampled_from(
        [
            "utf-8",
            "UTF-16",
            "utf-7",
            "idna",
            "punycode",
            "undefined",
            "unicode_escape",
            "hex",
            "zip",
            "mbcs",
            "",
            "\xe9",
        ]
    )
    number = st.sampled_from(["", "*", "*0", "*0*", "*1", "*1*", "*01", "*" + "9" * 5_000, "*-1"])
    encoded = st.binary(max_size=20).map(lambda value: "".join(f"%{one:02x}" for one in value))
    part = st.builds("filename{}={}''{}".format, number, charsets, encoded | text)
    plain = st.builds('filename{}="{}"'.format, number, text)
    headers = st.lists(part | plain | text, max_size=4).map(lambda parts: "; ".join(["attachment", *parts]))

    def check(header: str) -> None:
        name = provided_name(header)
        if name is not None:
            assert 0 < len(name) <= 255
            assert name.isprintable()
            assert not set("/\\") & set(name)
            assert name.strip(".")
            name.encode()

    tally("names tried", try_examples(headers, check))


@pytest.mark.parametrize("filling", [";", '"', "\\", '\\"', ";=", "filename*0=a;", "filename=", "%", "''"])
def test_a_header_full_of_one_thing_is_read_at_once(filling: str) -> None:
    # A hundred thousand semicolons took the standard library six seconds: with twenty times as many it would not end.
    for beginning in ("attachment; filename=", 'attachment; filename="', "attachment; filename*=utf-8''"):
        name = provided_name(beginning + filling * (2_000_000 // len(filling)))
        assert name is None or len(name) <= 255


@pytest.mark.hypothesis
def test_any_headers_of_a_list(provider: str, mode: str, tally: Tally) -> None:
    books = Books(provider, ("8000123456",))

    def check(headers: Headers) -> None:
        def respond(request: httpx.Request) -> httpx.Response:
            good = books.respond(request)
            return httpx.Response(good.status_code, headers=headers, stream=httpx.ByteStream(good.content))

        with account_at(mode, provider, respond) as account:
            found = attempt(lambda: account.list())
        if isinstance(found, ci.CloudInvoicesError):
            assert found.provider == provider
        elif provider != "akamai":  # whose list is for one month only
            assert [invoice.id for invoice in found] == ["8000123456"]

    tally("mutated answers", try_examples(_headers.filter(_waits_for_nobody), check))


def _waits_for_nobody(headers: Headers) -> bool:
    """Whether they do not say that no request remains: then Akamai's account waits, as it should."""
    return (b"X-RateLimit-Remaining", b"0") not in headers


@pytest.mark.hypothesis
def test_any_time_to_wait(tally: Tally) -> None:
    values = _value.map(lambda value: value.decode("latin-1"))
    names = st.sampled_from(["retry-after", "date", "x-ratelimit-next"])

    def check(headers: dict[str, str]) -> None:
        wait = seconds_to_wait(headers)
        assert wait is None or 0 < wait < float("inf")

    tally("mutated answers", try_examples(st.dictionaries(names, values), check))


@pytest.mark.parametrize(
    "date", ["Mon, 01 Jan 99999999999999999999 00:00:00 GMT", "1 Jan 2020 0:0:0 +99999999999999999999999", "9" * 5_000]
)
def test_akamai_says_when_it_has_no_clock_itself(date: str, folder: Path) -> None:
    def respond(request: httpx.Request) -> httpx.Response:
        problem = {"title": "Bad request", "status": 400, "detail": "Invalid timestamp"}
        return httpx.Response(400, json=problem, headers={"Date": date})

    with account_at("sync", "akamai", respond) as account, pytest.raises(ci.ProviderError) as caught:
        account.list()
    assert "set it" in str(caught.value)
