"""What an Akamai invoice consists of: the structs of its schema, and what a file has beyond it."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterable
from decimal import Decimal
from itertools import chain
from operator import attrgetter
from typing import Any, TypeVar, get_args

import attrs
import msgspec
from msgspec import field

from cloudinvoices_apis.documents.akamai_invoice import EndCustomer, InvoiceHeader, InvoiceLine

from ..core.decoding import is_object, read_struct

T = TypeVar("T", bound=msgspec.Struct)


class AkamaiHeader(InvoiceHeader, frozen=True, gc=False, kw_only=True):
    """What holds for the whole invoice, None where the file does not say it. `end_customer` always is None: each line
    has its customer. There is no total in the file, and none is made up."""

    others: dict[str, Any] | None = field(name="*others", default=None)
    """The members that the schema does not know, of the header and beside it, by their names."""


class AkamaiCustomer(EndCustomer, frozen=True, gc=False, kw_only=True):
    """Whom a line was billed for, None where the file does not say it. `invoice_line` always is None."""

    others: dict[str, Any] | None = field(name="*others", default=None)
    """The members that the schema does not know, by their names."""


class AkamaiLine(InvoiceLine, frozen=True, gc=False, kw_only=True, forbid_unknown_fields=True):
    """One billed item, None where the file does not say it. Amounts are in units of `invoice_currency`, digit for digit
    as sent, and with the sign that was sent: which one the lines of a credit memo have is not documented. Akamai's
    list, not this file, is known to have negative totals for those. Of a member that comes twice the last counts."""

    # With a star, which no known member of a file has before its name.
    customer: AkamaiCustomer = field(name="*customer", default=AkamaiCustomer())
    """Whom it was billed for."""
    others: dict[str, Any] | None = field(name="*others", default=None)
    """What the schema of a line does not know, by its name: members of JSON as plain data, fields of CSV as text."""


@attrs.frozen
class SkippedLine:
    """What could not be read and is not among the lines."""

    number: int
    """Of the line, counted from 1; 0 for a field of the header or of a customer, which is None there."""
    reason: str
    """What could not be read, and where in it."""
    raw: Any = attrs.field(repr=False)
    """What was there: of JSON the text, of CSV the fields; with number 0 the text or all members around it."""


Report = Callable[[SkippedLine], None]
Batches = Generator[list[AkamaiLine], None, AkamaiHeader]
"""The lines as they are read, and the header when all are."""

LINE = {one.encode_name for one in msgspec.structs.fields(InvoiceLine)}
CUSTOMER = {one.encode_name for one in msgspec.structs.fields(EndCustomer)} - {"INVOICE_LINE"}
HEADER = {one.encode_name for one in msgspec.structs.fields(InvoiceHeader)} - {"END_CUSTOMER"}
_NAMES: dict[type[msgspec.Struct], set[str]] = {AkamaiLine: LINE, AkamaiCustomer: CUSTOMER, AkamaiHeader: HEADER}
_AMOUNTS = [one.name for one in msgspec.structs.fields(InvoiceLine) if Decimal in get_args(one.type)]
# Decimal takes 1_000 and the digits of every script as well, which nobody means who writes an invoice.
_NUMBER = re.compile(r"\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*", re.ASCII)
_amounts_of: Callable[[InvoiceLine], tuple[Decimal | None, ...]] = attrgetter(*_AMOUNTS)


def _is_finite(amount: Decimal | None) -> bool:
    return amount is None or amount.is_finite()


def are_finite(lines: Iterable[InvoiceLine]) -> bool:
    """Whether all amounts are numbers: the text "NaN" is one to Decimal, and so to msgspec."""
    amounts: Iterable[Decimal | None] = chain.from_iterable(map(_amounts_of, lines))
    return all(map(Decimal.is_finite, filter(None, amounts)))


def read_line(data: Any, customer: AkamaiCustomer) -> AkamaiLine:
    """One line of plain data.

    Raises:
        ValueError: it is no line, or something in it cannot be read.
    """
    if not is_object(data):
        raise ValueError("expected an object")
    line, unreadable = _read(AkamaiLine, data)
    texts = {name: data[name.upper()] for name in _AMOUNTS if isinstance(data.get(name.upper()), str)}
    unreadable += [
        f"{text[:40]!r} at `$.{name.upper()}`" for name, text in texts.items() if not _NUMBER.fullmatch(text)
    ]
    unreadable += [f"not a number - at `$.{name.upper()}`" for name in _AMOUNTS if not _is_finite(getattr(line, name))]
    if unreadable:
        raise ValueError("; ".join(unreadable))
    msgspec.structs.force_setattr(line, "customer", customer)
    return line


def read_part(struct: type[T], data: dict[str, Any], report: Report) -> T:
    """A header or customer of plain data; what cannot be read in it is None and reported."""
    read, unreadable = _read(struct, data)
    for reason in unreadable:
        report(SkippedLine(0, reason, data))
    return read


def _read(struct: type[T], data: dict[str, Any]) -> tuple[T, list[str]]:
    known = {name: value for name, value in data.items() if name in _NAMES[struct]}
    read, unreadable = read_struct(struct, known)
    if len(known) < len(data):
        others = {name: value for name, value in data.items() if name not in known}
        msgspec.structs.force_setattr(read, "others", others)
    return read, unreadable
