"""How far it is, on stderr, for whoever watches; nothing where nobody does."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager

from .messages import Messages

_LINES_EVERY = 10.0
_REDRAWN_EVERY = 0.2


def can_redraw() -> bool:
    """Whether stderr is a terminal on which what was written can be taken back."""
    return sys.stderr.isatty() and os.environ.get("TERM") not in ("dumb", "unknown")


def has_room(*, streams: bool) -> bool:
    """Whether progress can be shown: lines of data on the same terminal would overwrite it, and it them."""
    return not (streams and sys.stdout.isatty())


@contextmanager
def counting(what: str, *, shown: bool) -> Generator[Callable[[], None]]:
    """A line with a count of `what`; call the function once for each."""
    if not (shown and sys.stderr.isatty()):
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    with Progress(
        SpinnerColumn(),
        TextColumn("{task.completed:.0f} {task.description}", markup=False),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=False,  # data stays where it belongs
    ) as progress:
        task = progress.add_task(what, total=None)
        yield lambda: progress.advance(task)


@contextmanager
def saying(
    line: Callable[[], str],
    messages: Messages,
    *,
    lines_every: float = _LINES_EVERY,
    redrawn_every: float = _REDRAWN_EVERY,
) -> Generator[None]:
    """What `line` returns, again and again: on a terminal in one place, elsewhere as lines for a log."""
    if messages.quiet:
        yield
    elif not can_redraw():
        with ticking(lambda: messages.say(line()), lines_every):
            yield
    else:
        from rich.console import Console
        from rich.progress import Progress, TextColumn

        progress = Progress(
            TextColumn("{task.description}", markup=False),
            console=Console(stderr=True),
            auto_refresh=False,
            transient=True,
            redirect_stdout=False,
        )
        task = progress.add_task(line(), total=None)
        with progress, ticking(lambda: progress.update(task, description=line(), refresh=True), redrawn_every):
            yield


@contextmanager
def ticking(tick: Callable[[], None], interval: float) -> Generator[None]:
    """Call `tick` every `interval` seconds, the first time after the first of them, in a thread that ends here.

    The work itself is never held up: it only counts, whatever it takes to show the counts.
    """
    ended = threading.Event()

    def run() -> None:
        while not ended.wait(interval):
            tick()

    thread = threading.Thread(target=run, name="cloudinvoices progress", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
