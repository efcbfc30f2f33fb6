"""What a document of each format looks like, checked while it streams: no sign-in page is ever saved as an invoice."""

from __future__ import annotations

import attrs

from ..core.decoding import decode_json, is_object, is_problem
from ..errors import CloudInvoicesError, DocumentDamaged, DocumentUnavailable, UnexpectedAnswer
from ..invoice import Format

MEDIA_TYPES: dict[Format, str] = {"pdf": "application/pdf", "csv": "text/csv", "json": "application/json"}

# PDF readers look for the first mark in the first and for the last mark in the last 1,024 bytes.
EDGE = 1024
# A JSON document up to this size is read before any of it is given out; of a larger one, only the edges are looked at.
_WHOLE = 1 << 20


@attrs.define
class FormatCheck:
    """Sees the pieces of one document; holds the first ones back until they are known to be right."""

    format: Format
    content_type: str = attrs.field(default="", repr=False)
    """As the answer says; empty where the bytes come from inside a JSON answer."""
    id: str | None = None
    """What a JSON document must have as its id."""
    _begun: bool = False
    # Not shown: tracebacks with locals would repeat the beginning of an invoice, or what an error page quotes.
    _head: bytes | bytearray = attrs.field(default=b"", repr=False)
    _tail: bytes = attrs.field(default=b"", repr=False)

    @property
    def held(self) -> int:
        """Bytes taken in and not yet given out."""
        return 0 if self._begun else len(self._head)

    def take(self, piece: bytes) -> bytes:
        """Check a piece and return what can be given out.

        Raises:
            UnexpectedAnswer: a page or a document of another format has come.
            DocumentDamaged: the first bytes are wrong.
        """
        self._tail = (self._tail + piece[-EDGE:])[-EDGE:]
        if self._begun:
            return piece
        if self._head:
            self._head = bytearray(self._head) if isinstance(self._head, bytes) else self._head
            self._head += piece
        else:
            self._head = piece  # it is mostly large enough, and not copied
        return self._begin() if len(self._head) >= (_WHOLE if self.format == "json" else EDGE) else b""

    def finish(self) -> bytes:
        """The rest at the end of the document.

        Raises:
            DocumentDamaged: the document is empty or cut short.
            UnexpectedAnswer: as `take`.
        """
        is_whole = not self._begun
        rest = self._begin() if is_whole else b""
        if is_whole and self.format == "json":
            _check_json(rest, self.id)
        if not self._is_complete():
            raise DocumentDamaged(f"the {self.format} document is cut short: its end is missing", transient=True)
        return rest

    def _begin(self) -> bytes:
        if not self._head:
            raise DocumentDamaged("the document is empty", transient=True)
        if (error := self._wrong_beginning()) is not None:
            raise error
        self._begun = True
        return bytes(self._head)

    def _wrong_beginning(self) -> CloudInvoicesError | None:
        if self.format == "pdf" and b"%PDF-" in self._head[:EDGE]:
            return None
        start = _beginning(self._head[: 4 * EDGE])
        start = start if len(start) == EDGE else _beginning(self._head)
        media_type = self.content_type.partition(";")[0].strip().lower()
        if start.startswith((b"<!doctype html", b"<html")) or media_type == "text/html":
            return UnexpectedAnswer(
                "a web page came instead of the document", hint="It may be a sign-in page: check the credential."
            )
        if "problem+json" in media_type:
            return DocumentUnavailable("a problem came instead of the document", transient=True)
        good = {
            "pdf": False,
            "json": start[:1] == b"{",
            "csv": not start.startswith((b"<", b"%pdf-", b"{")) and b"\0" not in self._head,
        }[self.format]
        if self._contradicts(media_type):
            return UnexpectedAnswer(f"{media_type} came instead of a {self.format} document")
        return None if good else DocumentDamaged(f"the first bytes are not those of a {self.format} document")

    def _contradicts(self, media_type: str) -> bool:
        return any(media_type == other for form, other in MEDIA_TYPES.items() if form != self.format) or (
            media_type in ("application/xml", "text/xml")
        )

    def _is_complete(self) -> bool:
        if self.format == "pdf":
            return b"%%EOF" in self._tail
        if self.format == "json":
            return self._tail.rstrip()[-1:] == b"}"
        return bool(self._tail.strip())


def _beginning(head: bytes | bytearray) -> bytes:
    return bytes(head).removeprefix(b"\xef\xbb\xbf").lstrip()[:EDGE].lower()


def _check_json(document: bytes, id: str | None) -> None:
    try:
        content = decode_json(document)
    except UnexpectedAnswer as error:
        raise DocumentDamaged("the json document is not valid JSON", transient=True) from error
    if id is not None and is_object(content) and not is_problem(content) and str(content.get("id")) != id:
        raise UnexpectedAnswer("the document is that of another invoice")
    if is_problem(content):
        raise DocumentUnavailable("a problem came instead of the document", transient=True)
