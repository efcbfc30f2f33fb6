"""Akamai's JSON file, a batch of lines at a time. The lists of customers and lines are walked, all else is small."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Generator, Iterator
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Any

import msgspec
from msgspec.structs import force_setattr

from ..core.decoding import BAD_JSON
from ..errors import UnexpectedAnswer
from .akamai_lines import (
    AkamaiCustomer,
    AkamaiHeader,
    AkamaiLine,
    Batches,
    Report,
    SkippedLine,
    are_finite,
    read_line,
    read_part,
)
from .cursor import END, OPEN_LIST, OPEN_OBJECT, Cursor, damaged, elements_of

_MOST_BESIDE_LINES = 1 << 20
_decode = msgspec.json.Decoder(float_hook=Decimal).decode
_decode_lines = msgspec.json.Decoder(list[AkamaiLine]).decode
Walk = Generator[list[AkamaiLine], None, None]
Members = dict[str, Any]


def read_json(cursor: Cursor, report: Report) -> Batches:
    """The lines at hand, and the header at last."""
    return _Reader(cursor, report).read()


class _Reader:
    def __init__(self, cursor: Cursor, report: Report) -> None:
        self._cursor = cursor
        self._report = report
        self._number = 0

    def read(self) -> Batches:
        beside, members = Members(), Members()
        walk = partial(self._object, members, "END_CUSTOMER", OPEN_LIST, self._customers)
        if not (yield from self._object(beside, "INVOICE", OPEN_OBJECT, walk)):
            raise _unexpected(f"expected an object with 'INVOICE', got {str(beside)[:200]}")
        if self._cursor.peek() != END:
            raise damaged(f"something follows the invoice at byte {self._cursor.position}")
        header = read_part(AkamaiHeader, members, self._report)
        if beside:
            force_setattr(header, "others", beside | (header.others or {}))
        return header

    def _customers(self) -> Walk:
        for _ in self._cursor.items(OPEN_LIST):
            if self._cursor.peek() not in (OPEN_OBJECT, END):
                raise _unexpected("END_CUSTOMER has something else than customers")
            customer, members = AkamaiCustomer(), Members()
            yield from self._object(members, "INVOICE_LINE", OPEN_LIST, partial(self._lines, customer, members))
            _fill(customer, read_part(AkamaiCustomer, members, self._report))

    def _lines(self, customer: AkamaiCustomer, members: Members) -> Walk:
        _fill(customer, read_part(AkamaiCustomer, members, lambda skipped: None))
        for _ in self._cursor.items(OPEN_LIST):
            elements, lines = self._cursor.batch(_decode_lines)
            if lines is None or not are_finite(lines):
                yield from self._one_by_one(elements, customer)
                continue
            self._number += len(lines)
            for line in lines:
                force_setattr(line, "customer", customer)
            yield lines

    def _one_by_one(self, elements: bytes, customer: AkamaiCustomer) -> Walk:
        for element in _split(elements, self._cursor.position):
            self._number += 1
            try:
                line = read_line(_read(element), customer)
            except ValueError as error:
                self._report(SkippedLine(self._number, str(error), _text(element)))
            else:
                yield [line]

    def _object(
        self, members: Members, inner: str, opening: int, walk: Callable[[], Generator[list[AkamaiLine], None, object]]
    ) -> Generator[list[AkamaiLine], None, bool]:
        """Collect an object's members, but walk through the one that is called `inner`; whether there is one."""
        walked, size, names = False, 0, set[str]()
        for _ in self._cursor.items(OPEN_OBJECT):
            name = str(self._read(self._cursor.name()))
            if name in names:
                raise _unexpected(f"{name[:80]!r} is there twice, and nothing says which one holds")
            names.add(name)
            if name == inner and self._cursor.peek() == opening:
                yield from walk()
                walked = True
                continue
            start = self._cursor.position
            value = self._read(self._cursor.value())
            size += len(name) + self._cursor.position - start
            if size > _MOST_BESIDE_LINES:
                raise damaged(f"more than {_MOST_BESIDE_LINES >> 20} MiB beside the lines")
            if name != inner:
                members[name] = value
            elif value is not None:
                raise _unexpected(f"{inner} is {str(value)[:40]!r}")
        return walked

    def _read(self, text: bytes) -> Any:
        try:
            return _read(text)
        except ValueError as error:
            self._report(SkippedLine(0, str(error), _text(text)))
            return None


def _fill(customer: AkamaiCustomer, read: AkamaiCustomer) -> None:
    """Members may stand behind the lines, which have their customer by then."""
    for name in AkamaiCustomer.__struct_fields__:
        force_setattr(customer, name, getattr(read, name))


def _split(elements: bytes, end: int) -> Iterator[bytes]:
    try:
        yield from map(bytes, elements_of(elements))
    except BAD_JSON:
        cursor = Cursor(io.BytesIO(elements), end - len(elements) + 1)
        yield from (cursor.value() for _ in cursor.items(OPEN_LIST))


def _read(text: bytes) -> Any:
    """Plain data of a value.

    Raises:
        DocumentDamaged: it is not JSON.
        ValueError: it is, and cannot be read: half of a character, a number without end, a depth of thousands.
    """
    try:
        return _decode(text)
    except BAD_JSON as error:
        reason = "a number is too large" if isinstance(error, InvalidOperation) else str(error)
        malformed = isinstance(error, msgspec.DecodeError) and not isinstance(error, msgspec.ValidationError)
        if malformed and not _is_json(text):
            raise damaged(f"it is not JSON: {reason} of {_text(text)[:40]!r}") from error
        raise ValueError(reason) from error


def _is_json(text: bytes) -> bool:
    try:
        json.loads(text.decode("utf-8", "replace"))  # msgspec 0.23 and later: bytes that are no text are no JSON either
    except (ValueError, RecursionError):
        return False
    return True


def _text(value: bytes) -> str:
    return value.decode("utf-8", "backslashreplace")


def _unexpected(message: str) -> UnexpectedAnswer:
    return UnexpectedAnswer(message, hint="Download the invoice again; this is another shape than the documented one.")
