"""Compressed answers: one that is right, and several that are not. None was asked for where they come for a link."""

from __future__ import annotations

import gzip
import zlib
from dataclasses import replace
from itertools import repeat

from .exchange import Answer
from .sendings import chunk, send_chunked_head
from .wire import Wire

_HEADER = "Content-Encoding: gzip"
_MIB = 1 << 20
_BOMB_MIB = 10 * 1024
_EMPTY_BLOCK = b"\x00\x00\x00\xff\xff"
_MOMENT = 0.005
_NOTHING = gzip.compress(b"", mtime=0)


def plain(answer: Answer) -> Answer:
    """The same answer, not compressed."""
    headers = dict(answer.headers)
    if headers.pop("Content-Encoding", None) is None:
        return answer
    return replace(answer, body=gzip.decompress(answer.body), headers=headers)


def compressed(answer: Answer) -> Answer:
    """Right."""
    return _with(answer, _gzip(answer))


def damaged(answer: Answer) -> Answer:
    """The checksum is wrong."""
    content = bytearray(_gzip(answer))
    content[-8] ^= 0xFF
    return _with(answer, bytes(content))


def cut(answer: Answer) -> Answer:
    """The last third is missing, and the length says nothing of it."""
    content = _gzip(answer)
    return _with(answer, content[: len(content) * 2 // 3])


def bomb(wire: Wire, answer: Answer) -> None:
    """10 MB that become 10 GB: after the body, whose last byte never comes, blanks."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    start = packer.compress(plain(answer).body[:-1]) + packer.flush(zlib.Z_FULL_FLUSH)
    # After a full flush nothing refers to what was before: the same block may come again and again.
    blanks = packer.compress(b" " * _MIB) + packer.flush(zlib.Z_FULL_FLUSH)
    send_chunked_head(wire, plain(answer), _HEADER)
    wire.send(chunk(start))
    for block in repeat(chunk(blanks * 8), _BOMB_MIB // 8):
        wire.send(block)


def empty_blocks(wire: Wire, answer: Answer) -> None:
    """Blocks of nothing, for ever."""
    send_chunked_head(wire, plain(answer), _HEADER)
    wire.send(chunk(_NOTHING[:10]))  # a file's header
    for blocks in repeat(chunk(_EMPTY_BLOCK * 1000)):
        wire.send(blocks)
        wire.pause(_MOMENT)


def empty_files(wire: Wire, answer: Answer) -> None:
    """Complete gzip files with nothing in them, one behind the other, for ever."""
    send_chunked_head(wire, plain(answer), _HEADER)
    for files in repeat(chunk(_NOTHING * 200)):
        wire.send(files)
        wire.pause(_MOMENT)


def _gzip(answer: Answer) -> bytes:
    return gzip.compress(plain(answer).body, mtime=0)


def _with(answer: Answer, body: bytes) -> Answer:
    return replace(answer, body=body, headers={**answer.headers, "Content-Encoding": "gzip"})
