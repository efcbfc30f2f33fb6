"""What an answer says about the document it is a part of, and what comes of it a second time."""

from __future__ import annotations

import hashlib
import re

from ..core.exchange import Answer
from ..errors import DocumentDamaged, UnexpectedAnswer

_IDENTITY = ("etag", "last-modified", "content-type")
_CONTENT_RANGE = re.compile(r"bytes ([0-9]{1,18})-[0-9]{1,18}/([0-9]{1,18}|\*)")


def announced_length(answer: Answer) -> int | None:
    """Bytes of the body as announced; None where that is not said, or of other bytes than the document's."""
    length = answer.headers.get("content-length", "")
    return int(length) if length.isdecimal() and len(length) < 19 and "content-encoding" not in answer.headers else None


def remaining_length(answer: Answer, offset: int) -> int | None:
    """Bytes still to come of the document with this answer and, if it ends early, after it.

    Raises:
        UnexpectedAnswer: it is a part that does not begin at `offset`.
    """
    if answer.status != 206:
        return announced_length(answer)
    part = _CONTENT_RANGE.fullmatch(answer.headers.get("content-range", ""))
    if part is None or int(part[1]) != offset:
        raise UnexpectedAnswer("the answer is another part of the document than was asked for")
    return None if part[2] == "*" else int(part[2]) - offset


def describe(answer: Answer) -> dict[str, str]:
    """What must be the same in every answer that is a part of one document, as far as each says it."""
    described = {name: answer.headers[name] for name in _IDENTITY if name in answer.headers}
    part = _CONTENT_RANGE.fullmatch(answer.headers.get("content-range", ""))
    total = part[2] if part else str(announced_length(answer))
    return {**described, "total": total} if total.isdecimal() else described


def find_validator(answer: Answer) -> str | None:
    """What `If-Range` can compare; None where a part of the bytes could not be asked for."""
    if "content-encoding" in answer.headers or answer.headers.get("accept-ranges", "bytes").lower() == "none":
        return None
    etag = answer.headers.get("etag", "")
    found = etag if etag.startswith('"') else answer.headers.get("last-modified", "")
    return found if found and found.isascii() else None  # what is not ASCII cannot be sent back


class Repeat:
    """The beginning of a document that comes a second time: passed over, and compared with the first."""

    def __init__(self, size: int, sha256: str) -> None:
        self.left: int = size
        self._sha256 = sha256
        self._hash = hashlib.sha256()

    def take(self, piece: bytes) -> bytes:
        """What of the piece is new.

        Raises:
            DocumentDamaged: the repeated part is not the same.
        """
        if not self.left:
            return piece
        repeated = piece[: self.left]
        self._hash.update(repeated)
        self.left -= len(repeated)
        if not self.left and self._hash.hexdigest() != self._sha256:
            raise changed()
        return piece[len(repeated) :]


def changed(*, transient: bool = False) -> DocumentDamaged:
    """The error for a document that is not the same twice."""
    text = "the document changed between two attempts to fetch it"
    return DocumentDamaged(text, hint="Try again.", transient=transient)
