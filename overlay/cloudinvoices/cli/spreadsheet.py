"""Text of strangers, made harmless for spreadsheets."""

from __future__ import annotations

import re

from ..errors import printable

_NUMBER = re.compile(r"-?[0-9]+(?:[.,][0-9]+)*(?:[eE][+-]?[0-9]+)?")
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def spreadsheet_cell(text: str) -> str:
    """The text in one line; with an apostrophe before it where a spreadsheet would run it. Negative numbers stay so."""
    shown = printable(text)
    return f"'{shown}" if shown.startswith(_FORMULA) and not _NUMBER.fullmatch(shown) else shown
