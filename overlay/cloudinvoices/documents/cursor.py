"""A place in a file that is read in pieces: where JSON values and elements of lists end, without holding the file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import BinaryIO, Final, TypeVar

import msgspec

from ..core.decoding import BAD_JSON
from ..errors import DocumentDamaged

T = TypeVar("T")

PIECE = 1 << 20
LONGEST = 16 << 20
"""Bytes of one line, or of one value beside the lines: no invoice has more, and a file without an end does."""
CUT = "the file is cut off"
END = -1

OPEN_OBJECT, OPEN_LIST, QUOTE, COMMA, COLON = b'{[",:'
_SCALAR = re.compile(rb'[^\s,:\[\]{}"]+')
_MARK = re.compile(rb'"[^"\\]*"|["\[\]{}]')
# Where it succeeds, the text is whole values between commas; it takes an eighth of the time of reading them.
elements_of: Final = msgspec.json.Decoder(list[msgspec.Raw]).decode


class Cursor:
    """Where reading is. Its methods raise DocumentDamaged where the file ends early, or is not JSON."""

    def __init__(self, file: BinaryIO, before: int = 0) -> None:
        self.buffer: bytearray = bytearray()
        self.at: int = 0
        self._file = file
        self._before = before
        self._guess_from = 0
        while len(self.buffer) < 4 and self.more():
            pass
        self.at = 3 if self.buffer.startswith(b"\xef\xbb\xbf") else 0

    @property
    def position(self) -> int:
        """In the file, in bytes."""
        return self._before + self.at

    def more(self) -> bool:
        """Read at least as much as there is already, so that looking at it again costs no more than reading it."""
        self._before += self.at
        del self.buffer[: self.at]
        self.at, there = 0, len(self.buffer)
        if there >= LONGEST:
            raise damaged(f"a line or value is longer than {LONGEST >> 20} MiB, at byte {self._before}")
        while len(self.buffer) < there + max(PIECE, there) and (piece := self._file.read(max(PIECE, there))):
            self.buffer += piece
        return len(self.buffer) > there

    def peek(self) -> int:
        """The next byte that is no white space; END at the end."""
        while self.at < len(self.buffer) or self.more():
            if (byte := self.buffer[self.at]) not in b" \t\r\n":
                return byte
            self.at += 1
        return END

    def expect(self, *bytes: int) -> int:
        """Go behind the next byte, which has to be one of these."""
        byte = self.peek()
        if byte not in bytes:
            raise damaged(CUT if byte == END else f"it is not JSON: {chr(byte)!r} at byte {self.position}")
        self.at += 1
        return byte

    def take(self, end: int, before: bytes = b"", after: bytes = b"") -> bytes:
        """What is before `end`, a place in the buffer, between two other texts."""
        with memoryview(self.buffer) as view:
            taken = b"".join((before, view[self.at : end], after))
        self.at = end
        return taken

    def items(self, opening: int) -> Iterator[None]:
        """Stops at each member of an object or element of a list; it is to be taken before the next one."""
        closing = opening + 2  # so it is in ASCII
        self.expect(opening)
        more = self.peek() != closing or self.expect(closing) != closing
        while more:
            yield
            more = self.expect(COMMA, closing) == COMMA

    def name(self) -> bytes:
        """The text of a member's name; what comes next is its value."""
        if self.peek() != QUOTE:
            self.expect(QUOTE)
        text = self.value()
        self.expect(COLON)
        return text

    def value(self) -> bytes:
        """The text of one value."""
        first = self.peek()
        while not (end := self._value_end(first)):
            if not self.more():
                raise damaged(CUT)
        return self.take(end)

    def _value_end(self, first: int) -> int:
        if first == QUOTE:
            return _string_end(self.buffer, self.at + 1)
        if first in (OPEN_OBJECT, OPEN_LIST):
            return _whole(self.buffer, self.at, one=True)
        found = _SCALAR.match(self.buffer, self.at)
        if not found:
            self.expect()  # nothing would do
        return found.end() if found and found.end() < len(self.buffer) else 0

    def batch(self, read: Callable[[bytes], T]) -> tuple[bytes, T | None]:
        """As many whole elements of a list as are there, with brackets around them, and what `read` makes of them.

        First it is guessed where they end, as if they looked as in every sample: JSON is left with an open string or
        bracket where that is wrong. Then brackets are counted for as long as was looked at in vain, so that no file
        makes this slow.
        """
        while True:
            start = self.at
            if elements := self._guess():
                with suppress(*BAD_JSON):
                    return elements, read(elements)
                with suppress(*BAD_JSON):
                    elements_of(elements)
                    return elements, None
                self.at, self._guess_from = start, self._before + len(self.buffer)
            if end := _whole(self.buffer, start):
                return self.take(end, b"[", b"]"), None
            if not self.more():
                raise damaged(CUT)

    def _guess(self) -> bytes:
        if self.position < self._guess_from:
            return b""
        close = self.buffer.find(b"]", self.at)
        while close >= 0 and not self.buffer[max(self.at, close - 64) : close].rstrip().endswith(b"}"):
            close = self.buffer.find(b"]", close + 1)
        end = close if close >= 0 else self.buffer.rfind(b"},", self.at) + 1
        return self.take(end, b"[", b"]") if end else b""


def damaged(message: str) -> DocumentDamaged:
    """The error of bytes that are not the document they should be."""
    return DocumentDamaged(message, hint="Download it again; the lines before that place are as sent.")


def _whole(text: bytearray, at: int, *, one: bool = False) -> int:
    """Where whole elements of the list around `at` end, or the first of them; 0 if none does. Counts brackets."""
    depth = whole = 0
    while mark := _MARK.search(text, at):
        start, at = mark.span()
        if text[start] == QUOTE:
            at = at if at - start > 1 else _string_end(text, at)
            if not at:
                break
        elif text[start] in (OPEN_OBJECT, OPEN_LIST):
            depth += 1
        elif not depth:
            return start
        else:
            depth -= 1
            whole = whole if depth else at
            if one and whole:
                break
    return whole


def _string_end(text: bytearray, at: int) -> int:
    """Behind the quotation mark that ends the string `at` is in; 0 if it does not end."""
    while quote := text.find(b'"', at) + 1:
        inside = text[at : quote - 1]
        if (len(inside) - len(inside.rstrip(b"\\"))) % 2 == 0:
            return quote
        at = quote
    return 0
