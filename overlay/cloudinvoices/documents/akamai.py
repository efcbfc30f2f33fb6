"""Akamai's invoices as it makes them, JSON or CSV: all at once, or line by line in a few megabytes of memory."""

from __future__ import annotations

import io
import os
import threading
import warnings
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import BinaryIO

import attrs

from ..errors import CloudInvoicesError, CloudInvoicesWarning, UnexpectedAnswer
from .akamai_csv import read_csv
from .akamai_json import read_json
from .akamai_lines import AkamaiHeader, AkamaiLine, Report, SkippedLine
from .cursor import END, OPEN_OBJECT, Cursor, damaged

Source = str | os.PathLike[str] | bytes | BinaryIO
"""A file's path, its bytes, or a file that is open for reading bytes."""
_MOST_SKIPPED = 1000
# Compressed, a picture, UTF-16: none of it text that can be read.
_OTHERS = (b"<", b"[", b"%", b"\0", b"\x1f\x8b", b"PK\3\4", b"\x89PNG", b"\xff\xfe", b"\xfe\xff")


@attrs.frozen
class AkamaiInvoice:
    """All of an invoice."""

    header: AkamaiHeader
    """What holds for all lines."""
    lines: list[AkamaiLine] = attrs.field(repr=False)
    """In the order of the file, of all customers."""
    skipped: list[SkippedLine]
    """What could not be read."""


class AkamaiLines:
    """The lines of an open invoice, to go through once, in one thread. Made by `open_akamai`."""

    skipped: list[SkippedLine]
    """What could not be read so far."""

    def __init__(self, file: BinaryIO) -> None:
        if isinstance(file, io.TextIOBase) or not hasattr(file, "read"):
            raise TypeError("an invoice is read from a path, bytes, or a file that is open for reading bytes, not text")
        self.skipped = []
        self._file = file
        self._start = file.tell() if hasattr(file, "seekable") and file.seekable() else None
        self._failure: CloudInvoicesError | None = None
        self._thread: int | None = None
        self._header: AkamaiHeader | None = None
        self._lines = chain.from_iterable(self._batches(self._skip))

    def __iter__(self) -> Iterator[AkamaiLine]:
        """The lines that are left.

        Raises:
            DocumentDamaged: the file breaks off or is no JSON or CSV; the lines before that place came first.
            UnexpectedAnswer: it is something else than an invoice, or more than 1,000 lines cannot be read.
            RuntimeError: another thread is reading them.
        """
        self._thread = self._thread or threading.get_ident()
        if self._thread != threading.get_ident():
            raise RuntimeError("an open invoice is read by one thread")
        if self._failure is not None:
            raise self._failure
        return self._lines

    @property
    def header(self) -> AkamaiHeader:
        """What holds for all lines. JSON says some of it behind them: asked for earlier, the file is read to its end
        for this alone, and again for the lines.

        Raises:
            ValueError: the lines are not through, and the file is one that cannot be read twice.
            DocumentDamaged, UnexpectedAnswer: as for the lines.
        """
        if self._header is None:
            if self._start is None:
                raise ValueError("this file cannot be read twice: its header is known when all lines are read")
            here = self._file.tell()
            self._file.seek(self._start)
            try:
                for _ in self._batches(lambda skipped: None):
                    pass
            finally:
                self._file.seek(here)
            assert self._header is not None
        return self._header

    def _batches(self, report: Report) -> Generator[list[AkamaiLine], None, None]:
        try:
            cursor = Cursor(self._file)
            first = cursor.peek()
            if first == END:
                raise damaged("the file is empty")
            if cursor.buffer.startswith(_OTHERS, cursor.at):
                kind = "a web page" if first == ord("<") else "something else"
                raise UnexpectedAnswer(f"the file is {kind}, and not an invoice", hint="Download it as JSON or CSV.")
            self._header = yield from (read_json if first == OPEN_OBJECT else read_csv)(cursor, report)
        except CloudInvoicesError as error:
            error.complete(provider="akamai")
            self._failure = error
            raise

    def _skip(self, skipped: SkippedLine) -> None:
        if not self.skipped:
            where = f"line {skipped.number}" if skipped.number else "a field beside the lines"
            message = f"{where} of the invoice cannot be read: {skipped.reason}. `skipped` has all that cannot"
            warnings.warn(message, CloudInvoicesWarning, stacklevel=2)
        if len(self.skipped) >= _MOST_SKIPPED:
            hint = f"The first one: {self.skipped[0].reason}."
            raise UnexpectedAnswer(f"more than {_MOST_SKIPPED:,} lines cannot be read", hint=hint)
        self.skipped.append(skipped)


@contextmanager
def open_akamai(source: Source) -> Generator[AkamaiLines, None, None]:
    """An invoice's lines one after the other, JSON or CSV, whichever it is.

    Memory does not grow with their number. A path is closed at the end, a file of yours stays open; both are read
    from where they are.

    Raises:
        TypeError: the file is open for reading text.
        OSError: it cannot be opened or read.
    """
    if isinstance(source, bytes):
        source = io.BytesIO(source)
    if isinstance(source, str | os.PathLike):
        with Path(source).open("rb", buffering=0) as file:
            yield AkamaiLines(file)
    else:
        yield AkamaiLines(source)


def read_akamai(source: Source) -> AkamaiInvoice:
    """All of an invoice, JSON or CSV, whichever it is. A line that cannot be read is in `skipped`, with a warning.

    Raises:
        DocumentDamaged: the file breaks off, or is no JSON or CSV: it has the wrong bytes. `open_akamai` gives the
            lines before the break.
        UnexpectedAnswer: it is whole, and something else than an invoice; or more than 1,000 lines cannot be read.
        TypeError: the file is open for reading text.
        OSError: it cannot be opened or read.
    """
    with open_akamai(source) as opened:
        lines = list(opened)
        return AkamaiInvoice(header=opened.header, lines=lines, skipped=opened.skipped)
