"""From bytes to exact plain data, and from plain data to the wire structs, losing as little as possible."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation
from typing import Any, TypeGuard, TypeVar

import msgspec

from ..errors import UnexpectedAnswer

T = TypeVar("T")
V = TypeVar("V")

_MOST_UNREADABLE = 50
_LONGEST_NUMBER = 40
_BEGINNING = 1024
_TELLING = {"error", "errors", "message", "detail", "error_description"}
_AROUND = {"code", "details", "status", "statusCode", "title", "type", "instance", "timestamp", "path", "requestId"}

BAD_JSON = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, InvalidOperation)
"""What comes of bytes that are not the JSON expected; the last one of numbers that not even Decimal can hold."""

_decode = msgspec.json.Decoder(float_hook=Decimal).decode
_LEAF = re.compile(r"`\$(?P<path>[^`]*)`$")
_PART = re.compile(r"\.([^.\[]+)|\[(\d+)\]")


def decode_json(body: bytes | bytearray, content_type: str = "") -> Any:
    """JSON as plain data; numbers with a fraction become Decimal, digit for digit.

    Raises:
        UnexpectedAnswer: the body is a page, empty, or not JSON.
    """
    plain = memoryview(body)[3 if body.startswith(b"\xef\xbb\xbf") else 0 :]
    try:
        return _decode(plain)
    except RecursionError as error:
        raise UnexpectedAnswer("the answer is nested too deeply to be what was asked for") from error
    except BAD_JSON as error:
        if "html" in content_type.lower() or bytes(plain[:_BEGINNING]).lstrip()[:1] == b"<":
            raise UnexpectedAnswer(
                "a web page came instead of JSON", hint="It may be a sign-in page: check base_url and the credential."
            ) from error
        what = "the answer is not valid JSON" if bytes(plain[:_BEGINNING]).strip() else "the answer is empty"
        raise UnexpectedAnswer(what, transient=True) from error


def is_object(content: Any) -> TypeGuard[dict[str, Any]]:
    """Whether it is a JSON object."""
    return isinstance(content, dict)


def is_problem(content: Any) -> bool:
    """Whether it is what errors are told with, and nothing besides: gateways send that with status 200, too."""
    return is_object(content) and content.keys() <= _TELLING | _AROUND and any(map(content.get, _TELLING))


def is_list(content: Any) -> TypeGuard[list[Any]]:
    """Whether it is a JSON array."""
    return isinstance(content, list)


def texts_of(content: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """The texts in an answer with the names of their members, outer ones first."""
    waiting: deque[tuple[str, Any]] = deque([(name, content)])  # a recursion ends before the decoder's does
    while waiting:
        name, content = waiting.popleft()
        if isinstance(content, str):
            yield name, content
        elif is_object(content):
            waiting += content.items()
        elif is_list(content):
            waiting += ((name, value) for value in content)


def members_of(content: Any, name: str | None, *, optional: bool, of: type[Any] | None = None) -> list[Any]:
    """The items of a list answer: `content` itself, or its member `name`.

    `optional`: whether the provider leaves it out, or makes it null, where there is nothing to list. What has members
    that are not `of` this struct is something else.

    Raises:
        UnexpectedAnswer: there is something else in its place.
    """
    if name is not None:
        if not is_object(content):
            raise UnexpectedAnswer(f"expected an object with {name!r}, got {type(content).__name__}")
        if of is not None and name not in content:
            known = {field.encode_name for field in msgspec.structs.fields(of)}
            if other := sorted(content.keys() - known):
                raise UnexpectedAnswer(f"expected an object with {name!r}, got one with {', '.join(other)[:80]!r}")
        content = content.get(name)
    if content is None and optional:
        return []
    if not is_list(content):
        where = f"in {name!r} " if name else ""
        raise UnexpectedAnswer(f"expected a list {where}of invoices, got {type(content).__name__}")
    return content


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
            if not path or len(unreadable) > _MOST_UNREADABLE:
                raise UnexpectedAnswer(f"an item cannot be read: {error}") from error
            same = _same_digits(_at(data, path), str(error))
            if same is None:
                unreadable.append(str(error))
            data = _with(data, path, same)


def _path(error: msgspec.ValidationError) -> list[str | int]:
    match = _LEAF.search(str(error))
    parts = _PART.findall(match["path"]) if match else []
    return [name or int(index) for name, index in parts]


def _at(data: Any, path: list[str | int]) -> Any:
    for part in path:
        data = data[part]
    return data


def _same_digits(value: Any, error: str) -> str | int | None:
    """Ids that are numbers in one API are text in another: the value in the other form, None for any other value."""
    if error.startswith("Expected `str") and isinstance(value, int | Decimal) and not isinstance(value, bool):
        return str(value)
    if error.startswith("Expected `int") and isinstance(value, str) and value.isascii() and value.isdecimal():
        return int(value) if len(value) < _LONGEST_NUMBER else None
    return None


def _with(data: Any, path: list[str | int], value: Any) -> Any:
    """A copy of `data` with `value` at `path`; an element of a list is left out for None. The caller's data stays."""
    if not path:
        return value
    copy = data.copy()
    if value is None and len(path) == 1 and is_list(data):
        del copy[path[0]]
    else:
        copy[path[0]] = _with(data[path[0]], path[1:], value)
    return copy


def read_with(read: Callable[[V], T | None], value: V, name: str, unreadable: list[str]) -> T | None:
    """`read(value)`; a value of which nothing can be read is noted under its name."""
    result = read(value)
    if result is None and value not in (None, ""):
        unreadable.append(f"{name} is {str(value)[:40]!r}")
    return result
