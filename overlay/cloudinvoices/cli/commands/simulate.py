"""`simulate`: the local simulator of all providers, as a process of its own."""

from __future__ import annotations

import json
import os
import signal
import threading
from pathlib import Path

import click

from ...errors import CloudInvoicesError
from ...testing import Simulator
from ..command import Run, command
from ..output import binary_stdout


@command(
    "simulate",
    examples="""
        cloudinvoices simulate --port 8700
        cloudinvoices simulate --ready-file ready.json &
    """,
)
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Port of the APIs; by default a free one.")
@click.option("--ready-file", type=click.Path(path_type=Path, dir_okay=False), help="Gets the same line, once it runs.")
def simulate(run: Run, port: int, ready_file: Path | None) -> None:
    """Run a local simulator of all providers.

    Until it is interrupted or terminated.

    Prints one line of JSON (whatever --output says): by provider the settings that lead to it, invented credentials
    included, as `cloudinvoices.connect` and the configuration take them.
    """
    if ready_file:
        ready_file.unlink(missing_ok=True)  # of an earlier run: it is not ready now
    ended = threading.Event()

    def end(number: int, frame: object) -> None:
        ended.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)
    simulator = _start(port)
    try:
        line = json.dumps({name: simulator.settings(name) for name in simulator.providers}).encode() + b"\n"
        stdout = binary_stdout()
        stdout.write(line)
        stdout.flush()
        if ready_file:
            _write_at_once(ready_file, line)
        ended.wait()
    finally:
        simulator.close()


def _start(port: int) -> Simulator:
    try:
        return Simulator(port).start()
    except OSError as error:
        raise CloudInvoicesError(
            f"port {port} cannot be used: {error.strerror or error}", hint="Without --port a free one is taken."
        ) from error


def _write_at_once(path: Path, content: bytes) -> None:
    """Whoever waits for the file finds it complete."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    part.write_bytes(content)
    part.replace(path)


COMMAND = simulate
