"""How far it is, on stderr, for whoever watches; nothing where nobody does."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager

from .messages import Messages
from .ticking import ticking

_LINES_EVERY = 10.0
_REDRAWN_EVERY = 0.2


def can_redraw() -> bool:
    """Whether stderr is a terminal on which what was written can be taken back."""
    return sys.stderr.isatty() and os.environ.get("TERM") not in ("dumb", "unknown")


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
