"""Text of strangers, made harmless for where it is shown."""

from __future__ import annotations

import re
import unicodedata

_NUMBER = re.compile(r"-?[0-9]+(?:[.,][0-9]+)*(?:[eE][+-]?[0-9]+)?")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def printable(text: str) -> str:
    """The text in one line, whatever could steer a terminal or turn the reading direction written out (`\\x1b`)."""
    return "".join(character if character.isprintable() else _written_out(character) for character in text)


def _written_out(character: str) -> str:
    if unicodedata.category(character) == "Zs":
        return " "
    return character.encode("unicode_escape", "backslashreplace").decode("ascii")


def spreadsheet_cell(text: str) -> str:
    """The text; with an apostrophe before it where a spreadsheet would run it. Negative numbers stay numbers."""
    return f"'{text}" if text.startswith(_FORMULA) and not _NUMBER.fullmatch(text) else text
