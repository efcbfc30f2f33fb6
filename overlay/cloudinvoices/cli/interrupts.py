"""How a signal ends the program: the first one in order, a second one at once."""

from __future__ import annotations

import os
import signal
import sys
import threading
from types import FrameType

_SHOW_CURSOR = b"\x1b[?25h"
_is_terminated = threading.Event()


def take_signals() -> None:
    """Have SIGTERM end the program as Ctrl-C does, and a second signal of either kind end it where it stands."""
    signal.signal(signal.SIGTERM, _terminate)
    if sys.platform == "win32":  # it wakes sockets only
        return
    received, sent = os.pipe()
    os.set_blocking(sent, False)
    signal.set_wakeup_fd(sent, warn_on_full_buffer=False)
    threading.Thread(target=_end_at_the_second, args=(received,), daemon=True).start()


def interruption() -> tuple[str, int]:
    """What has ended the run, and the exit code for it."""
    return ("terminated", 143) if _is_terminated.is_set() else ("interrupted", 130)


def _terminate(number: int, frame: FrameType | None) -> None:
    _is_terminated.set()
    interrupt = signal.getsignal(signal.SIGINT)  # of the event loop, while there is one
    if not callable(interrupt):  # a shell has a program in the background ignore Ctrl-C
        raise KeyboardInterrupt
    interrupt(signal.SIGINT, frame)


def _end_at_the_second(received: int) -> None:
    # The system writes the number there at once, also while the main thread waits for a disk that does not answer.
    os.read(received, 1)
    number = os.read(received, 1)[0]
    if os.isatty(2):
        os.write(2, _SHOW_CURSOR)  # the progress has hidden it
    os._exit(128 + number)
