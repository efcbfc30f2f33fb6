"""What is in an answer instead of what belongs there."""

from __future__ import annotations

import json
import re
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

from .compressed import plain
from .exchange import Answer, Request, json_bytes

_SIGN_IN = b"<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body><form>Password:</form></body></html>\n"
_XML_ERROR = b'<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>InternalError</Code></Error>'


@dataclass(frozen=True, slots=True)
class Turn:
    """One request that meets an ordered fault."""

    request: Request
    regular: Callable[[], Answer]
    """What would be answered without the fault."""
    error: Callable[[int], Answer]
    """The provider's own kind of error document."""
    number: int
    """How many requests the order has met before."""
    clock: Callable[[], datetime]


Content = Callable[[Turn], Answer]


def regular(turn: Turn) -> Answer:
    return turn.regular()


def regular_but(change: Callable[[Answer], Answer]) -> Content:
    return lambda turn: change(turn.regular())


def fixed(body: bytes, content_type: str) -> Content:
    return lambda turn: Answer(200, body, content_type)


sign_in_page: Content = fixed(_SIGN_IN, "text/html; charset=utf-8")
xml_error: Content = fixed(_XML_ERROR, "application/xml")
# An object, for all that an answer with documents inside is one: what counts is not in it.
error_in_success: Content = fixed(b'{"error": "maintenance", "message": "Please come back later"}', "application/json")


def empty(turn: Turn) -> Answer:
    return _changed(turn, lambda body: b"")


def truncated(turn: Turn) -> Answer:
    return _changed(turn, lambda body: body[: len(body) // 2])


def broken_json(turn: Turn) -> Answer:
    return _changed(turn, lambda body: body[:-1] + b"?" + body[-1:])


def another_shape(turn: Turn) -> Answer:
    return _changed(turn, lambda body: b'"the service is being moved"')


def with_nan(turn: Turn) -> Answer:
    return _with_member(turn, b"NaN")


def with_huge_number(turn: Turn) -> Answer:
    return _with_member(turn, b"9" * 400)


def with_huge_exponent(turn: Turn) -> Answer:
    return _with_member(turn, b"1e" + b"9" * 30)


def nested_deeply(turn: Turn) -> Answer:
    return _with_member(turn, b"[" * 100_000 + b"]" * 100_000)


def in_utf16(turn: Turn) -> Answer:
    return _changed(turn, lambda body: body.decode().encode("utf-16"))


def with_mark(turn: Turn) -> Answer:
    return _changed(turn, lambda body: b"\xef\xbb\xbf" + body)


def media_type(name: str) -> Content:
    return lambda turn: replace(turn.regular(), content_type=name)


def status(number: int, **headers: str) -> Content:
    """An error of the provider; a regular answer where the number is no error."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}

    def answer(turn: Turn) -> Answer:
        made = turn.error(number) if number >= 400 else replace(turn.regular(), status=number)
        return replace(made, headers={**made.headers, **named})

    return answer


def retry_at_a_date(turn: Turn) -> Answer:
    then = (turn.clock() + timedelta(seconds=2)).astimezone(UTC)
    return status(429, Retry_After=format_datetime(then, usegmt=True))(turn)


def no_content(turn: Turn) -> Answer:
    return Answer(204)


def redirect_to_itself(turn: Turn) -> Answer:
    return Answer(302, headers={"Location": turn.request.target})


def unasked_part(turn: Turn) -> Answer:
    """The first half, said to be that."""
    answer = turn.regular()
    half = len(answer.body) // 2
    headers = {**answer.headers, "Content-Range": f"bytes 0-{half - 1}/{len(answer.body)}"}
    return replace(answer, status=206, body=answer.body[:half], headers=headers)


def another_version(turn: Turn) -> Answer:
    """As the document could be as well: a digit in it differs, at each turn another one, and so does its ETag."""
    answer = _changed(turn, lambda body: _other_document(body, turn.number))
    if "ETag" not in answer.headers:
        return answer
    return replace(answer, headers={**answer.headers, "ETag": f'"another version {turn.number}"'})


def same_page_again(turn: Turn) -> Answer:
    """The token of the next page is the one this page was asked for with."""
    token = turn.request.query.get("pageToken")
    return _with_token(turn, lambda page: token or page["pageToken"])


def overlapping_page(turn: Turn) -> Answer:
    """The next page begins with the last item of this one."""

    def last_but_one(page: dict[str, Any]) -> str:
        prefix = b64decode(page["pageToken"]).partition(b"-")[0]
        return b64encode(prefix + b"-" + page["invoices"][-2]["id"].encode()).decode()

    return _with_token(turn, lambda page: last_but_one(page) if page["pageToken"] else "")


def repeated_items(turn: Turn) -> Answer:
    """Every item of the list twice."""

    def twice(value: Any) -> Any:
        if isinstance(value, list):
            return [*value, *value]
        return {name: twice(member) if isinstance(member, list) else member for name, member in value.items()}

    return _changed(turn, lambda body: json_bytes(twice(json.loads(body))))


def _with_token(turn: Turn, choose: Callable[[dict[str, Any]], str]) -> Answer:
    def changed(body: bytes) -> bytes:
        page: dict[str, Any] = json.loads(body)
        return json_bytes({**page, "pageToken": choose(page)})

    return _changed(turn, changed)


def _with_member(turn: Turn, value: bytes) -> Answer:
    """With one more member in the first object, which no client has to know."""
    return _changed(turn, lambda body: body.replace(b"{", b'{"unexpected":' + value + b",", 1).replace(b",}", b"}", 1))


def _changed(turn: Turn, change: Callable[[bytes], bytes]) -> Answer:
    answer = plain(turn.regular())
    return replace(answer, body=change(answer.body)) if answer.body else answer


def _other_document(body: bytes, number: int) -> bytes:
    """The last digit of the first half becomes another one."""
    found = re.match(rb"(?s)(.*)([0-9])", body[: len(body) // 2])
    assert found is not None, "every answer with a document holds digits"
    start, digit = found.groups()
    # Never a zero: a number does not begin with it.
    other = b"%d" % ((int(digit) + number % 8) % 9 + 1)
    return start + other + body[len(start) + 1 :]
