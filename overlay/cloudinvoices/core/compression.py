"""Undo gzip while an answer comes: in small pieces whatever it inflates to, and never taking half for the whole."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from ..errors import UnexpectedAnswer

_PIECE = 1 << 20
_GZIP = 16 + zlib.MAX_WBITS


class Decompression:
    """For the value of one Content-Encoding header; of the encodings only gzip is ever asked for."""

    def __init__(self, encoding: str) -> None:
        encoding = encoding.strip().lower()
        if encoding not in ("", "identity", "gzip", "x-gzip"):
            raise UnexpectedAnswer("the answer is compressed in a way that was not asked for")
        self._inflate = zlib.decompressobj(_GZIP) if encoding.endswith("gzip") else None
        self._begun = False

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        """The plain bytes of a chunk.

        Raises:
            UnexpectedAnswer: it is damaged.
        """
        if self._inflate is None:
            yield chunk
            return
        self._begun = self._begun or bool(chunk)
        while chunk:
            if self._inflate.eof:  # gzip files may follow one another
                self._inflate = zlib.decompressobj(_GZIP)
            try:
                piece = self._inflate.decompress(chunk, _PIECE)
            except zlib.error as error:
                raise UnexpectedAnswer("the answer's compression is damaged", transient=True) from error
            chunk = self._inflate.unconsumed_tail or self._inflate.unused_data
            yield piece  # also an empty one: whoever reads looks at the clock

    def finish(self) -> None:
        """Called at the end of the answer.

        Raises:
            UnexpectedAnswer: there is more to come.
        """
        if self._inflate is not None and self._begun and not self._inflate.eof:
            raise UnexpectedAnswer("the answer ends in the middle of its compression", transient=True)
