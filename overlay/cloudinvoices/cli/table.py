"""Aligned columns; as wide as the terminal, or as wide as they need to be where there is none."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence

from .text import printable

_NEVER_FOLD = 1_000_000


def table(rows: Sequence[Sequence[str]], titles: Sequence[str] = (), right: Sequence[bool] = ()) -> str:
    """The rows as lines, the titles above them, control characters written out; `right` names numeric columns."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=None, show_header=bool(titles), pad_edge=False, padding=(0, 2, 0, 0))
    for index, title in enumerate(titles or ["", ""]):
        drawn.add_column(title, justify="right" if index < len(right) and right[index] else "left", overflow="fold")
    for row in rows:
        drawn.add_row(*(Text(printable(cell)) for cell in row))
    at_terminal = sys.stdout.isatty()
    lines = io.StringIO()
    Console(file=lines, force_terminal=at_terminal, width=None if at_terminal else _NEVER_FOLD).print(drawn)
    return "".join(f"{line.rstrip()}\n" for line in lines.getvalue().splitlines())
