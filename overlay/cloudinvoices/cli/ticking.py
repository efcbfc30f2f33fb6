"""Something that happens again and again beside the work, and ends with it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager


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
