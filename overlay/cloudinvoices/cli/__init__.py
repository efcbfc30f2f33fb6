"""The command line: `cloudinvoices`, or `python -m cloudinvoices`. Needs the extra `cli`."""

from __future__ import annotations

import io
import os
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TextIO

_NEEDED = ("click", "rich", "platformdirs")


def main() -> None:
    """Run the command line and end the process with its exit code."""
    if not all(_is_installed(name) for name in _NEEDED):
        sys.stderr.write("cloudinvoices: the command line is an extra: pip install 'cloudinvoices[cli]'\n")
        sys.exit(78)
    _prepare_streams()
    try:
        from .application import application

        application(prog_name="cloudinvoices")
    except KeyboardInterrupt:
        sys.exit(130)


def _prepare_streams() -> None:
    """Both exist, whatever the shell closed, and end for no character that the terminal cannot show."""
    streams: tuple[TextIO | None, TextIO | None] = (sys.stdout, sys.stderr)
    if streams[1] is None:
        sys.stderr = Path(os.devnull).open("w")  # noqa: SIM115  # open to the end of the process
    if streams[0] is None:
        sys.stderr.write("cloudinvoices: there is no standard output\n")
        sys.exit(74)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _is_installed(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ImportError:
        return False
