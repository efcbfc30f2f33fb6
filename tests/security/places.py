"""Everything that a use of the SDK leaves behind for somebody to read."""

from __future__ import annotations

import io
import logging
import pickle
import traceback
import warnings
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

from rich.console import Console
from rich.traceback import Traceback

import cloudinvoices as ci


class Listening(logging.Handler):
    """Every record of every logger, as a formatter writes it and as a collector of logs takes it apart."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []
        self.names: set[str] = set()
        self.messages: list[str] = []
        """What our own logger says."""
        self.warnings: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.names.add(record.name)
        self.messages += [record.getMessage()] if record.name == "cloudinvoices" else []
        self.lines.append(f"{self.format(record)} {record.__dict__!r}")


@contextmanager
def listening() -> Generator[Listening]:
    """All loggers at DEBUG, those of the HTTP libraries and asyncio too, and every warning."""
    root, heard = logging.getLogger(), Listening()
    level = root.level
    root.addHandler(heard)
    root.setLevel(logging.DEBUG)
    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always", ci.CloudInvoicesWarning)
            yield heard
        heard.warnings += [f"{one.message} {one.message!r}" for one in caught]
    finally:
        root.removeHandler(heard)
        root.setLevel(level)


def chain(error: BaseException) -> Iterator[BaseException]:
    """The error and all that is behind it, by cause and by context."""
    waiting: list[BaseException | None] = [error]
    seen: set[int] = set()
    while waiting:
        one = waiting.pop()
        if one is not None and id(one) not in seen:
            seen.add(id(one))
            waiting += [one.__cause__, one.__context__]
            yield one


def said_by(error: BaseException) -> str:
    """All that a traceback, a log or a collector of errors shows of it."""
    parts = ["".join(traceback.format_exception(error))]
    for one in chain(error):
        parts += [str(one), repr(one), repr(one.args), repr(getattr(one, "__notes__", "")), repr(vars(one))]
        parts += [repr(getattr(one, name, "")) for name in ("filename", "doc", "object")]
    return "\n".join(parts)


def pickled(error: BaseException) -> bytes:
    """The error as it crosses to another process."""
    content = pickle.dumps(error)
    assert str(pickle.loads(content)) == str(error)
    return content


def locals_of(error: BaseException) -> dict[str, str]:
    """What a traceback with local variables shows, by place; of frames that are not the tests'.

    Left out is what no code can hide from a debugger: a text by itself, and in our own frames plain data, which is what
    the provider has sent.
    """
    shown: dict[str, str] = {}
    for one in chain(error):
        for frame, line in traceback.walk_tb(one.__traceback__):
            file = Path(frame.f_code.co_filename)
            if "tests" in file.parts or file.parts[-2:] == ("asyncio", "runners.py"):
                continue
            plain = (dict, list) if "cloudinvoices" in file.parts else ()
            for name, value in frame.f_locals.items():
                if not isinstance(value, (str, bytes, bytearray, *plain)):
                    shown[f"{file.name}:{line} {frame.f_code.co_name} {name}"] = safe_repr(value)
    return shown


def safe_repr(value: Any) -> str:
    try:
        return repr(value)
    except Exception as error:
        return f"no repr: {type(error).__name__}"


def drawn(kind: type[BaseException], error: BaseException, where: TracebackType | None) -> str:
    """The traceback as rich draws it."""
    lines = io.StringIO()
    Console(file=lines, width=400).print(Traceback.from_exception(kind, error, where))
    return lines.getvalue()


def files_below(folder: Path) -> dict[str, bytes]:
    """Content of every file, hidden ones included; and their names."""
    found = {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {**found, "names of files": "\n".join(map(str, folder.rglob("*"))).encode()}
