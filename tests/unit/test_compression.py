import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudinvoices.core.compression import Decompression
from cloudinvoices.errors import UnexpectedAnswer


def plain(chunks: list[bytes], encoding: str) -> bytes:
    decompression = Decompression(encoding)
    found = b"".join(piece for chunk in chunks for piece in decompression.feed(chunk))
    decompression.finish()
    return found


def cut(body: bytes, size: int) -> list[bytes]:
    return [body[start : start + size] for start in range(0, len(body), size)]


@given(contents=st.lists(st.binary(max_size=200), min_size=1, max_size=3), size=st.integers(1, 50))
def test_gzip_in_any_chunks_and_members(contents: list[bytes], size: int) -> None:
    body = b"".join(map(gzip.compress, contents))
    assert plain(cut(body, size), "gzip") == b"".join(contents)


@given(
    content=st.binary(max_size=100), size=st.integers(1, 50), encoding=st.sampled_from(["", "identity", " Identity "])
)
def test_what_is_not_compressed_stays(content: bytes, size: int, encoding: str) -> None:
    assert plain(cut(content, size), encoding) == content


@pytest.mark.parametrize("encoding", ["br", "deflate", "zstd", "gzip, gzip", "x"])
def test_what_was_not_asked_for_is_refused(encoding: str) -> None:
    with pytest.raises(UnexpectedAnswer, match="not asked for"):
        Decompression(encoding)


@pytest.mark.parametrize("end", range(1, 40))
def test_half_is_not_the_whole(end: int) -> None:
    body = gzip.compress(b"amount;1.00" * 3)
    with pytest.raises(UnexpectedAnswer) as raised:
        plain([body[: min(end, len(body) - 1)]], "gzip")
    assert raised.value.transient


@given(body=st.binary(min_size=1, max_size=40))
def test_damaged_bytes_are_an_error_of_ours(body: bytes) -> None:
    with pytest.raises(UnexpectedAnswer):
        plain([b"\x1f\x8b\x09" + body], "gzip")


def test_pieces_stay_small_whatever_they_inflate_to() -> None:
    bomb = gzip.compress(b"\0" * 20_000_000)
    assert max(map(len, Decompression("gzip").feed(bomb))) <= 1 << 20


def test_an_empty_answer_needs_no_compression() -> None:
    assert plain([], "gzip") == plain([b""], "gzip") == b""
