"""Clients run in this process: they do the same there, and to start a process for each would take long."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from typing import Any

import msgspec
import pytest

from benchmarks import client, process
from benchmarks.work import Work


@pytest.fixture
def in_process(monkeypatch: pytest.MonkeyPatch) -> list[Sequence[str]]:
    """The commands that were run; generators of code are not, because they have tests of their own."""
    commands = list[Sequence[str]]()
    run = process._run

    def run_here(command: Sequence[str], *arguments: Any) -> subprocess.CompletedProcess[bytes]:
        commands.append(command)
        if "benchmarks.client" in command:
            measured = client.main(command[-2], msgspec.json.decode(command[-1], type=Work))
            return subprocess.CompletedProcess(command, 0, msgspec.json.encode(measured))
        if "-W" in command:
            command = (sys.executable, "-c", "pass")
        return run(command, *arguments)

    monkeypatch.setattr(process, "_run", run_here)
    return commands
