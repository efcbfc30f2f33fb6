"""The command line: `cloudinvoices`, or `python -m cloudinvoices`. Needs the extra `cli`."""

from __future__ import annotations

import io
import os
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

_NEEDED = ("click", "rich", "platformdirs")


def main() -> None:
    """Run the command line and end the process with its exit code."""
    if not all(_is_installed(name) for name in _NEEDED):
        sys.stderr.write("cloudinvoices: the command line is an extra: pip install 'cloudinvoices[cli]'\n")
        sys.exit(78)
    _prepare_streams()
    # httpx imports its own command line where click is installed, and with it a fifth of what a start takes.
    modules: dict[str, Any] = sys.modules
    modules.setdefault("httpx._main", None)
    from .interrupts import interruption, take_signals

    try:
        take_signals()
        from .application import application

        application(prog_name="cloudinvoices")
    except KeyboardInterrupt:
        what, code = interruption()
        sys.stderr.write(f"{what}\n")
        sys.exit(code)


def _prepare_streams() -> None:
    """Both exist, whatever the shell closed, and end for no character that the terminal cannot show."""
    streams: tuple[TextIO | None, TextIO | None] = (sys.stdout, sys.stderr)
    if streams[1] is None:
        sys.stderr = Path(os.devnull).open("w")  # noqa: SIM115  # open to the end of the process
    elif sys.platform != "win32" and sys.stderr is sys.__stderr__:
        deaf = io.BufferedWriter(_Deaf(2, "w", closefd=False))
        sys.stderr = io.TextIOWrapper(deaf, streams[1].encoding, line_buffering=True)
    if streams[0] is None:
        sys.stderr.write("cloudinvoices: there is no standard output\n")
        sys.exit(74)
    if isinstance(sys.stdout.buffer, io.RawIOBase):  # PYTHONUNBUFFERED: what takes a part only would lose the rest
        whole = io.BufferedWriter(io.FileIO(1, "w", closefd=False))
        sys.stdout = io.TextIOWrapper(whole, sys.stdout.encoding, line_buffering=True)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


class _Deaf(io.FileIO):
    """What cannot be written there is lost, and is no reason to end otherwise: a log on a disk that is full."""

    def write(self, data: ReadableBuffer, /) -> int:
        size = memoryview(data).nbytes
        try:
            return super().write(data) or size  # None where a pipe is full and does not wait
        except OSError:
            return size


def _is_installed(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ImportError:
        return False
