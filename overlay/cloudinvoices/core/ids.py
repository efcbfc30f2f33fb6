"""What may be put into the path of a request: nothing that turns it into another request."""

from __future__ import annotations

import re

_LONGEST = 500
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def check_id(id: object, what: str = "the id of an invoice") -> str:
    """The id as it is.

    Raises:
        TypeError, ValueError: it is no text, or empty, `.`, `..`, too long, or has control characters.
    """
    if not isinstance(id, str):
        raise TypeError(f"{what} is text, not {type(id).__name__}")
    if id.strip() in ("", ".", "..") or len(id) > _LONGEST or _CONTROL.search(id):
        raise ValueError(f"{id[:50]!r} cannot be {what}")
    try:
        id.encode()
    except UnicodeEncodeError as error:
        raise ValueError(f"{id[:50]!r} cannot be {what}") from error
    return id
