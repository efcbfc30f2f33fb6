"""What a call costs beside a bare HTTP library: one invoice, a list in pages, a list whose requests are signed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

import msgspec

from .process import run_client
from .rounds import interleave
from .server import serving
from .sizes import Sizes
from .spread import Spread, ratio, spread
from .table import Target, table, targets
from .work import Kind, Measurement, Served, Work

Measured = dict[str, list[Measurement]]

_LINES = 10
_IN_A_LIST = 1_000
_IN_A_MONTH, _IN_A_LARGE_MONTH = 5, 50
_OURS, _ASYNC = "**`Provider`**", "**`AsyncProvider`**, one after the other"
_HTTPX, _SIGNED = "httpx.Client and json.loads", "requests with edgegrid-python, and json.loads"
# Last in each group is the peer.
_GET = {_OURS: "call_get", _ASYNC: "call_get_async", _HTTPX: "httpx_get"}
_GET_QOVERY = {_OURS: "call_get", "Qovery's own client (`qovery`)": "qovery_get", _HTTPX: "httpx_get"}
_LIST = {_OURS: "call_list", _ASYNC: "call_list_async", _HTTPX: "httpx_list"}
_SIGNED_LIST = {_OURS: "signed_list", _SIGNED: "requests_signed_list"}


def measure(sizes: Sizes, folder: Path) -> str:
    """The chapter."""
    invoices = Served(invoices=sizes.calls, size=1, lines=_LINES)
    got = _measure(_GET, invoices, _work("doit", sizes.calls), sizes)
    listed = _measure(_LIST, Served(invoices=_IN_A_LIST, size=1), _work("doit", _IN_A_LIST, sizes.lists), sizes)
    signed = _measure_signed(_IN_A_MONTH, sizes)
    parts = [
        f"One invoice with {_LINES} lines (DoiT):",
        _table(got),
        f"A list of {_IN_A_LIST:,} invoices in pages of 50 (DoiT):",
        _table(listed),
        f"A signed list of a month of {_IN_A_MONTH} invoices (Akamai), which takes two requests:",
        _table(signed),
    ]
    if not sizes.judged_only:
        parts += [
            f"A month of {_IN_A_LARGE_MONTH} invoices:",
            _table(_measure_signed(_IN_A_LARGE_MONTH, sizes)),
            "One invoice without lines (Qovery):",
            _table(_measure(_GET_QOVERY, invoices, _work("qovery", sizes.calls), sizes)),
        ]
    return "\n\n".join([*parts, targets(_targets(got, listed, signed))])


def _targets(got: Measured, listed: Measured, signed: Measured) -> list[Target]:
    return [
        Target(what="one invoice: processor time ÷ httpx and json.loads", measured=_beside(got), limit=1.25),
        Target(what="list in pages: processor time ÷ httpx and json.loads", measured=_beside(listed), limit=1.4),
        Target(what="signed list: processor time ÷ requests with edgegrid-python", measured=_beside(signed), limit=0.9),
    ]


def _measure_signed(invoices: int, sizes: Sizes) -> Measured:
    return _measure(_SIGNED_LIST, Served(invoices=invoices, size=1), _work("akamai", invoices, sizes.calls), sizes)


def _work(kind: Kind, documents: int, times: int = 1) -> Work:
    return Work(address="", kind=kind, folder="", documents=documents * times, times=times)


def _measure(clients: Mapping[str, str], served: Served, work: Work, sizes: Sizes) -> Measured:
    with serving(served) as address:
        work = msgspec.structs.replace(work, address=address)
        competitors = {
            name: partial(run_client, client, work)
            for name, client in clients.items()
            if name != _ASYNC or not sizes.judged_only
        }
        return interleave(f"calls, {work.kind}", sizes.rounds, competitors)


def _beside(measured: Measured) -> Spread:
    ours, *_, peer = measured.values()
    return ratio(ours, peer, _processor)


def _table(measured: Measured) -> str:
    *_, peer = measured.values()
    header = ("", "processor, µs/invoice", "wall, µs/invoice", "processor ÷ peer", "peak, MB")
    return table(
        header,
        (
            (
                name,
                spread(own, _processor, 1e6),
                spread(own, lambda one: one.wall / one.documents, 1e6),
                ratio(own, peer, _processor),
                spread(own, lambda one: one.peak, 1e-6),
            )
            for name, own in measured.items()
        ),
    )


def _processor(measured: Measurement) -> float:
    return measured.per_document
