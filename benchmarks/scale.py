"""What a document costs in a small and in a large archive: the first sync, one without news, records, verify."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import attrs
import msgspec

from . import command
from .cost import Cost
from .folders import empty_folder
from .process import run_client
from .rounds import interleave
from .server import serving
from .sizes import Sizes
from .table import Target, table, targets
from .work import Measurement, Served, Work

_ACCOUNTS = 4
_BYTES = 1000
_GROWTH = 1.3
_MICROSECONDS = 60
_MEGABYTES = 200


@attrs.frozen
class Place:
    """The documents of one size: where they come from, and where they are."""

    archive: Work
    files: Work
    """Of the aiohttp loop, a file for each document."""

    @classmethod
    def open(cls, stack: ExitStack, work: Work, parent: Path) -> Place:
        archive, files = (stack.enter_context(empty_folder(parent)) for _ in range(2))
        return cls(msgspec.structs.replace(work, folder=archive), msgspec.structs.replace(work, folder=files))


Run = Callable[[Place], Measurement]


def _in_archive(client: str) -> Run:
    return lambda place: run_client(client, place.archive)


def _in_files(client: str) -> Run:
    return lambda place: run_client(client, place.files)


_FIRST, _AGAIN, _RECORDS, _VERIFY = "**first sync**", "**sync without news**", "**all records**", "**verify**"
_VERIFY_NET = "**verify**, without what the loop costs"
_READ_AND_HASH = "loop that reads and hashes the same files"
_FIRST_STAGE: Mapping[str, Run] = {
    _FIRST: _in_archive("archive_sync"),
    "aiohttp loop that hashes and writes": _in_files("aiohttp_loop"),
}
# Last in each stage is the peer.
_STAGES: tuple[Mapping[str, Run], ...] = (
    {
        _AGAIN: _in_archive("archive_sync"),
        "aiohttp loop that lists, and asks the disk for each file": _in_files("aiohttp_names"),
    },
    {
        _RECORDS: _in_archive("archive_records"),
        "**`cloudinvoices records -o ndjson`**": lambda place: command.records(place.archive),
        "loop that reads the records' files: json.loads, json.dumps": _in_archive("read_records"),
    },
    {_VERIFY: _in_archive("archive_verify"), _READ_AND_HASH: _in_archive("read_and_hash")},
)
_JUDGED = (_FIRST, _AGAIN, _RECORDS, _VERIFY, _READ_AND_HASH)


def measure(sizes: Sizes, folder: Path) -> str:
    """The chapter."""
    with ExitStack() as stack:
        places = {documents: _open(stack, documents, folder) for documents in (0, sizes.few, sizes.many)}
        stages = [_first_syncs(places, sizes, folder)]
        stages += [_repeat(_wanted(stage, sizes), places, sizes) for stage in _STAGES]
    costs = {name: cost for stage in stages for name, cost in stage.items()}
    costs[_VERIFY_NET] = costs[_VERIFY].without(costs[_READ_AND_HASH])
    return "\n\n".join([_table([*stages, {_VERIFY_NET: costs[_VERIFY_NET]}], sizes), targets(_targets(costs, sizes))])


def _open(stack: ExitStack, documents: int, folder: Path) -> Place:
    address = stack.enter_context(serving(Served(invoices=documents // _ACCOUNTS, size=_BYTES)))
    work = Work(address=address, kind="doit", folder="", documents=documents, accounts=_ACCOUNTS)
    return Place.open(stack, work, folder)


def _wanted(stage: Mapping[str, Run], sizes: Sizes) -> Mapping[str, Run]:
    return {name: run for name, run in stage.items() if name in _JUDGED or not sizes.judged_only}


def _first_syncs(places: Mapping[int, Place], sizes: Sizes, folder: Path) -> dict[str, Cost]:
    """The large one only once: it takes long. The first round fills the places that the other stages work in."""
    first = _wanted(_FIRST_STAGE, sizes)
    measured = interleave("scale, first sync", 1, _competitors(first, places))
    small = {documents: places[documents] for documents in (0, sizes.few)}
    with ExitStack() as stack:
        again = interleave(
            "scale, first sync of few, again",
            sizes.rounds - 1,
            {
                (name, documents): partial(_run_elsewhere, stack, first[name], place, folder)
                for documents, place in small.items()
                for name in first
            },
        )
    for key, more in again.items():
        measured[key] += more
    return {
        name: Cost(measured[name, 0], measured[name, sizes.few], measured[name, sizes.many] * sizes.rounds)
        for name in first
    }


def _run_elsewhere(stack: ExitStack, run: Run, place: Place, folder: Path) -> Measurement:
    return run(Place.open(stack, place.archive, folder))


def _repeat(stage: Mapping[str, Run], places: Mapping[int, Place], sizes: Sizes) -> dict[str, Cost]:
    what = next(iter(stage)).strip("*")
    measured = interleave(f"scale, {what}", sizes.rounds, _competitors(stage, places))
    return {name: Cost(*(measured[name, documents] for documents in places)) for name in stage}


def _competitors(
    stage: Mapping[str, Run], places: Mapping[int, Place]
) -> dict[tuple[str, int], Callable[[], Measurement]]:
    return {
        (name, documents): partial(run, place) for documents, place in places.items() for name, run in stage.items()
    }


def _table(stages: list[dict[str, Cost]], sizes: Sizes) -> str:
    header = (
        "",
        "no document, ms",
        f"each of {sizes.few:,}, µs",
        f"each of {sizes.many:,}, µs",
        "growth",
        "÷ peer",
        f"wall of {sizes.many:,}, s",
        f"peak of {sizes.few:,}, MB",
        f"peak of {sizes.many:,}, MB",
    )
    return table(header, (_row(name, cost, stage) for stage in stages for name, cost in stage.items()))


def _row(name: str, cost: Cost, stage: Mapping[str, Cost]) -> tuple[object, ...]:
    *_, peer = stage.values()
    has_peak = any(one.peak for one in cost.many)
    return (
        name,
        cost.fixed(),
        cost.of_few(),
        cost.of_many(),
        cost.growth(),
        cost.beside(peer) if cost is not peer else "",
        cost.wall(),
        cost.peak_of_few() if has_peak else "",
        cost.peak_of_many() if has_peak else "",
    )


def _targets(costs: Mapping[str, Cost], sizes: Sizes) -> list[Target]:
    again = costs[_AGAIN]
    grown = [
        Target(what=f"{name.replace('**', '')}: growth", measured=costs[name].growth(), limit=_GROWTH)
        for name in (_FIRST, _AGAIN, _RECORDS, _VERIFY, _VERIFY_NET)
    ]
    return [
        Target(what=f"sync without news: µs for each of {sizes.many:,}", measured=again.of_many(), limit=_MICROSECONDS),
        Target(what=f"sync without news: peak of {sizes.many:,}, MB", measured=again.peak_of_many(), limit=_MEGABYTES),
        *grown,
    ]
