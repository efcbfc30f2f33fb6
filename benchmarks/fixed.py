"""What a run costs before its first document."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import msgspec

from . import command
from .folders import empty_folder
from .process import run_client, run_command
from .rounds import interleave
from .server import serving
from .sizes import Sizes
from .spread import ratio, spread
from .table import table
from .work import Measurement, Served, Work

_NOTHING = "the interpreter alone"
_PROGRAMS = {
    _NOTHING: "pass",
    "and imports of the aiohttp loop": "import aiohttp, asyncio, hashlib, json",
    "and imports of the httpx loop": "import asyncio, hashlib, json, httpx",
    "and httpx's TLS context": "import asyncio, hashlib, json, httpx; httpx.create_ssl_context()",
    "**and imports of the archive**": "import benchmarks.clients.archive_sync",
}


def measure(sizes: Sizes, folder: Path) -> str:
    """The chapter."""
    programs: dict[str, Callable[[], Measurement]] = {
        name: partial(run_command, ("-c", program), 1) for name, program in _PROGRAMS.items()
    }
    with serving(Served(invoices=0, size=1000)) as address:
        work = Work(address=address, kind="qovery", folder="", documents=0)
        programs["**sync of an empty list, from Python**, after imports"] = partial(
            _sync, partial(run_client, "archive_sync"), work, folder
        )
        programs["**`cloudinvoices sync` of an empty list**"] = partial(_sync, command.sync, work, folder)
        programs["**`cloudinvoices --version`**"] = partial(run_command, ("-m", "cloudinvoices", "--version"), 1)
        measured = interleave("fixed costs", sizes.rounds, programs)
    rows = (
        (
            name,
            spread(own, lambda one: one.processor, 1000),
            spread(own, lambda one: one.wall, 1000),
            ratio(own, measured[_NOTHING], lambda one: one.processor),
        )
        for name, own in measured.items()
    )
    header = ("", "processor, ms", "wall, ms", "processor ÷ interpreter alone")
    return table(header, rows)


def _sync(run: Callable[[Work], Measurement], work: Work, parent: Path) -> Measurement:
    with empty_folder(parent) as folder:
        return run(msgspec.structs.replace(work, folder=folder))
