"""One request and its answer, as the listeners hand them to the simulated providers."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, unquote

if TYPE_CHECKING:
    from .wire import Wire


@dataclass(frozen=True, slots=True)
class Request:
    """`target` is the request line's, byte for byte: signatures cover it. Header names are in lower case."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes = b""

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]

    @property
    def segments(self) -> tuple[str, ...]:
        """The decoded parts of the path; a single empty one for a target that is no path, as in `OPTIONS *`."""
        return tuple(unquote(segment) for segment in self.path.split("/")[1:] or [""])

    @property
    def query(self) -> dict[str, str]:
        return dict(parse_qsl(self.target.partition("?")[2], keep_blank_values=True))

    @property
    def form(self) -> dict[str, str]:
        return dict(parse_qsl(self.body.decode("utf-8", "replace")))

    def header(self, name: str) -> str:
        return self.headers.get(name.lower(), "")


def _no_headers() -> Mapping[str, str]:
    return {}


@dataclass(frozen=True, slots=True)
class Answer:
    """`delay` seconds pass before it is sent; after `drop_after` bytes of the body the connection is cut.

    `sending` puts it on the wire, where that is not done in the regular way.
    """

    status: int = 200
    body: bytes = b""
    content_type: str = ""
    headers: Mapping[str, str] = field(default_factory=_no_headers)
    delay: float = 0.0
    drop_after: int | None = None
    sending: Callable[[Wire, Answer], None] | None = None


@dataclass(frozen=True, slots=True)
class RecordedRequest:
    """What the simulator was asked, and the status it answered."""

    operation: str
    """As `Simulator.operations` names it; empty if none has that path."""
    method: str
    """In capitals, as it was sent."""
    path: str
    """Without the query."""
    query: Mapping[str, str]
    """Decoded."""
    headers: Mapping[str, str]
    """By their names in lower case."""
    status: int
    """HTTP status of the answer."""


def whole_number(text: str) -> int | None:
    """The number that the text is, or None; a longer one than any integer of these APIs is none, either."""
    return int(text) if re.fullmatch("[0-9]{1,19}", text) else None


def json_answer(value: object, status: int = 200, content_type: str = "application/json") -> Answer:
    return Answer(status, json_bytes(value), content_type)


def json_bytes(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
