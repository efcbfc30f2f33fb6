"""From bytes to exact plain data, and from plain data to the wire structs, losing as little as possible."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, TypeGuard, TypeVar

import msgspec

from ..errors import UnexpectedAnswer

T = TypeVar("T")

_decode = msgspec.json.Decoder(float_hook=Decimal).decode
_LEAF = re.compile(r"`\$(?P<path>[^`]*)`$")
_PART = re.compile(r"\.([^.\[]+)|\[(\d+)\]")


def decode_json(body: bytes, content_type: str = "") -> Any:
    """JSON as plain data; numbers with a fraction become Decimal, digit for digit.

    Raises:
        UnexpectedAnswer: the body is a page, empty, or not JSON.
    """
    body = body.removeprefix(b"\xef\xbb\xbf")
    try:
        return _decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        if "html" in content_type.lower() or body.lstrip()[:1] == b"<":
            raise UnexpectedAnswer(
                "a web page came instead of JSON", hint="It may be a sign-in page: check base_url and the credential."
            ) from error
        what = "the answer is empty" if not body.strip() else "the answer is not valid JSON"
        raise UnexpectedAnswer(what, transient=True) from error
    except RecursionError as error:
        raise UnexpectedAnswer("the answer is nested too deeply to be what was asked for") from error


def is_object(content: Any) -> TypeGuard[dict[str, Any]]:
    """Whether it is a JSON object."""
    return isinstance(content, dict)


def is_list(content: Any) -> TypeGuard[list[Any]]:
    """Whether it is a JSON array."""
    return isinstance(content, list)


def texts_of(content: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """The texts in an answer with the names of their members, outer ones first."""
    if isinstance(content, str):
        yield name, content
    elif is_object(content):
        for key, value in sorted(content.items(), key=lambda member: isinstance(member[1], dict | list)):
            yield from texts_of(value, key)
    elif is_list(content):
        for value in content:
            yield from texts_of(value, name)


def members_of(content: Any, name: str | None) -> Iterator[Any]:
    """The items of a list answer: `content` itself, or its member `name`, which providers leave out when it is empty.

    Raises:
        UnexpectedAnswer: there is something else in its place.
    """
    if name is not None:
        if not is_object(content):
            raise UnexpectedAnswer(f"expected an object with {name!r}, got {type(content).__name__}")
        content = content.get(name)
    if content is None:
        return
    if not is_list(content):
        where = f"in {name!r} " if name else ""
        raise UnexpectedAnswer(f"expected a list {where}of invoices, got {type(content).__name__}")
    yield from content


def read_struct(struct: type[T], data: Any) -> tuple[T, list[str]]:
    """`data` as `struct`, and the places that could not be read: those are None, the rest is kept.

    Raises:
        UnexpectedAnswer: `data` is not even an object.
    """
    unreadable: list[str] = []
    while True:
        try:
            return msgspec.convert(data, struct), unreadable
        except msgspec.ValidationError as error:
            path = _path(error)
            if not path or len(unreadable) > 50:
                raise UnexpectedAnswer(f"an item cannot be read: {error}") from error
            data, value = _without(data, path)
            if isinstance(value, int | Decimal) and str(error).startswith("Expected `str"):
                # Ids that are numbers in one API are text in another; the digits are the same.
                data = _with(data, path, str(value))
            else:
                unreadable.append(str(error))


def _path(error: msgspec.ValidationError) -> list[str | int]:
    match = _LEAF.search(str(error))
    parts = _PART.findall(match["path"]) if match else []
    return [name or int(index) for name, index in parts]


def _without(data: Any, path: list[str | int]) -> tuple[Any, Any]:
    value = data
    for part in path:
        value = value[part]
    return _with(data, path, None), value


def _with(data: Any, path: list[str | int], value: Any) -> Any:
    """A copy of `data` along `path` with `value` at its end; the caller's data stays as it is."""
    if not path:
        return value
    copy = data.copy()
    copy[path[0]] = _with(data[path[0]], path[1:], value)
    return copy
