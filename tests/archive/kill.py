"""Run as a program: forks a sync for each line it reads, so that a kill meets the sync and not the start of Python.

A line is an archive's path and, after a tab, the seconds until the kill, if any. The answer is how the sync ended.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
import traceback
from datetime import date
from functools import partial
from pathlib import Path

import cloudinvoices as ci
from cloudinvoices.archive import Archive, Options, Source, sync


def main() -> None:
    settings = json.loads(sys.argv[1])
    sources = [Source(name, name, partial(ci.aconnect, name, **settings[name]), date(2024, 1, 1)) for name in settings]
    for provider in settings:  # what is imported on first use is imported before the fork
        ci.aconnect(provider, **settings[provider])
    for line in sys.stdin:
        folder, _, kill_after = line.strip().partition("\t")
        child = os.fork()
        if child == 0:
            os._exit(_sync(Path(folder), sources))
        if kill_after:
            time.sleep(float(kill_after))
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        print(status, flush=True)


def _sync(folder: Path, sources: list[Source]) -> int:
    try:
        with Archive(folder) as archive:
            return len(sync(archive, sources, Options()).failures)
    except BaseException:
        traceback.print_exc()
        return 99


if __name__ == "__main__":
    main()
