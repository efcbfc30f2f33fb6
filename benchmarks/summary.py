"""The table at the top of the page: every required target, chapter by chapter, with what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .page import find, replace
from .table import Target, table

_CHAPTER = "targets"
_HEADER = ("chapter: what", "target", "measured", "met")


def renew(page: str, chapter: str, made: Iterable[Target], order: Sequence[str]) -> str:
    """The page with other rows for one chapter; those of the others, measured on other days perhaps, stay."""
    rows = {name: _rows_of(page, name) for name in order}
    rows[chapter] = [
        (f"{chapter}: {one.what}", one.bound, str(one.measured), "yes" if one.is_met else "**no**")
        for one in made
        if one.required
    ]
    return replace(page, _CHAPTER, table(_HEADER, [row for name in order for row in rows[name]]))


def _rows_of(page: str, chapter: str) -> list[tuple[str, ...]]:
    start = f"| {chapter}: "
    lines = [line for line in find(page, _CHAPTER).splitlines() if line.startswith(start)]
    return [tuple(line.strip("| ").split(" | ")) for line in lines]
