"""What goes to stderr: errors, warnings, notes. Data never does."""

from __future__ import annotations

import logging
import sys
import warnings
from collections.abc import Generator
from contextlib import contextmanager
from typing import TextIO

import attrs
import click

from ..errors import CloudInvoicesError, CloudInvoicesWarning, printable


def without_hint(error: CloudInvoicesError) -> str:
    """What happened, without the next step, which has a place of its own."""
    return str(error).removesuffix(f". {error.hint}") if error.hint else str(error)


@attrs.frozen
class Messages:
    """Speaks as much as the person asked for."""

    quiet: bool = False
    verbosity: int = 0

    def say(self, text: str) -> None:
        """One line, whatever the person asked for."""
        click.echo(printable(text), err=True)

    def note(self, text: str) -> None:
        """One line, unless quiet was asked for."""
        if not self.quiet:
            self.say(text)

    def error(self, error: CloudInvoicesError, prefix: str = "") -> None:
        """What happened, and what to do next; with -v also what was behind it."""
        self.say(f"error: {prefix}{without_hint(error)}")
        self.explain(error)

    def explain(self, error: CloudInvoicesError) -> None:
        """What to do next; with -v also what was behind it."""
        if error.hint:
            self.say(f"hint: {error.hint}")
        if self.verbosity:
            self._say_cause(error)

    def _say_cause(self, error: CloudInvoicesError) -> None:
        cause: BaseException | None = error
        chain: list[str] = []
        while cause is not None and len(chain) < 10:
            chain.append(f"{type(cause).__module__}.{type(cause).__qualname__}")
            cause = cause.__cause__
        # Types only: the words of other libraries may hold addresses and values.
        self.say(f"cause: {' <- '.join(chain)}")
        for line in (error.excerpt or "").splitlines():
            self.say(f"answer: {line}")

    @contextmanager
    def listening(self) -> Generator[None]:
        """Show the warnings and the log of the package as plain lines."""
        log = logging.getLogger("cloudinvoices")
        handler = _Lines(self)
        level = log.level
        log.addHandler(handler)
        log.setLevel(self._level())
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("always", CloudInvoicesWarning)
                warnings.showwarning = self._show
                yield
        finally:
            log.removeHandler(handler)
            log.setLevel(level)

    def _level(self) -> int:
        if self.verbosity > 1:
            return logging.DEBUG
        # Who sits in front of it wants to know why it waits.
        at_terminal = not self.quiet and sys.stderr.isatty()
        return logging.INFO if self.verbosity or at_terminal else logging.WARNING

    def _show(
        self,
        message: Warning | str,
        category: type[Warning],
        filename: str,
        lineno: int,
        file: TextIO | None = None,
        line: str | None = None,
    ) -> None:
        self.say(f"warning: {message}")


class _Lines(logging.Handler):
    def __init__(self, messages: Messages) -> None:
        super().__init__()
        self._messages = messages

    def emit(self, record: logging.LogRecord) -> None:
        self._messages.say(record.getMessage())
