import base64
import itertools
import json
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudinvoices.errors import CloudInvoicesError, DocumentDamaged, UnexpectedAnswer
from cloudinvoices.transfer.base64_json import Base64MemberDecoder

others = st.dictionaries(
    st.text(max_size=4).filter(lambda name: name != "pdf"),
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats(allow_nan=False, allow_infinity=False)
        | st.text(max_size=6),
        lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=4), inner, max_size=2),
        max_leaves=5,
    ),
    max_size=3,
)


def decode(chunks: Iterable[bytes], name: str = "pdf") -> bytes | None:
    """What the decoder makes of an answer that comes in these chunks; None if there is no document in it."""
    decoder = Base64MemberDecoder(name)
    found = b"".join(piece for chunk in chunks for piece in decoder.feed(chunk))
    found += decoder.finish()
    return found if decoder.found else None


def cut(body: bytes, places: Iterable[int]) -> list[bytes]:
    edges = [0, *sorted(place % (len(body) + 1) for place in places), len(body)]
    return [body[start:end] for start, end in itertools.pairwise(edges)]


cuts = st.lists(st.integers(0, 10_000), max_size=8)


@given(
    content=st.binary(min_size=1, max_size=200),
    places=cuts,
    before=others,
    after=others,
    indent=st.sampled_from([None, 1]),
)
def test_any_document_in_any_object_in_any_chunks(
    content: bytes, places: list[int], before: dict[str, Any], after: dict[str, Any], indent: int | None
) -> None:
    text = base64.b64encode(content).decode()
    body = json.dumps({**before, "pdf": text, **after}, indent=indent).encode()
    assert decode(cut(body, places)) == base64.b64decode(json.loads(body)["pdf"]) == content


@given(content=st.binary(min_size=1, max_size=60))
def test_byte_by_byte(content: bytes) -> None:
    body = json.dumps({"note": 'a\\"\n😀', "pdf": base64.b64encode(content).decode(), "n": -1.5e3}).encode()
    assert decode(cut(body, range(len(body)))) == content


def escaped(text: str, which: list[bool]) -> str:
    """The text with some of its signs written as JSON escapes, which means the same."""
    return "".join(f"\\u{ord(sign):04X}" if which[index % len(which)] else sign for index, sign in enumerate(text))


@given(content=st.binary(min_size=1, max_size=60), which=st.lists(st.booleans(), min_size=1, max_size=5), places=cuts)
def test_escapes_are_the_same_document(content: bytes, which: list[bool], places: list[int]) -> None:
    body = f'{{"{escaped("pdf", which)}": "{escaped(base64.b64encode(content).decode(), which)}"}}'.encode()
    assert decode(cut(body, places)) == base64.b64decode(json.loads(body)["pdf"])


@given(content=st.binary(min_size=1, max_size=90), places=cuts, padded=st.booleans(), width=st.sampled_from([4, 7, 76]))
def test_line_breaks_the_url_alphabet_and_no_padding_are_the_same_document(
    content: bytes, places: list[int], padded: bool, width: int
) -> None:
    text = base64.urlsafe_b64encode(content).decode()
    text = text if padded else text.rstrip("=")
    lines = "\r\n".join(text[start : start + width] for start in range(0, len(text), width))
    assert decode(cut(json.dumps({"pdf": lines}).encode(), places)) == content


@pytest.mark.parametrize(
    "body",
    [
        b"{}",
        b'{"pdf": null}',
        b'{"pdf": ""}',
        b'{"pdf": 5}',
        b'{"pdf": ["QUJD"]}',
        b'{"PDF": "QUJD"}',
        b'{"answer": {"pdf": "QUJD"}}',
        b'{"note": "pdf", "other": "QUJD"}',
        b' {"a": [{"pdf": "QUJD"}, "pdf"]} \n',
    ],
)
def test_no_document(body: bytes) -> None:
    assert decode([body]) is None


def test_a_byte_order_mark_is_passed_over() -> None:
    assert decode([b'\xef\xbb\xbf{"pdf": "QUJD"}']) == b"ABC"


@pytest.mark.parametrize("size", [1, 3, 1000])
@pytest.mark.parametrize(
    "text",
    ["QUJDR", "Q", "QU*D", "QU=JD", "QUI=QUJD", "QQ==QQ==", "=QUJD", "QUI==x", "QUJDé", "QU\\u00e9D", "😀"],
)
def test_text_that_is_not_base64(text: str, size: int) -> None:
    body = f'{{"pdf": "{text}"}}'.encode()
    with pytest.raises(DocumentDamaged, match="base64"):
        decode(cut(body, range(0, len(body), size)))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"   ",
        b"null",
        b'"QUJD"',
        b'["QUJD"]',
        b"<html>",
        b"\xff\xfe",
        b"{",
        b'{"pdf"',
        b'{"pdf": "QUJD',
        b'{"pdf": "QUJD"',
        b'{"pdf": "QUJD\\',
        b'{"pdf": "QUJD\\u00',
        b'{"pdf": "QU\\xJD"}',
        b'{"pdf": "QUJD"} {}',
        b'{"pdf": "QUJD"}]',
        b"{pdf: 1}",
        b'{"a": #}',
        b'{"pdf": "QU\xff\\nJD"}',
        b'{"n\xff": "", "pdf": "QUJD"}',
    ],
)
def test_what_is_no_complete_object(body: bytes) -> None:
    with pytest.raises(UnexpectedAnswer):
        decode([body])


def test_a_member_that_comes_twice_is_not_two_documents_in_one() -> None:
    """The standard library takes the last; bytes already given out cannot be taken back, so it is an error here."""
    with pytest.raises(CloudInvoicesError):
        decode([b'{"pdf": "QUJD", "pdf": "REVG"}'])


@pytest.mark.parametrize(
    "body", [b'{"a": [' + b"1," * 50_000, b'{"' + b"n" * 100_000, b" " * 100_000 + b"{", b'{"a": [' * 20_000]
)
def test_something_large_beside_the_document_is_refused(body: bytes) -> None:
    with pytest.raises(UnexpectedAnswer, match="something large"):
        decode(cut(body, range(0, len(body), 1000)))


@pytest.mark.parametrize("filling", [b"[", b",", b'"",', b'{"a":'])
def test_a_large_chunk_is_refused_as_soon_as_a_small_one(filling: bytes) -> None:
    # To cut each token from the front of so long a buffer took many minutes.
    with pytest.raises(UnexpectedAnswer, match="something large"):
        list(Base64MemberDecoder("pdf").feed(b'{"a":' + filling * (1 << 24)))


def test_a_large_text_beside_the_document_is_passed_over() -> None:
    body = json.dumps({"log": "x" * 300_000, "pdf": "QUJD"}).encode()
    assert decode(cut(body, range(0, len(body), 1000))) == b"ABC"


def test_memory_does_not_grow_with_the_document() -> None:
    decoder = Base64MemberDecoder("pdf")
    chunk = base64.b64encode(bytes(range(256)) * 3)
    list(decoder.feed(b'{"pdf": "'))
    sizes = {sum(map(len, decoder.feed(chunk))) for _ in range(2000)}
    assert sizes == {768}


@given(body=st.binary(max_size=60) | st.text('{}[]":,\\ updfQUJD=-1', max_size=40).map(str.encode), places=cuts)
def test_no_bytes_break_the_decoder(body: bytes, places: list[int]) -> None:
    try:
        found = decode(cut(body, places))
    except CloudInvoicesError:
        return
    assert found is None or b'"' in body
