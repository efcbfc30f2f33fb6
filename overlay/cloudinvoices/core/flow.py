"""What a provider module is made of: flows, generators that yield a call and receive its decoded answer.

A flow contains no waiting, no retrying and no handling of errors: `Connection` answers its calls. A listing also yields
the provider's items, a list of them for each page.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from typing import Any, TypeVar

from msgspec import Struct

T = TypeVar("T")
Flow = Generator[Any, Any, T]


class Call(Struct, frozen=True, kw_only=True):
    """One request; the flow receives its JSON as plain data (None for 204)."""

    operation: str
    """Id of the operation in the provider's spec."""
    request: Mapping[str, Any]
    """What the generated request builder returns."""
    server: str = "main"
    """Which of the provider's servers."""
    expect: frozenset[int] = frozenset()
    """Error statuses the flow receives as an error object instead of ending."""

    def __repr__(self) -> str:
        return f"<call of {self.operation}>"  # the address may hold what is nobody's business


class Link(Struct, frozen=True):
    """The document is behind an address that needs no credential."""

    url: str
    operation: str

    def __repr__(self) -> str:
        return f"<link of {self.operation}>"  # the address is the key to the document


class Body(Struct, frozen=True):
    """The document is the body of an answer."""

    call: Call
    id: str | None = None
    """Where the document is JSON and says which invoice it is: the id it must have."""


class Base64Member(Struct, frozen=True):
    """The document is base64 text in a member of a JSON answer."""

    call: Call
    name: str


Source = Link | Body | Base64Member


def first_item(listing: Flow[Any], wanted: Callable[[Any], bool]) -> Flow[Any]:
    """The first item of a listing that is wanted; None if there is none."""
    answer: Any = None
    while True:
        try:
            step = listing.send(answer)
        except StopIteration:
            return None
        answer = None
        if isinstance(step, Call):
            answer = yield step
            continue
        for item in step:
            if wanted(item):
                return item
