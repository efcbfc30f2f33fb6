"""Records to stdout: as a table for people, as JSON, NDJSON or CSV for programs."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, BinaryIO

import attrs

from .plain import json_text, plain_text
from .spreadsheet import spreadsheet_cell

Record = Mapping[str, Any]


@attrs.frozen
class Column:
    """One column of a table: its title, and the member or function that gives its cells."""

    title: str
    value: str | Callable[[Record], Any]
    right: bool = False

    def cell(self, record: Record) -> str:
        value = self.value(record) if callable(self.value) else record[self.value]
        return plain_text(value)


@attrs.frozen
class Layout:
    """How records of one kind are written: the members that CSV has, and the columns of the table."""

    fields: Sequence[str]
    columns: Sequence[Column]


@attrs.frozen
class Output:
    """Writes records in the form that was asked for."""

    format: str

    @property
    def streams(self) -> bool:
        """Whether each record is written as it comes."""
        return self.format in ("ndjson", "csv")

    def many(self, records: Iterable[Record], layout: Layout, *, bare: bool = True) -> None:
        """Any number of records; with `bare` an empty table still has its titles."""
        if self.format == "json":
            _write(json_text(list(records), indent=2) + "\n")
        elif self.format == "ndjson":
            for record in records:
                _write(json_text(record) + "\n")
        elif self.format == "csv":
            _write_csv(records, layout.fields)
        else:
            from .table import table

            titles = [column.title for column in layout.columns]
            cells = [[column.cell(record) for column in layout.columns] for record in records]
            if cells or bare:
                _write(table(cells, titles, [column.right for column in layout.columns]))

    def gap(self) -> None:
        """An empty line between two tables."""
        _write("\n")

    def one(self, record: Record, layout: Layout) -> None:
        """A single record: in JSON an object, in a table one line a member."""
        if self.format == "json":
            _write(json_text(record, indent=2) + "\n")
        elif self.format == "table":
            from .table import table

            _write(table([[name, plain_text(record[name])] for name in layout.fields if plain_text(record[name])]))
        else:
            self.many([record], layout)


def _write_csv(records: Iterable[Record], fields: Sequence[str]) -> None:
    line = io.StringIO()
    writer = csv.writer(line, lineterminator="\n")

    def write(cells: Sequence[str]) -> None:
        writer.writerow(cells)
        _write(line.getvalue())
        line.seek(0)
        line.truncate()

    # The header waits for the first record: a list that is refused leaves no file that looks complete.
    header = True
    for record in records:
        if header:
            write(fields)
            header = False
        write([spreadsheet_cell(plain_text(record[name])) for name in fields])
    if header:
        write(fields)


def _write(text: str) -> None:
    stream = binary_stdout()
    stream.write(text.encode("utf-8", "backslashreplace"))
    stream.flush()


def binary_stdout() -> BinaryIO:
    """Where data goes; whoever writes to it also flushes."""
    return sys.stdout.buffer
