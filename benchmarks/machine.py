"""Where and with what a table was measured."""

from __future__ import annotations

import os
import platform
import tempfile
import time
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

_NEW_FILES = 500
_OURS = ("cloudinvoices", "aiohttp", "httpx", "msgspec", "attrs")
_PEERS = ("requests", "edgegrid-python", "qovery", "orjson")


def describe(folder: Path, rounds: int) -> str:
    """Day, machine, versions, load and disk, as the line above the tables."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    versions = ", ".join(f"{name} {version(name)}" for name in (*_OURS, *_PEERS))
    return (
        f"*{datetime.now(UTC):%Y-%m-%d}; {rounds} round{'s' if rounds > 1 else ''}, interleaved: "
        f"median (least–most). {os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()} {platform.release()}, "
        f"{_file_system(folder)}, {platform.python_implementation()} {platform.python_version()}; {versions}; "
        f"load at the start {os.getloadavg()[0]:.2f}; a new file costs {_new_file(folder):.0f} µs of processor time.*"
    )


def _new_file(folder: Path) -> float:
    """Microseconds: much on a disk that is still busy with what was removed from it (see `folders.py`)."""
    files = Path(tempfile.mkdtemp(dir=folder))
    started = time.process_time()
    for number in range(_NEW_FILES):
        files.joinpath(str(number)).touch()
    return (time.process_time() - started) / _NEW_FILES * 1e6


def _file_system(folder: Path) -> str:
    """Of what is written; on one in memory nothing is made to last."""
    mounts = Path("/proc/self/mounts")
    if not mounts.exists():
        return "file system unknown"
    mounted = [line.split()[1:3] for line in mounts.read_text().splitlines()]
    return max((place, kind) for place, kind in mounted if folder.resolve().is_relative_to(place))[1]
