"""Measure the SDK beside peers; print the tables and write them into docs/benchmarks.md."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

import attrs

from . import bulk, calls, connecting, decode, fixed, large, memory, quick, regenerate, scale, starting, summary, table
from .machine import describe
from .page import PAGE, replace
from .process import repeated
from .sizes import CHECK, FULL, QUICK, Sizes

CHAPTERS: Mapping[str, Callable[[Sizes, Path], str]] = {
    "starting": starting.measure,
    "calls": calls.measure,
    "connecting": connecting.measure,
    "bulk": bulk.measure,
    "large": large.measure,
    "memory": memory.measure,
    "decode": decode.measure,
    "fixed": fixed.measure,
    "scale": scale.measure,
    "regenerate": regenerate.measure,
}
REQUIRED = [name for name in CHAPTERS if name not in ("fixed", "memory")]
"""Chapters with targets."""


def main(arguments: list[str] | None = None) -> None:
    """Run the command; the page is written chapter by chapter, but not by the quick forms.

    Raises:
        SystemExit: with --check, a figure is beyond twice its target.
    """
    options = _read(arguments)
    sizes = _sizes(options)
    with tempfile.TemporaryDirectory(prefix="cloudinvoices-benchmark-", dir=options.folder) as folder:
        if options.check:
            _check(options.only or REQUIRED, sizes, Path(folder))
        else:
            _measure_all(options.only or CHAPTERS, sizes, Path(folder), write=not options.quick)


def _measure_all(chapters: list[str] | Mapping[str, object], sizes: Sizes, folder: Path, *, write: bool) -> None:
    conditions = describe(folder, sizes.rounds)
    for chapter in chapters:
        measured = f"{conditions}\n\n{_measure(chapter, sizes, folder)}"
        _print(f"## {chapter}\n\n{measured}\n\n")
        if write:
            page = replace(PAGE.read_text(encoding="utf-8"), chapter, measured)
            PAGE.write_text(summary.renew(page, chapter, table.made, list(CHAPTERS)), encoding="utf-8")


def _measure(chapter: str, sizes: Sizes, folder: Path) -> str:
    repeated.clear()
    table.made.clear()
    measured = CHAPTERS[chapter](sizes, Path(tempfile.mkdtemp(dir=folder)))
    if repeated:
        failed = ", ".join(f"{name} {count}" for name, count in sorted(repeated.items()))
        measured += f"\n\nRuns of peers that failed, and were repeated: {failed}."
    return measured


def _check(chapters: list[str], sizes: Sizes, folder: Path) -> None:
    def measure(chapter: str) -> list[table.Target]:
        _measure(chapter, sizes, folder)
        return list(table.made)

    found = quick.measure_twice(chapters, measure)
    if not found:
        sys.exit(f"no targets in {', '.join(chapters)}")
    _print(f"{quick.show(found)}\n")
    if far := sum(map(quick.is_far, found)):
        sys.exit(f"{far} of {len(found)} figures are beyond their limit, which is twice the target")


def _print(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def _read(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one small round, and the page is not written")
    parser.add_argument(
        "--check",
        action="store_true",
        help="small numbers and one table; fails where a target is missed by a factor of two",
    )
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
    sizes = CHECK if options.check else QUICK if options.quick else FULL
    given = {name: getattr(options, name) for name in ("rounds", "documents", "few", "many")}
    sizes = attrs.evolve(sizes, **{name: value for name, value in given.items() if value is not None})
    return attrs.evolve(sizes, one_by_one=min(sizes.one_by_one, sizes.documents))


if __name__ == "__main__":
    main()
