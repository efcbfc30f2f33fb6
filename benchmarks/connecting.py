"""Five accounts beside one: what each further provider costs."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from .process import run_client
from .rounds import interleave
from .server import serving
from .sizes import Sizes
from .spread import ratio, spread
from .table import Target, table, targets
from .work import Measurement, Served, Work

_CLIENTS = {
    "**connected, ready to send**": "ready",
    "**the same, for asyncio**": "ready_async",
    "**and a first list of each**": "first_lists",
    "**the same, for asyncio, over aiohttp**": "first_lists_async",
    "`httpx.Client()` for each": "httpx_ready",
}
_TARGETS = {
    "**connected, ready to send**": "five accounts ready to send ÷ one",
    "**the same, for asyncio**": "five accounts ready to send ÷ one, for asyncio",
}
_FIVE = 5


def measure(sizes: Sizes, folder: Path) -> str:
    """The chapter."""
    names = list(_TARGETS if sizes.judged_only else _CLIENTS)
    with serving(Served(invoices=0, size=1)) as address:
        works = {count: Work(address=address, kind="doit", folder="", documents=count) for count in (1, _FIVE)}
        measured = interleave(
            "connecting",
            sizes.rounds,
            {
                (name, count): partial(run_client, _CLIENTS[name], work)
                for name in names
                for count, work in works.items()
            },
        )
    five = {name: ratio(measured[name, _FIVE], measured[name, 1], _processor) for name in names}
    rows = (
        (name, *(spread(measured[name, count], _processor, 1000) for count in (1, _FIVE)), five[name]) for name in names
    )
    return "\n\n".join(
        [
            table(("processor, ms", "one", "five", "five ÷ one"), rows),
            targets(Target(what=what, measured=five[name], limit=1.3) for name, what in _TARGETS.items()),
        ]
    )


def _processor(measured: Measurement) -> float:
    return measured.processor
