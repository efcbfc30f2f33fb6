"""Akamai's CSV file. Its columns are not documented: those called as the members of the JSON file are read as those."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator

from ..errors import UnexpectedAnswer
from .akamai_lines import (
    CUSTOMER,
    HEADER,
    LINE,
    AkamaiCustomer,
    AkamaiHeader,
    Batches,
    Report,
    SkippedLine,
    read_line,
    read_part,
)
from .cursor import CUT, Cursor, damaged


def read_csv(cursor: Cursor, report: Report) -> Batches:
    """The lines at hand, and the header at last: of its columns those that say the same in every line."""
    texts = _Texts(cursor)
    rows = _rows(texts)
    names = _names(next(rows))
    if len(names) < 2 and not (LINE | CUSTOMER | HEADER).intersection(names):
        hint = "It has to be JSON, or CSV with commas and a row of names."
        raise UnexpectedAnswer("the file has no columns of an invoice", hint=hint)
    if not (LINE | CUSTOMER | HEADER).intersection(names):
        report(SkippedLine(0, "no column is known, so that every field is in `others`", names))
    header: dict[str, str | None] | None = None
    customer, whose = AkamaiCustomer(), dict[str, str | None]()
    for number, row in enumerate(rows, 1):
        if len(row) != len(names):
            if texts.cut and len(row) < len(names):
                raise damaged(CUT)
            report(SkippedLine(number, f"{len(row)} fields below {len(names)} names", row))
            continue
        fields = {name: None if name in LINE and not text else text for name, text in zip(names, row, strict=True)}
        of_customer = {name: fields.pop(name) or None for name in names if name in CUSTOMER}
        if whose != of_customer:
            customer, whose = read_part(AkamaiCustomer, of_customer, report), of_customer
        if header is None:
            header = {name: text for name, text in fields.items() if name in HEADER - LINE}
        elif not header.items() <= fields.items():
            header = dict(header.items() & fields.items())
        try:
            line = read_line(fields, customer)
        except ValueError as error:
            report(SkippedLine(number, str(error), row))
        else:
            yield [line]
    return read_part(AkamaiHeader, {name: text or None for name, text in (header or {}).items()}, report)


def _names(sent: list[str]) -> list[str]:
    """What the columns are called: as in the schema where only one can be meant, else as sent; none is called twice."""
    near = ["_".join(name.upper().split()) for name in sent]
    count, count_near = Counter(sent), Counter(near)
    names: list[str] = []
    for index, name in enumerate(sent):
        if count[name] > 1:
            names.append(f"{name} ({sent[: index + 1].count(name)})")
        else:
            is_meant = near[index] in LINE | CUSTOMER | HEADER and count_near[near[index]] == 1
            names.append(near[index] if is_meant else name)
    return names


def _rows(texts: _Texts) -> Iterator[list[str]]:
    try:
        yield from filter(None, csv.reader(texts, strict=True))
    except csv.Error as error:
        raise damaged(CUT if texts.cut else f"it is not CSV: {error}") from error


class _Texts:
    """Lines of text; within quotation marks they are parts of one row."""

    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor
        self.cut = False
        """Whether the last line that was read does not end as lines do."""

    def __iter__(self) -> Iterator[str]:
        while not self.cut:
            end = self._cursor.buffer.rfind(b"\n", self._cursor.at) + 1
            if not end and self._cursor.more():
                continue
            self.cut = not end
            lines = self._cursor.take(end or len(self._cursor.buffer))
            is_all = self._cursor.position - len(lines) in (0, 3)
            if self.cut and is_all and b"\r" in lines.rstrip():
                raise damaged("its lines end with CR alone")
            try:
                yield from io.StringIO(lines.decode(), newline="\n")
            except UnicodeDecodeError as error:
                yield from io.StringIO(lines[: lines.rfind(b"\n", 0, error.start) + 1].decode(), newline="\n")
                at = self._cursor.position - len(lines) + error.start
                raise damaged(f"it is not UTF-8, at byte {at}") from error
