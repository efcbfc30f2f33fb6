"""How much memory a large document takes, and a long list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

import msgspec

from .folders import empty_folder
from .process import run_client
from .rounds import interleave
from .server import serving
from .sizes import Sizes
from .spread import ratio, spread
from .table import table
from .work import Kind, Measurement, Served, Work

_MEGABYTE = 1_000_000
# Last in each group is the peer.
_DOCUMENT: Mapping[str, str] = {
    "**sync of one document**": "archive_sync",
    "httpx.AsyncClient loop, in pieces": "httpx_async_loop",
    "aiohttp loop, in pieces": "aiohttp_loop",
}
_LIST: Mapping[str, str] = {
    "**invoice by invoice**": "archive_list",
    "aiohttp loop, only the ids": "aiohttp_list",
}
_LISTS: Mapping[Kind, str] = {"doit": "in pages of 50 (DoiT)", "qovery": "in one answer (Qovery)"}

Measured = Mapping[str, Sequence[Measurement]]


def measure(sizes: Sizes, folder: Path) -> str:
    """The chapter."""
    sizes_of_documents = (1, sizes.megabytes)
    document = [
        _measure(_DOCUMENT, "qovery", Served(invoices=1, size=size * _MEGABYTE), sizes, folder)
        for size in sizes_of_documents
    ]
    parts = [_table([f"one of {size} MB" for size in sizes_of_documents], document)]
    for kind, name in _LISTS.items():
        lengths = (sizes.few, sizes.many)
        lists = [_measure(_LIST, kind, Served(invoices=length, size=1000), sizes, folder) for length in lengths]
        parts += [f"A list {name}:", _table([f"{length:,} invoices" for length in lengths], lists)]
    return "\n\n".join(parts)


def _measure(clients: Mapping[str, str], kind: Kind, served: Served, sizes: Sizes, folder: Path) -> Measured:
    with serving(served) as address:
        work = Work(address=address, kind=kind, folder="", documents=served.invoices, jobs=1)
        what = f"memory, {kind}, {served.invoices:,} × {served.size:,}"
        return interleave(what, sizes.rounds, {name: partial(_run, one, work, folder) for name, one in clients.items()})


def _run(client: str, work: Work, parent: Path) -> Measurement:
    with empty_folder(parent) as folder:
        return run_client(client, msgspec.structs.replace(work, folder=folder))


def _peak(measured: Measurement) -> float:
    return measured.peak


def _table(names: Sequence[str], measured: Sequence[Measured]) -> str:
    small, large = measured
    *_, peer = large.values()
    header = ("peak, MB", *names, "growth", "÷ aiohttp")
    rows = (
        (
            name,
            spread(small[name], _peak, 1 / _MEGABYTE),
            spread(own, _peak, 1 / _MEGABYTE),
            ratio(own, small[name], _peak),
            ratio(own, peer, _peak) if own is not peer else "",
        )
        for name, own in large.items()
    )
    return table(header, rows)
