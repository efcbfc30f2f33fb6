"""Runs one module of `clients` and prints its `Measurement`. What is imported before it starts is not in the times."""

from __future__ import annotations

import resource
import sys
import time
from importlib import import_module
from pathlib import Path

import msgspec

from .work import Measurement, Work

_STATUS = Path("/proc/self/status")


def _peak() -> int:
    """The most memory of this process, in bytes; what getrusage says may be its parent's, from before the start."""
    if _STATUS.exists():
        return int(_STATUS.read_text().partition("VmHWM:")[2].split()[0]) * 1024
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def main(name: str, work: Work) -> Measurement:
    """What the client did and took."""
    run = import_module(f".clients.{name}", __package__).run
    wall, processor = time.perf_counter(), time.process_time()
    documents = run(work)
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    return Measurement(documents=documents, wall=wall, processor=processor, peak=_peak())


if __name__ == "__main__":
    sys.stdout.buffer.write(msgspec.json.encode(main(sys.argv[1], msgspec.json.decode(sys.argv[2], type=Work))))
