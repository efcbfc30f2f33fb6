"""Decode a base64 member of a JSON object while it streams: the document is never in memory as a whole.

The member may come anywhere in the object, its text may contain JSON escapes, line breaks, the URL-safe alphabet and
lack its padding; all of that is the same document.
"""

from __future__ import annotations

import binascii
from collections.abc import Iterator

import msgspec

from ..core.decoding import BAD_JSON
from ..errors import DocumentDamaged, UnexpectedAnswer

_URL_SAFE = bytes.maketrans(b"-_", b"+/")
# Beside the wanted member there are only small ones; anything longer is not the answer that is expected.
_OTHER_BYTES = 65_536
_MARK = b"\xef\xbb\xbf"
_SPACE = b" \t\r\n"
_SCALARS = b":+-.0123456789Eaeflnrstu"


class Base64MemberDecoder:
    """Feed it an answer chunk by chunk; `found` is False at the end if the member was absent, null or empty."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._object = _ObjectScanner()
        self._text = b""
        self._padded = False
        self._position: int | None = None

    @property
    def found(self) -> bool:
        """Whether there is a document in what has come."""
        return self._position is not None

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        """Decoded bytes of the member, as far as they are complete.

        Raises:
            UnexpectedAnswer: this is not a JSON object.
            DocumentDamaged: the member is not base64.
        """
        for position, name, text in self._object.feed(chunk):
            if name != self._name or not text:
                continue
            if self._position not in (None, position):
                raise UnexpectedAnswer(f"the answer holds {name!r} twice")
            self._position = position
            yield self._decode(text)

    def finish(self) -> bytes:
        """The last bytes.

        Raises:
            UnexpectedAnswer: the JSON object is cut short.
            DocumentDamaged: the base64 text is cut short.
        """
        self._object.finish()
        text, self._text = self._text, b""
        if len(text) % 4 == 1:
            raise DocumentDamaged("the base64 text is cut short")
        return _to_bytes(text + b"=" * (-len(text) % 4)) if text else b""

    def _decode(self, text: bytes) -> bytes:
        text = _decode_string(text).encode() if b"\\" in text else text
        clean = text.translate(_URL_SAFE, b"\r\n\t ")
        clean, padding, rest = clean.partition(b"=")
        if rest.strip(b"=") or (self._padded and clean):
            raise DocumentDamaged("the document is not base64 text: it goes on after its padding")
        self._padded = self._padded or bool(padding)
        clean = self._text + clean
        whole = len(clean) & ~3
        self._text = clean[whole:]
        return _to_bytes(clean[:whole])


def _to_bytes(text: bytes) -> bytes:
    try:
        return binascii.a2b_base64(text, strict_mode=True)
    except binascii.Error as error:
        raise DocumentDamaged("the document is not base64 text") from error


class _ObjectScanner:
    """Yields the texts in an object piece by piece, no escape cut in two: (member's position, its name, bytes)."""

    def __init__(self) -> None:
        self._buffer = b""
        self._depth = 0
        self._name = ""
        self._position = 0
        self._begun = False
        self._expects_name = False
        self._in_value = False
        self._structure_bytes = 0

    def feed(self, chunk: bytes) -> Iterator[tuple[int, str, bytes]]:
        # In short pieces: each token is cut from the buffer's front, which costs as much as the buffer is long.
        for start in range(0, len(chunk), _OTHER_BYTES):
            self._buffer += chunk[start : start + _OTHER_BYTES]
            yield from self._take()

    def _take(self) -> Iterator[tuple[int, str, bytes]]:
        while self._buffer:
            before = len(self._buffer)
            if self._in_value:
                yield self._position, self._name, self._take_text()
            else:
                self._take_structure()
                self._structure_bytes += before - len(self._buffer)
            waiting = before if len(self._buffer) == before else 0
            if max(self._structure_bytes, waiting) > _OTHER_BYTES:
                raise UnexpectedAnswer("the answer holds something large that is not the document")
            if waiting:
                return

    def finish(self) -> None:
        if self._depth or not self._begun or self._buffer.strip():
            raise UnexpectedAnswer("the answer is not a complete JSON object", transient=True)

    def _take_text(self) -> bytes:
        """The part of a string value that is complete in the buffer."""
        end = _closing_quote(self._buffer, 0)
        if end < 0:
            end = _before_last_escape(self._buffer)
            text, self._buffer = self._buffer[:end], self._buffer[end:]
        else:
            text, self._buffer = self._buffer[:end], self._buffer[end + 1 :]
            self._in_value = False
            self._structure_bytes += 1
        return text

    def _take_structure(self) -> None:
        """One token outside the text of a first-level string member; numbers, true, false and null are passed over."""
        if not self._begun:
            self._buffer = self._buffer.removeprefix(_MARK) if len(self._buffer) >= len(_MARK) else self._buffer
        self._buffer = self._buffer.lstrip(_SPACE if not self._depth else _SPACE + _SCALARS)
        token = self._buffer[:1]
        if not token:
            return
        if self._buffer in (_MARK[:1], _MARK[:2]) and not self._begun:
            return
        if not self._depth and (token != b"{" or self._begun):
            raise UnexpectedAnswer("expected a JSON object with the document in it")
        if token == b'"':
            self._take_string()
            return
        if token in (b"{", b"["):
            self._depth += 1
            self._begun = True
            self._expects_name = token == b"{"
        elif token in (b"}", b"]"):
            self._depth -= 1
        elif token == b",":
            self._expects_name = True
        else:
            raise UnexpectedAnswer("the answer is not valid JSON", transient=True)
        self._buffer = self._buffer[1:]

    def _take_string(self) -> None:
        if self._depth == 1 and not self._expects_name:
            self._buffer = self._buffer[1:]
            self._in_value = True
            return
        end = _closing_quote(self._buffer, 1)
        if end < 0:
            return
        if self._depth == 1:
            self._name = _decode_string(self._buffer[1:end])
            self._position += 1
            self._expects_name = False
        self._buffer = self._buffer[end + 1 :]


def _closing_quote(text: bytes, start: int) -> int:
    """Index of the next quote that is not escaped; -1 if it is not there yet."""
    end = text.find(b'"', start)
    while end > 0 and _backslashes(text, end) % 2:
        end = text.find(b'"', end + 1)
    return end


def _backslashes(text: bytes, end: int) -> int:
    """How many backslashes stand right before `end`."""
    start = end
    while start > 0 and text[start - 1] == 0x5C:
        start -= 1
    return end - start


def _before_last_escape(text: bytes) -> int:
    """Where to cut text whose last escape may go on in the next chunk (the longest, \\u0000, has six bytes)."""
    last = text.rfind(b"\\", max(0, len(text) - 6))
    return len(text) if last < 0 else last - _backslashes(text, last)


def _decode_string(text: bytes) -> str:
    try:
        return msgspec.json.decode(b'"' + text + b'"', type=str)
    except BAD_JSON as error:
        raise UnexpectedAnswer("the answer is not valid JSON", transient=True) from error
