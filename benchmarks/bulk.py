"""Many documents at once: a whole sync into an empty folder, beside clients that only fetch, hash and write."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import attrs
import msgspec

from . import command
from .folders import empty_folder
from .process import run_client
from .rounds import interleave
from .server import serving
from .sizes import Sizes
from .spread import ratio, show, spread
from .table import Target, table, targets
from .work import Kind, Measurement, Served, Work

Measured = dict[str, list[Measurement]]

_JOBS = 32
_LATENCY = 0.02
_BYTES = 100_000
_DOWNLOAD, _THREADS = "**`AsyncProvider.download`**", f"**`Provider.download`**, {_JOBS} threads"
_OURS, _COMMAND = "**archive, from Python**", "**`cloudinvoices sync`**, all as whole processes"
_AIOHTTP, _HTTPX = "aiohttp loop", "httpx.AsyncClient loop"
_MODULES = {
    _OURS: "archive_sync",
    _DOWNLOAD: "provider_download",
    _AIOHTTP: "aiohttp_loop",
    _HTTPX: "httpx_async_loop",
}
_LASTING = "aiohttp loop that makes each file last (`fsync`)"
_MEMORY = Path("/dev/shm")  # noqa: S108  # a folder of its own is made there
_FURTHER = {
    _LASTING: "aiohttp_lasting",
    _THREADS: "provider_threads",
    f"httpx.Client, {_JOBS} threads": "httpx_threads",
}
_JUDGED = (_DOWNLOAD, _OURS, _COMMAND)
_REQUIRED = "qovery"
"""The targets are for documents behind links; the other kind is shown beside them."""
_REQUESTS: Mapping[Kind, int] = {"qovery": 2, "doit": 1}
_HEADINGS: Mapping[Kind, str] = {
    "qovery": "Two requests a document (Qovery: a link in JSON, then the PDF)",
    "doit": "One request a document (DoiT: the invoice as JSON)",
}


def measure(sizes: Sizes, folder: Path) -> str:
    """The chapter."""
    parts = [part for kind in sizes.kinds for part in _measure_kind(kind, sizes, folder)]
    return "\n\n".join(parts)


def _measure_kind(kind: Kind, sizes: Sizes, folder: Path) -> list[str]:
    with _memory() as memory:
        # What is judged with small numbers is judged where a disk has no part in it: new files cost 20 to 500 µs.
        place = memory or folder if sizes.judged_only else folder
        waiting = _measure(kind, _LATENCY, sizes, place)
        at_once = _measure(kind, 0.0, sizes, place)
        on_no_disk = _measure(kind, 0.0, sizes, memory) if memory and not sizes.judged_only else None
    parts = [
        f"### {_HEADINGS[kind]}",
        f"{_LATENCY * 1000:.0f} ms before each answer:",
        _table(waiting),
        _floor(kind, waiting),
        "No latency:",
        _table(at_once),
    ]
    rows = _targets(kind, waiting, at_once)
    if on_no_disk:
        parts += ["No latency, and files in memory (tmpfs), where neither making nor keeping them costs:"]
        parts += [_table(on_no_disk)]
        rows += _processor_targets(kind, on_no_disk, "no latency, files in memory")
    return [*parts, targets(rows)]


@contextmanager
def _memory() -> Generator[Path | None]:
    if not os.access(_MEMORY, os.W_OK):
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="cloudinvoices-benchmark-", dir=_MEMORY) as folder:
        yield Path(folder)


def _measure(kind: Kind, latency: float, sizes: Sizes, folder: Path) -> Measured:
    with serving(Served(invoices=sizes.documents, size=_BYTES, latency=latency)) as address:
        work = Work(address=address, kind=kind, folder="", documents=sizes.documents, jobs=_JOBS)
        competitors = {name: _client(module, work, folder) for name, module in _MODULES.items()}
        competitors[_COMMAND] = partial(_fetch, command.sync, work, folder)
        if not sizes.judged_only:
            competitors |= {name: _client(module, work, folder) for name, module in _FURTHER.items()}
        if latency and not sizes.judged_only:
            slow = msgspec.structs.replace(work, documents=sizes.one_by_one, jobs=1)
            competitors["httpx.Client, one by one"] = _client("httpx_threads", slow, folder)
        return interleave(f"bulk, {kind}, {latency * 1000:.0f} ms", sizes.rounds, competitors)


def _client(module: str, work: Work, folder: Path) -> Callable[[], Measurement]:
    return partial(_fetch, partial(run_client, module), work, folder)


def _fetch(run: Callable[[Work], Measurement], work: Work, parent: Path) -> Measurement:
    with empty_folder(parent) as folder:
        return run(msgspec.structs.replace(work, folder=folder))


def _wall(measured: Measurement) -> float:
    return measured.wall / measured.documents


def _speed(measured: Measurement) -> float:
    return measured.documents / measured.wall


def _processor(measured: Measurement) -> float:
    return measured.per_document


@attrs.frozen
class _Figures:
    """What is compared: after the imports; of the command, which has no such moment, whole processes on both sides."""

    wall: Callable[[Measurement], float] = _wall
    speed: Callable[[Measurement], float] = _speed
    processor: Callable[[Measurement], float] = _processor


_WHOLE = _Figures(
    lambda one: one.whole_wall / one.documents,
    lambda one: one.documents / one.whole_wall,
    lambda one: one.whole_processor / one.documents,
)


def _figures(name: str) -> _Figures:
    return _WHOLE if name == _COMMAND else _Figures()


def _table(measured: Measured) -> str:
    header = (
        "",
        "documents",
        "wall, s",
        "documents/s",
        "wall ÷ aiohttp",
        "speed ÷ httpx async",
        "processor, ms/document",
        "÷ aiohttp",
        "÷ httpx async",
    )
    aiohttp, httpx = measured[_AIOHTTP], measured[_HTTPX]
    rows = (
        (
            name,
            f"{own[0].documents:,}",
            spread(own, lambda one: one.wall),
            spread(own, _speed),
            ratio(own, aiohttp, _figures(name).wall),
            ratio(own, httpx, _figures(name).speed),
            spread(own, _processor, 1000),
            ratio(own, aiohttp, _figures(name).processor),
            ratio(own, httpx, _figures(name).processor),
        )
        for name, own in measured.items()
    )
    return table(header, rows)


def _floor(kind: Kind, measured: Measured) -> str:
    """What latency alone makes impossible, whoever the client is."""
    requests, documents = _REQUESTS[kind], measured[_OURS][0].documents
    floor = documents * requests * _LATENCY / _JOBS
    wanted = spread(measured[_HTTPX], lambda one: one.wall).median / 4
    verdict = "less than any client can need" if wanted < floor else "which latency allows"
    return (
        f"By latency alone, {documents:,} × {requests} × {_LATENCY * 1000:.0f} ms at {_JOBS} at a time take "
        f"{show(floor)} s, and the list before them {_LATENCY * 1000:.0f} ms or more. "
        f"Four times the speed of the httpx.AsyncClient loop is {show(wanted)} s, {verdict}."
    )


def _targets(kind: Kind, waiting: Measured, at_once: Measured) -> list[Target]:
    aiohttp, httpx = waiting[_AIOHTTP], waiting[_HTTPX]
    found = [
        Target(
            what=f"{_OURS.strip('*')}, with latency: speed ÷ httpx.AsyncClient loop",
            measured=ratio(waiting[_OURS], httpx, _speed),
            limit=4,
            at_least=True,
            required=False,
        )
    ]
    for ours in _JUDGED:
        least = min(spread(one, lambda measured: measured.wall).median for one in (waiting[ours], aiohttp))
        found.append(
            Target(
                what=f"{ours.replace('**', '')}, with latency: wall ÷ aiohttp loop",
                measured=ratio(waiting[ours], aiohttp, _figures(ours).wall),
                limit=1.5,
                wall=least,
                required=kind == _REQUIRED,
            )
        )
    return found + _processor_targets(kind, at_once, "no latency")


def _processor_targets(kind: Kind, measured: Measured, where: str) -> list[Target]:
    return [
        Target(
            what=f"{ours.replace('**', '')}, {where}: processor time ÷ {peer}",
            measured=ratio(measured[ours], measured[peer], _figures(ours).processor),
            limit=limit,
            required=kind == _REQUIRED,
        )
        for ours in _JUDGED
        for peer, limit in ((_AIOHTTP, 2.5), (_HTTPX, 0.5))
    ]
