"""Many documents at once: a whole sync into an empty folder, beside clients that only fetch, hash and write."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import msgspec

from . import command
from .folders import empty_folder
from .process import run_client
from .rounds import interleave
from .server import serving
from .sizes import Sizes
from .spread import Spread, ratio, show, spread
from .table import Target, table, targets
from .work import Kind, Measurement, Served, Work

Measured = dict[str, list[Measurement]]

_JOBS = 32
_LATENCY = 0.02
_BYTES = 100_000
_OURS, _COMMAND = "**archive, from Python**", "**`cloudinvoices sync`**, its start included"
_AIOHTTP, _HTTPX = "aiohttp loop", "httpx.AsyncClient loop"
_REQUESTS: dict[Kind, int] = {"qovery": 2, "doit": 1}
_HEADINGS: dict[Kind, str] = {
    "qovery": "Two requests a document (Qovery: a link in JSON, then the PDF)",
    "doit": "One request a document (DoiT: the invoice as JSON)",
}


def measure(sizes: Sizes, folder: Path) -> str:
    """The chapter."""
    parts = [part for kind in _HEADINGS for part in _measure_kind(kind, sizes, folder)]
    return "\n\n".join(parts)


def _measure_kind(kind: Kind, sizes: Sizes, folder: Path) -> list[str]:
    waiting = _measure(kind, _LATENCY, sizes, folder)
    at_once = _measure(kind, 0.0, sizes, folder)
    return [
        f"### {_HEADINGS[kind]}",
        f"{_LATENCY * 1000:.0f} ms before each answer:",
        _table(waiting),
        _floor(kind, waiting),
        "No latency:",
        _table(at_once),
        targets(_targets(waiting, at_once)),
    ]


def _measure(kind: Kind, latency: float, sizes: Sizes, folder: Path) -> Measured:
    with serving(Served(invoices=sizes.documents, size=_BYTES, latency=latency)) as address:
        work = Work(address=address, kind=kind, folder="", documents=sizes.documents, jobs=_JOBS)
        competitors = _loops(work, folder)
        if latency:
            slow = msgspec.structs.replace(work, documents=sizes.one_by_one, jobs=1)
            competitors[_COMMAND] = partial(_fetch, command.sync, work, folder)
            competitors[f"httpx.Client, {_JOBS} threads"] = _client("httpx_threads", work, folder)
            competitors["httpx.Client, one by one"] = _client("httpx_threads", slow, folder)
        return interleave(f"bulk, {kind}, {latency * 1000:.0f} ms", sizes.rounds, competitors)


def _loops(work: Work, folder: Path) -> dict[str, Callable[[], Measurement]]:
    modules = {_OURS: "archive_sync", _AIOHTTP: "aiohttp_loop", _HTTPX: "httpx_async_loop"}
    return {name: _client(module, work, folder) for name, module in modules.items()}


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
            ratio(own, aiohttp, _wall),
            ratio(own, httpx, _speed),
            spread(own, _processor, 1000),
            ratio(own, aiohttp, _processor),
            ratio(own, httpx, _processor),
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


def _targets(waiting: Measured, at_once: Measured) -> list[Target]:
    ours, aiohttp, httpx = waiting[_OURS], waiting[_AIOHTTP], waiting[_HTTPX]
    quick: list[Spread] = [ratio(at_once[_OURS], at_once[peer], _processor) for peer in (_AIOHTTP, _HTTPX)]
    return [
        Target(
            what="with latency: speed ÷ httpx.AsyncClient loop",
            measured=ratio(ours, httpx, _speed),
            limit=4,
            at_least=True,
        ),
        Target(what="with latency: wall ÷ aiohttp loop", measured=ratio(ours, aiohttp, _wall), limit=1.5),
        Target(what="no latency: processor time ÷ aiohttp loop", measured=quick[0], limit=2.5),
        Target(what="no latency: processor time ÷ httpx.AsyncClient loop", measured=quick[1], limit=0.5),
    ]
