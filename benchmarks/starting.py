"""What it takes to begin: the import, an account, the help of the command, each beside `import httpx`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from .environments import make_environments
from .process import run_program
from .rounds import interleave
from .sizes import Sizes
from .spread import Spread, ratio, spread
from .table import Target, table, targets
from .work import Measurement

_NOTHING, _HTTPX = "the interpreter alone", "`import httpx`"
_IMPORT, _CONNECT, _HELP = (
    "**`import cloudinvoices`**",
    '**`connect("doit", ...)`**, its import included',
    "**`cloudinvoices --help`**",
)
_INSTALLED = "Environments with the built wheel, the core alone, and for the command with `[cli]`"
_STANDING_IN = "The environment of the benchmarks, with click hidden from httpx"
_PROGRAMS = {
    _NOTHING: "pass",
    _HTTPX: "import httpx",
    _IMPORT: "import cloudinvoices",
    _CONNECT: "import cloudinvoices as ci; ci.connect('doit', api_key='not-a-secret')",
}
# httpx imports click, and rich with it, where they are installed, which they are not beside the core alone.
_WITHOUT_CLICK = "import sys; sys.modules['click'] = None; "


def measure(sizes: Sizes, folder: Path) -> str:
    """The chapter."""
    core, cli = make_environments(folder, ("", "cli")) if sizes.installed else [Path(sys.prefix)] * 2
    first = "" if sizes.installed else _WITHOUT_CLICK
    programs: dict[str, Callable[[], Measurement]] = {
        name: _run((str(core / "bin" / "python"), "-c", first + program), sizes) for name, program in _PROGRAMS.items()
    }
    programs[_HELP] = _run((str(cli / "bin" / "cloudinvoices"), "--help"), sizes)
    measured = interleave("starting", sizes.rounds, programs)
    nothing, httpx = measured[_NOTHING], measured[_HTTPX]

    def beside(name: str) -> Spread:
        return ratio(measured[name], httpx, _processor)

    def net_beside(name: str) -> Spread:
        triples = zip(measured[name], httpx, nothing, strict=True)
        return Spread.of(
            (own.processor - bare.processor) / (peer.processor - bare.processor) for own, peer, bare in triples
        )

    rows = (
        (
            name,
            spread(own, _processor, 1000),
            spread(own, lambda one: one.wall / one.documents, 1000),
            beside(name),
            net_beside(name) if name != _NOTHING else "",
        )
        for name, own in measured.items()
    )
    header = ("", "processor, ms", "wall, ms", "processor ÷ `import httpx`", "both without the interpreter")
    return "\n\n".join(
        [
            f"{_INSTALLED if sizes.installed else _STANDING_IN}:",
            table(header, rows),
            targets(
                [
                    Target(
                        what="`import cloudinvoices` ÷ `import httpx`, without the interpreter",
                        measured=net_beside(_IMPORT),
                        limit=0.5,
                    ),
                    Target(what="`cloudinvoices --help` ÷ `import httpx`", measured=beside(_HELP), limit=1.2),
                    Target(what='`connect("doit", ...)` ÷ `import httpx`', measured=beside(_CONNECT), limit=1.6),
                ]
            ),
        ]
    )


def _run(command: Sequence[str], sizes: Sizes) -> Callable[[], Measurement]:
    return partial(run_program, command, sizes.starts, times=sizes.starts)


def _processor(measured: Measurement) -> float:
    return measured.per_document
