"""One large document each of three ways: how much memory it takes, and how fast it is."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from shlex import quote

import attrs
import msgspec

from .clients.api import large_address
from .folders import empty_folder
from .process import run_client, run_program
from .rounds import interleave
from .server import serving
from .sizes import Sizes
from .spread import Spread, ratio, spread
from .table import Target, table, targets
from .work import Kind, Measurement, Served, Work

_MEBIBYTE = 1 << 20
_SMALL = 1_000_000
_GROWTH = 32
_OURS, _ASYNC = "**`Provider.download`**", "**`AsyncProvider.download`**"
_CURL = "curl, base64 -d, sha256sum (a pipe, and no file)"
_STREAM = "httpx.Client stream (to a file, and hashed)"
_TOOLS = ("bash", "curl", "tail", "head", "base64", "sha256sum")
# The text stands behind eight bytes and before two: nothing has to look for it.
_PIPE = "curl --silent --fail {} | tail -c +9 | head -c -2 | base64 -d | sha256sum"


@attrs.frozen
class Way:
    """How a document comes."""

    kind: Kind
    name: str
    peer: str
    least: float
    """The throughput that it should reach, beside the peer's."""


_WAYS = (
    Way("qovery", "behind a link (Qovery)", _STREAM, 0.8),
    Way("akamai", "by `Accept` (Akamai)", _STREAM, 0.8),
    Way("f5xc", "as base64 inside JSON (F5)", _CURL, 0.5),
)


def measure(sizes: Sizes, folder: Path) -> str:
    """The chapter."""
    parts, rows = list[str](), list[Target]()
    for way, mebibytes in zip(_WAYS, sizes.mebibytes, strict=True):
        if way.peer == _CURL and (missing := missing_tools()):
            parts.append(f"{mebibytes:,} MiB {way.name} was not measured: {', '.join(missing)} not found.")
            continue
        measured = _measure(way, mebibytes, sizes, folder)
        parts += [f"{mebibytes:,} MiB {way.name}:", _table(way, mebibytes, measured)]
        rows += _targets(way, mebibytes, measured)
    return "\n\n".join([*parts, targets(rows)])


def missing_tools() -> list[str]:
    """Those of the pipe that are not on this machine."""
    return [tool for tool in _TOOLS if shutil.which(tool) is None]


Measured = Mapping[tuple[str, bool], Sequence[Measurement]]
"""By competitor, and whether the document is the large one."""


def _measure(way: Way, mebibytes: int, sizes: Sizes, folder: Path) -> Measured:
    with ExitStack() as stack:
        small, large = (_work(stack, way, size) for size in (_SMALL, mebibytes * _MEBIBYTE))
        competitors: dict[tuple[str, bool], Callable[[], Measurement]] = {
            (name, work is large): _client(client, work, folder)
            for name, client in ((_OURS, "large_download"), (_ASYNC, "large_download_async"))
            for work in (small, large)
        }
        competitors[way.peer, True] = _pipe(large) if way.peer == _CURL else _client("httpx_stream", large, folder)
        return interleave(f"large documents, {way.kind}", sizes.rounds, competitors)


def _work(stack: ExitStack, way: Way, size: int) -> Work:
    address = stack.enter_context(serving(Served(invoices=1, size=size)))
    return Work(address=address, kind=way.kind, folder="", documents=1)


def _client(module: str, work: Work, folder: Path) -> Callable[[], Measurement]:
    return partial(_run, partial(run_client, module), work, folder)


def _run(run: Callable[[Work], Measurement], work: Work, parent: Path) -> Measurement:
    with empty_folder(parent) as folder:
        return run(msgspec.structs.replace(work, folder=folder))


def _pipe(work: Work) -> Callable[[], Measurement]:
    command = ("bash", "-o", "pipefail", "-c", _PIPE.format(quote(large_address(work))))
    return partial(run_program, command, 1)


def _growth(measured: Measured, name: str) -> Spread:
    """MiB more at most than with the small document."""
    pairs = zip(measured[name, True], measured[name, False], strict=True)
    return Spread.of((large.peak - small.peak) / _MEBIBYTE for large, small in pairs)


def _throughput(measured: Measured, name: str, peer: str, figure: Callable[[Measurement], float]) -> Spread:
    return ratio(measured[peer, True], measured[name, True], figure)


def _processor(measured: Measurement) -> float:
    return measured.processor


def _wall(measured: Measurement) -> float:
    return measured.wall


def _table(way: Way, mebibytes: int, measured: Measured) -> str:
    header = (
        "",
        "peak of 1 MB, MiB",
        f"peak of {mebibytes:,} MiB, MiB",
        "growth, MiB",
        "MiB/s of processor time",
        "÷ peer",
        "MiB/s of wall time",
        "÷ peer",
    )
    return table(header, (_row(way, mebibytes, measured, name) for name in (_OURS, _ASYNC, way.peer)))


def _row(way: Way, mebibytes: int, measured: Measured, name: str) -> tuple[object, ...]:
    large = measured[name, True]
    is_peer = name == way.peer
    return (
        name,
        "" if is_peer else spread(measured[name, False], lambda one: one.peak, 1 / _MEBIBYTE),
        spread(large, lambda one: one.peak, 1 / _MEBIBYTE) if large[0].peak else "",
        "" if is_peer else _growth(measured, name),
        spread(large, lambda one: mebibytes / one.processor),
        "" if is_peer else _throughput(measured, name, way.peer, _processor),
        spread(large, lambda one: mebibytes / one.wall),
        "" if is_peer else _throughput(measured, name, way.peer, _wall),
    )


def _targets(way: Way, mebibytes: int, measured: Measured) -> list[Target]:
    found = list[Target]()
    for name in (_OURS, _ASYNC):
        what = f"{mebibytes:,} MiB {way.name}, {name.strip('*')}"
        throughput = _throughput(measured, name, way.peer, _processor)
        peer = way.peer.partition(" (")[0]
        found += [
            Target(what=f"{what}: memory, MiB more", measured=_growth(measured, name), limit=_GROWTH),
            Target(
                what=f"{what}: bytes a processor second ÷ {peer}", measured=throughput, limit=way.least, at_least=True
            ),
        ]
    return found
