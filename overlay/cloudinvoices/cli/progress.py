"""How far it is, on stderr, for whoever watches; nothing where nobody does."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager


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
