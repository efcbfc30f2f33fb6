"""Gzip is undone in small pieces, and half of it is never taken for the whole."""

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudinvoices.core.compression import Decompression
from cloudinvoices.errors import UnexpectedAnswer


def plain(body: bytes, encoding: str = "gzip", size: int = 7) -> bytes:
    decompression = Decompression(encoding)
    chunks = [body[start : start + size] for start in range(0, len(body), size)]
    found = b"".join(piece for chunk in chunks for piece in decompression.feed(chunk))
    decompression.finish()
    return found


@given(content=st.binary(max_size=300), size=st.integers(1, 50))
def test_any_content_in_any_chunks(content: bytes, size: int) -> None:
    assert plain(gzip.compress(content), size=size) == content
    assert plain(content, "", size) == content
    assert plain(content, "identity", size) == content


def test_files_may_follow_one_another() -> None:
    assert plain(gzip.compress(b"one") + gzip.compress(b"two"), "x-gzip") == b"onetwo"


@given(content=st.binary(min_size=1, max_size=300), cut=st.integers(1, 400))
def test_a_body_that_is_cut_short_is_not_complete(content: bytes, cut: int) -> None:
    whole = gzip.compress(content)
    with pytest.raises(UnexpectedAnswer, match="middle of its compression") as raised:
        plain(whole[: len(whole) - 1 - cut % (len(whole) - 1)])
    assert raised.value.transient


def test_an_empty_body_is_not_cut_short() -> None:
    assert plain(b"") == b""


@pytest.mark.parametrize(
    "body", [b"not gzip at all", gzip.compress(b"x" * 100, mtime=0)[:-6] + b"\0" * 6], ids=["other", "sum"]
)
def test_damage_is_found(body: bytes) -> None:
    with pytest.raises(UnexpectedAnswer, match="damaged"):
        plain(body)


def test_what_inflates_comes_in_pieces() -> None:
    pieces = Decompression("gzip").feed(gzip.compress(bytes(16 << 20)))
    assert max(len(piece) for piece in pieces) <= 1 << 20


def test_a_piece_comes_also_where_nothing_came_out() -> None:
    empty_blocks = zlib.compressobj(wbits=31)
    begin = empty_blocks.flush(zlib.Z_FULL_FLUSH)
    pieces = [
        piece for _ in range(5) for piece in Decompression("gzip").feed(begin + empty_blocks.flush(zlib.Z_FULL_FLUSH))
    ]
    assert pieces
    assert b"".join(pieces) == b""


@pytest.mark.parametrize("encoding", ["br", "deflate", "gzip, gzip", "zstd"])
def test_only_what_was_asked_for(encoding: str) -> None:
    with pytest.raises(UnexpectedAnswer, match="not asked for"):
        plain(zlib.compress(b"x"), encoding)
