"""Aligned columns; folded where that makes them fit the terminal and leaves what is short in one piece."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Sequence

from ..errors import printable

_BETWEEN = "  "
# What is no longer than this is never folded: a day, an amount, a currency must not be broken in two.
_SHORT = 14
_NARROWEST = 24
# Folding takes more than a millisecond a row.
_MOST_FOLDED = 1000

Rows = Sequence[Sequence[str]]


def table(rows: Rows, titles: Sequence[str] = (), right: Sequence[bool] = ()) -> str:
    """The rows as lines, the titles above them, control characters written out; `right` names numeric columns."""
    cells = [[printable(cell) for cell in row] for row in rows]
    lines = [[*titles], *cells] if titles else cells
    widths = _widths(lines)
    whole = sum(widths) + len(_BETWEEN) * (len(widths) - 1)
    at_terminal = sys.stdout.isatty()
    room = shutil.get_terminal_size().columns if at_terminal else whole
    if whole > room and len(cells) <= _MOST_FOLDED and _can_fold(widths, room):
        return _folded(cells, titles, right, [width <= _SHORT for width in widths], room)
    aligned = [_aligned(line, widths, right) for line in lines]
    if titles and at_terminal and os.environ.get("TERM") != "dumb":
        aligned[0] = f"\x1b[1m{aligned[0]}\x1b[0m"
    return "".join(f"{line}\n" for line in aligned)


def _widths(lines: Rows) -> list[int]:
    from rich.cells import cell_len

    return [max(map(cell_len, column)) for column in zip(*lines, strict=True)]


def _can_fold(widths: Sequence[int], room: int) -> bool:
    least = sum(width if width <= _SHORT else min(width, _NARROWEST) for width in widths)
    return least + len(_BETWEEN) * (len(widths) - 1) <= room


def _aligned(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    from rich.cells import cell_len

    padded: list[str] = []
    for index, (cell, width) in enumerate(zip(cells, widths, strict=True)):
        blank = " " * (width - cell_len(cell))
        padded.append(blank + cell if _is(right, index) else cell + blank)
    return _BETWEEN.join(padded).rstrip()


def _is(right: Sequence[bool], index: int) -> bool:
    return index < len(right) and right[index]


def _folded(cells: Rows, titles: Sequence[str], right: Sequence[bool], short: Sequence[bool], room: int) -> str:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=None, show_header=bool(titles), pad_edge=False, padding=(0, len(_BETWEEN), 0, 0))
    for index, is_short in enumerate(short):
        title = titles[index] if titles else ""
        drawn.add_column(title, justify="right" if _is(right, index) else "left", overflow="fold", no_wrap=is_short)
    for row in cells:
        drawn.add_row(*map(Text, row))
    lines = io.StringIO()
    Console(file=lines, force_terminal=True, width=room).print(drawn)
    return "".join(f"{line.rstrip()}\n" for line in lines.getvalue().splitlines())
