"""Measure the archive beside peers; print the tables and write them into docs/benchmarks.md."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import attrs

from . import bulk, fixed, memory, scale
from .machine import describe
from .page import PAGE, replace
from .process import repeated
from .sizes import FULL, QUICK, Sizes

CHAPTERS: dict[str, Callable[[Sizes, Path], str]] = {
    "bulk": bulk.measure,
    "fixed": fixed.measure,
    "scale": scale.measure,
    "memory": memory.measure,
}


def main(arguments: list[str] | None = None) -> None:
    """Run the command; the page is written chapter by chapter, but not by the quick form."""
    options = _read(arguments)
    sizes = _sizes(options)
    with tempfile.TemporaryDirectory(prefix="cloudinvoices-benchmark-", dir=options.folder) as folder:
        conditions = describe(Path(folder), sizes.rounds)
        for chapter in options.only or CHAPTERS:
            repeated.clear()
            measured = f"{conditions}\n\n{CHAPTERS[chapter](sizes, Path(folder))}"
            if repeated:
                failed = ", ".join(f"{name} {count}" for name, count in sorted(repeated.items()))
                measured += f"\n\nRuns of peers that failed, and were repeated: {failed}."
            sys.stdout.write(f"## {chapter}\n\n{measured}\n\n")
            sys.stdout.flush()
            if not options.quick:
                PAGE.write_text(replace(PAGE.read_text(encoding="utf-8"), chapter, measured), encoding="utf-8")


def _read(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one small round, and the page is not written")
    parser.add_argument("--only", action="append", choices=CHAPTERS, help="this chapter; may be repeated")
    parser.add_argument("--rounds", type=int, help="of everything but the first sync of many documents")
    parser.add_argument("--documents", type=int, help="of the bulk")
    parser.add_argument("--few", type=int, help="documents in the small archive")
    parser.add_argument("--many", type=int, help="documents in the large archive")
    parser.add_argument(
        "--folder", default=tempfile.gettempdir(), help="on the disk to be measured (default: %(default)s)"
    )
    return parser.parse_args(arguments)


def _sizes(options: argparse.Namespace) -> Sizes:
    sizes = QUICK if options.quick else FULL
    given = {name: getattr(options, name) for name in ("rounds", "documents", "few", "many")}
    sizes = attrs.evolve(sizes, **{name: value for name, value in given.items() if value is not None})
    return attrs.evolve(sizes, one_by_one=min(sizes.one_by_one, sizes.documents))


if __name__ == "__main__":
    main()
