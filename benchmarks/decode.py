"""Reading an Akamai invoice of many lines into typed lines, beside JSON libraries that only parse it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from .akamai_invoice import write_invoice
from .folders import empty_folder
from .process import run_client
from .rounds import interleave
from .sizes import Sizes
from .spread import ratio, spread
from .table import Target, table, targets
from .work import Measurement, Work

_OURS, _ORJSON = "**`cloudinvoices.documents`**, whole", "orjson.loads: floats, no dates"
_CLIENTS = {
    _OURS: "decode_ours",
    "**`cloudinvoices.documents`**, line by line": "decode_iterate",
    _ORJSON: "decode_orjson",
    "json.loads with Decimal, no dates": "decode_json",
}


def measure(sizes: Sizes, folder: Path) -> str:
    """The chapter."""
    with empty_folder(folder) as place:
        document = Path(place, "invoice.json")
        write_invoice(document, sizes.lines)
        work = Work(address="", kind="akamai", folder=place, documents=sizes.lines)
        megabytes = document.stat().st_size / 1e6
        measured = interleave(
            "decode", sizes.rounds, {name: partial(run_client, client, work) for name, client in _CLIENTS.items()}
        )
    peer = measured[_ORJSON]
    rows = (
        (
            name,
            spread(own, _processor, 1e6),
            spread(own, lambda one: megabytes / one.processor),
            ratio(own, peer, _processor),
            spread(own, lambda one: one.peak, 1e-6),
        )
        for name, own in measured.items()
    )
    return "\n\n".join(
        [
            f"{sizes.lines:,} lines, {megabytes:.0f} MB:",
            table(("", "processor, µs/line", "MB/s of processor time", "÷ orjson", "peak, MB"), rows),
            targets(
                [
                    Target(
                        what="typed lines ÷ orjson.loads", measured=ratio(measured[_OURS], peer, _processor), limit=1.3
                    )
                ]
            ),
        ]
    )


def _processor(measured: Measurement) -> float:
    return measured.per_document
