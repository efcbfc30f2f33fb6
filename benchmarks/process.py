"""Run one client, or one command, in a process of its own, and learn what it took."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from .work import Measurement, Work

_MOST_REPEATED = 3
_PEERS = ("aiohttp", "httpx")
repeated: Counter[str] = Counter()
"""Peers that have failed, and how often."""

ROOT = Path(__file__).resolve().parents[1]


def run_client(name: str, work: Work) -> Measurement:
    """Run a module of `clients` in a fresh process, which measures itself once its imports are done.

    A peer that fails is run again, and that is said on the page: httpx in threads at times waits for an answer in vain.

    Raises:
        RuntimeError: it failed again and again, is ours, or did not fetch everything.
    """
    command = [sys.executable, "-m", "benchmarks.client", name, msgspec.json.encode(work).decode()]
    wall, processor = time.perf_counter(), _processor_of_children()
    try:
        printed = _run(command, {}).stdout
    except RuntimeError:
        if not name.startswith(_PEERS) or repeated[name] >= _MOST_REPEATED:
            raise
        repeated[name] += 1
        with suppress(FileNotFoundError):
            for path in Path(work.folder).rglob("*"):
                if path.is_file():
                    os.truncate(path, 0)
        return run_client(name, work)
    wall, processor = time.perf_counter() - wall, _processor_of_children() - processor
    measured = msgspec.json.decode(printed, type=Measurement)
    whole = max(processor, measured.processor)  # a tiny run may be below what the system counts in
    measured = msgspec.structs.replace(measured, whole_wall=wall, whole_processor=whole)
    if measured.documents != work.documents:
        raise RuntimeError(f"{name} did {measured.documents} of {work.documents} documents")
    return measured


def run_command(arguments: Sequence[str], documents: int, environment: Mapping[str, str] | None = None) -> Measurement:
    """Run Python with these arguments and measure from outside: with the start of the interpreter and all imports.

    Raises:
        RuntimeError: it failed.
    """
    return run_program((sys.executable, *arguments), documents, environment)


def run_program(
    command: Sequence[str], documents: int, environment: Mapping[str, str] | None = None, times: int = 1
) -> Measurement:
    """Run a program, several times if told so, and measure from outside; what it starts itself is included.

    Raises:
        RuntimeError: it failed.
    """
    wall, processor = time.perf_counter(), _processor_of_children()
    for _ in range(times):
        _run(command, environment or {})
    wall, processor = time.perf_counter() - wall, _processor_of_children() - processor
    return Measurement(documents=documents, wall=wall, processor=processor, whole_wall=wall, whole_processor=processor)


def _run(command: Sequence[str], environment: Mapping[str, str]) -> subprocess.CompletedProcess[bytes]:
    # No proxy and no account of the person who runs this.
    clean = {"PATH": os.environ["PATH"], "HOME": os.devnull, **environment}
    done = subprocess.run(command, capture_output=True, cwd=ROOT, env=clean, check=False)  # noqa: S603  # our own commands
    if done.returncode:
        said = done.stderr.decode(errors="replace")
        raise RuntimeError(f"{' '.join(command[1:4])} ended with {done.returncode}: {said}")
    return done


def _processor_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
