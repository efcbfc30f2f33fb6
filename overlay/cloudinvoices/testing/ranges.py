"""Parts of a document, as RFC 9110 has them: one range a request, guarded by the document's tag."""

from __future__ import annotations

import re
from hashlib import sha256

from .exchange import Answer, Request

_RANGE = re.compile("bytes=([0-9]{0,19})-([0-9]{0,19})")


def ranged(request: Request, content: bytes, name: str) -> Answer:
    """The document, or the part of it that the request asks for."""
    tag = f'"{sha256(content).hexdigest()[:32]}"'
    headers = {
        "Accept-Ranges": "bytes",
        "ETag": tag,
        "Content-Disposition": f'attachment; filename="{name}"',
    }
    wanted = _RANGE.fullmatch(request.header("Range"))
    # A part of another version of the document would not fit what the client has: it gets all of this one.
    if wanted is None or wanted.groups() == ("", "") or request.header("If-Range") not in ("", tag):
        return Answer(200, content, "application/pdf", headers)
    start, stop = _bounds(*wanted.groups(), size=len(content))
    if start >= stop:
        return Answer(416, headers={**headers, "Content-Range": f"bytes */{len(content)}"})
    headers["Content-Range"] = f"bytes {start}-{stop - 1}/{len(content)}"
    return Answer(206, content[start:stop], "application/pdf", headers)


def _bounds(first: str, last: str, *, size: int) -> tuple[int, int]:
    """Begin and end, as a slice counts."""
    if not first:
        return max(size - int(last), 0), size
    return int(first), min(int(last) + 1, size) if last else size
