"""Run as a program: forks a process for each line it reads, so that a kill meets the work and not the start of Python.

A line is what to do, an archive's path and the seconds until the kill, or nothing, with tabs between them. The answer
is how the process ended.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import cloudinvoices as ci
from cloudinvoices.archive import Archive, Options, Source, sync, verify


def main() -> None:
    settings = json.loads(sys.argv[1])
    sources = [Source(name, name, partial(ci.aconnect, name, **settings[name]), date(2024, 1, 1)) for name in settings]
    work: dict[str, Callable[[Archive], int]] = {
        "sync": lambda archive: len(sync(archive, sources, Options()).failures),
        "recheck": lambda archive: len(sync(archive, sources, Options(recheck=True)).failures),
        "refresh": lambda archive: len(archive.refresh().gone),
        "eight syncs": lambda archive: _eight(lambda: work["sync"](Archive(archive.address))),
        "verify": lambda archive: len(list(verify(archive))),
    }
    for provider in settings:  # what is imported on first use is imported before the fork
        ci.aconnect(provider, **settings[provider])
    for line in sys.stdin:
        what, folder, kill_after = line.rstrip("\n").split("\t")
        child = os.fork()
        if child == 0:
            os._exit(_do(work[what], Path(folder)))
        if kill_after:
            time.sleep(float(kill_after))
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        print(status, flush=True)


def _do(work: Callable[[Archive], int], folder: Path) -> int:
    try:
        with Archive(folder) as archive:
            return work(archive)
    except BaseException:
        traceback.print_exc()
        return 99


def _eight(work: Callable[[], int]) -> int:
    """The same in eight processes at once; the sum of what they return."""
    children = []
    for _ in range(8):
        child = os.fork()
        if child == 0:
            os._exit(work())
        children.append(child)
    return sum(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children)


if __name__ == "__main__":
    main()
