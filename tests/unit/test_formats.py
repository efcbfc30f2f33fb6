from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudinvoices.errors import CloudInvoicesError, DocumentDamaged, DocumentUnavailable, UnexpectedAnswer
from cloudinvoices.invoice import Format
from cloudinvoices.transfer.formats import EDGE, MEDIA_TYPES, FormatCheck

PDF = b"%PDF-1.7\n" + b"1 0 obj\n" * 400 + b"%%EOF\n"
CSV = b"a;b\n1;2\n"
JSON = b'{"invoice": [1, 2]}'
PAGE = b"<!DOCTYPE html><html><body>Sign in</body></html>"
PROBLEM = b'{"title": "no such document"}'


def check(format: Format, pieces: Iterable[bytes], content_type: str = "") -> bytes:
    document = FormatCheck(format, content_type)
    return b"".join(document.take(piece) for piece in pieces) + document.finish()


@pytest.mark.parametrize(
    ("format", "content", "content_type"),
    [
        ("pdf", PDF, "application/pdf"),
        ("pdf", PDF, "application/octet-stream"),
        ("pdf", PDF, "text/html"),
        ("pdf", PDF, ""),
        ("pdf", b"junk before\n" + PDF, "application/pdf"),
        ("pdf", PDF + b"\n" * 900, "application/pdf"),
        ("pdf", b"%PDF-1.4 %%EOF", ""),
        ("csv", CSV, "text/csv; charset=utf-8"),
        ("csv", CSV, "text/plain"),
        ("csv", CSV, "application/octet-stream"),
        ("csv", b"\xef\xbb\xbf" + CSV, "text/csv"),
        ("csv", "Größe;€\n".encode("cp1252", "replace"), "text/csv"),
        ("csv", b"one", ""),
        ("json", JSON, "application/json"),
        ("json", b"\xef\xbb\xbf " + JSON + b"\r\n", "application/json;charset=UTF-8"),
        ("json", b"{}", "application/octet-stream"),
    ],
)
def test_documents(format: Format, content: bytes, content_type: str) -> None:
    assert check(format, [content], content_type) == content


@pytest.mark.parametrize(
    ("format", "content", "content_type", "kind"),
    [
        ("pdf", PAGE, "application/pdf", UnexpectedAnswer),
        ("csv", PAGE, "text/csv", UnexpectedAnswer),
        ("json", PAGE, "application/json", UnexpectedAnswer),
        ("pdf", b"\xef\xbb\xbf\n <HTML lang=en>", "", UnexpectedAnswer),
        ("pdf", b"Sign in here", "text/html", UnexpectedAnswer),
        ("json", JSON, "text/html", UnexpectedAnswer),
        ("pdf", PROBLEM, "application/problem+json", DocumentUnavailable),
        ("csv", PROBLEM, "application/problem+json; charset=utf-8", DocumentUnavailable),
        ("json", PROBLEM, "application/problem+json", DocumentUnavailable),
        ("pdf", CSV, "text/csv", UnexpectedAnswer),
        ("pdf", JSON, "application/json", UnexpectedAnswer),
        ("pdf", b"\0" * 2000, "application/pdf", DocumentDamaged),
        ("pdf", b"x" * EDGE + PDF, "application/pdf", DocumentDamaged),
        ("csv", PDF, "application/pdf", UnexpectedAnswer),
        ("csv", PDF, "text/csv", DocumentDamaged),
        ("csv", JSON, "text/csv", DocumentDamaged),
        ("csv", CSV, "application/json", UnexpectedAnswer),
        ("csv", CSV, "text/html", UnexpectedAnswer),
        ("csv", b"PK\x03\x04\0\0", "text/csv", DocumentDamaged),
        ("csv", b"<?xml version='1.0'?>", "text/csv", DocumentDamaged),
        ("json", b"<?xml version='1.0'?><a>{}</a>", "text/xml", UnexpectedAnswer),
        ("json", CSV, "application/json", DocumentDamaged),
        ("json", b"[{}]", "application/json", DocumentDamaged),
        ("json", JSON, "application/pdf", UnexpectedAnswer),
        ("pdf", b"", "application/pdf", DocumentDamaged),
        ("csv", b"", "text/csv", DocumentDamaged),
        ("csv", b" \n ", "text/csv", DocumentDamaged),
        ("json", b"", "application/json", DocumentDamaged),
        ("pdf", PDF[:-7], "application/pdf", DocumentDamaged),
        ("pdf", PDF + b"\n" * EDGE, "application/pdf", DocumentDamaged),
        ("json", JSON[:-1], "application/json", DocumentDamaged),
        ("json", JSON * 2, "application/json", DocumentDamaged),
        ("json", b'{"total": NaN}', "application/json", DocumentDamaged),
        ("json", b'{"error": "maintenance"}', "application/json", DocumentUnavailable),
    ],
)
def test_what_is_no_document(format: Format, content: bytes, content_type: str, kind: type[CloudInvoicesError]) -> None:
    for size in (1, 100, 10_000):
        with pytest.raises(kind) as raised:
            check(format, [content[start : start + size] for start in range(0, len(content), size)], content_type)
        assert type(raised.value) is kind


@given(
    content=st.sampled_from([PDF, CSV * 300, b'{"items": [%s1]}' % (b"1," * 2000)]),
    sizes=st.lists(st.integers(1, 900), min_size=1),
)
def test_the_size_of_the_pieces_makes_no_difference(content: bytes, sizes: list[int]) -> None:
    pieces: list[bytes] = []
    start = 0
    while start < len(content):
        size = sizes[len(pieces) % len(sizes)]
        pieces.append(content[start : start + size])
        start += size
    format: Format = "pdf" if content is PDF else "json" if content.startswith(b"{") else "csv"
    assert check(format, pieces) == content


def test_nothing_is_given_out_before_it_is_known_to_be_right() -> None:
    document = FormatCheck("pdf")
    assert document.take(PDF[: EDGE - 1]) == b""
    assert document.held == EDGE - 1
    assert document.take(PDF[EDGE - 1 : EDGE]) == PDF[:EDGE]
    assert document.held == 0
    assert document.take(PDF[EDGE:]) == PDF[EDGE:]


@given(content=st.binary(max_size=50), format=st.sampled_from(sorted(MEDIA_TYPES)), content_type=st.text(max_size=15))
def test_no_bytes_break_the_check(content: bytes, format: Format, content_type: str) -> None:
    try:
        assert check(format, [content], content_type) == content
    except CloudInvoicesError as error:
        assert error.message  # noqa: PT017  # either way is fine, another exception is not


@pytest.mark.parametrize("content", [b'{"id": "IN2"}', b'{"invoice": {"id": "IN1"}}', b'{"id": null}'])
def test_a_json_document_of_another_invoice(content: bytes) -> None:
    check = FormatCheck("json", id="IN1")
    check.take(content)
    with pytest.raises(UnexpectedAnswer, match="another invoice"):
        check.finish()


def test_a_json_document_of_the_invoice() -> None:
    check = FormatCheck("json", id="17")
    assert check.take(b'{"id": 17}') + check.finish() == b'{"id": 17}'
