"""How far a sync is, on stderr: bars for who sits in front of it, now and then a line for a log."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ..archive import Watch
from . import quantities
from .messages import Messages
from .progress import can_redraw, ticking

if TYPE_CHECKING:
    from rich.progress import Progress

_LINES_EVERY = 10.0
_BARS_EVERY = 0.2


class Counts(Watch):
    """Counts what it is told of, and nothing else: it is told in the event loop."""

    def __init__(self, accounts: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.accounts = accounts
        self.invoices: int = 0
        self.accounts_listed: int = 0
        self.accounts_done: int = 0
        self.documents: int | None = None
        """To fetch; None while it is not known."""
        self.documents_done: int = 0
        self.bytes: int = 0
        self._clock = clock
        self._began = 0.0

    def listed(self, account: str) -> None:
        self.invoices += 1

    def account_listed(self, account: str) -> None:
        self.accounts_listed += 1

    def planned(self, documents: int) -> None:
        self.documents = documents
        self._began = self._clock()

    def received(self, size: int) -> None:
        self.bytes += size

    def done(self, account: str) -> None:
        self.documents_done += 1

    def account_done(self, account: str) -> None:
        self.accounts_done += 1

    @property
    def left(self) -> str:
        """The time left, if it goes on like this."""
        if not self.documents or not self.documents_done:
            return ""
        each = (self._clock() - self._began) / self.documents_done
        return f"about {quantities.duration(each * (self.documents - self.documents_done))} left"

    @property
    def so_far(self) -> str:
        """What was done when it ended before its end."""
        if self.documents is None:
            return "Nothing was fetched yet"
        documents = quantities.count(self.documents, "document")
        return f"{self.documents_done:,} of {documents} were done, and what was fetched is kept"

    def line(self) -> str:
        """All of it in one line."""
        if self.documents is None:
            invoices = quantities.count(self.invoices, "invoice")
            return f"{self.accounts_listed} of {quantities.count(self.accounts, 'account')} listed, {invoices}"
        parts = [
            f"{self.accounts_done} of {quantities.count(self.accounts, 'account')}",
            f"{self.documents_done:,} of {quantities.count(self.documents, 'document')}",
            quantities.size(self.bytes),
            self.left,
        ]
        return ", ".join(filter(None, parts))


@contextmanager
def watching(
    messages: Messages, counts: Counts, *, lines_every: float = _LINES_EVERY, bars_every: float = _BARS_EVERY
) -> Generator[None]:
    """Shows how far it is as long as this lasts, and leaves nothing on a terminal."""
    if messages.quiet:
        yield
    elif can_redraw():
        bars = _Bars(counts)
        with bars.drawn, ticking(bars.draw, bars_every):
            yield
    else:
        with ticking(lambda: messages.say(counts.line()), lines_every):
            yield


class _Bars:
    """The counts as bars; drawn when told to."""

    def __init__(self, counts: Counts) -> None:
        self._counts = counts
        self._rate = _Rate()
        self.drawn = _progress()
        self._accounts = self.drawn.add_task("accounts", total=counts.accounts, state="")
        self._documents = self.drawn.add_task("documents", total=None, state="")
        self._bytes = self.drawn.add_task("bytes", total=None, state="", visible=False, bare=True)

    def draw(self) -> None:
        counts = self._counts
        done = counts.accounts_listed if counts.documents is None else counts.accounts_done
        self.drawn.update(self._accounts, completed=done, state=self._accounts_state(done))
        self.drawn.update(
            self._documents, total=counts.documents, completed=counts.documents_done, state=self._documents_state()
        )
        rate = self._rate.of(counts.bytes)
        state = f"{quantities.size(counts.bytes)}, {quantities.size(rate)}/s"
        self.drawn.update(self._bytes, visible=counts.bytes > 0, state=state)
        self.drawn.refresh()

    def _accounts_state(self, done: int) -> str:
        return f"{done} of {self._counts.accounts}{' listed' if self._counts.documents is None else ''}"

    def _documents_state(self) -> str:
        counts = self._counts
        if counts.documents is None:
            return f"{quantities.count(counts.invoices, 'invoice')} listed"
        return ", ".join(filter(None, [f"{counts.documents_done:,} of {counts.documents:,}", counts.left]))


class _Rate:
    """Bytes a second, of the last few seconds."""

    def __init__(self) -> None:
        self._seen = deque([(time.monotonic(), 0)], maxlen=25)

    def of(self, bytes: int) -> int:
        self._seen.append((time.monotonic(), bytes))
        (began, before), (now, _) = self._seen[0], self._seen[-1]
        return round((bytes - before) / max(now - began, 0.001))


def _progress() -> Progress:
    from rich.console import Console, RenderableType
    from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn
    from rich.text import Text

    class Bar(ProgressColumn):
        _drawn = BarColumn(bar_width=24)

        def render(self, task: Task) -> RenderableType:
            return Text() if task.fields.get("bare") else self._drawn.render(task)

    return Progress(
        TextColumn("{task.description}", markup=False),
        Bar(),
        TextColumn("{task.fields[state]}", markup=False),
        console=Console(stderr=True),
        auto_refresh=False,  # when it is told to, and in no thread that may outlive the run
        transient=True,
        redirect_stdout=False,  # data stays where it belongs
    )
