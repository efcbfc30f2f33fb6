"""What an account may be called: its name is that of a folder, on every system."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_NAME = re.compile(r"\w(?:[\w.-]*\w)?")
_LONGEST = 64
# Devices on Windows, whatever follows the dot, and the one file beside the accounts' folders in an archive.
_TAKEN = re.compile(r"(?i:con|prn|aux|nul|(?:com|lpt)[0-9¹²³])(?:\..*)?|(?i:cloudinvoices-archive\.json)")


def check_account_name(name: str) -> None:
    """Refuse what cannot be the name of a folder everywhere, or is too long to have names of documents behind it.

    Raises:
        ValueError: says what it may be.
    """
    if _TAKEN.fullmatch(name) or not unicodedata.is_normalized("NFC", name):
        raise ValueError(f"{name!r} cannot be the name of an account: not every system has folders of that name")
    if not _NAME.fullmatch(name) or len(name.encode("utf-8", "surrogatepass")) > _LONGEST:
        raise ValueError(
            f"{name!r} cannot be the name of an account: letters, digits, dots, dashes and underscores, 64 bytes at"
            " most, with a letter or digit at both ends"
        )


def check_account_names(names: Iterable[str]) -> None:
    """Refuse names of which some systems make one folder.

    Raises:
        ValueError: names the two.
    """
    first: dict[str, str] = {}
    for name in names:
        key = unicodedata.normalize("NFC", name).casefold()
        if key in first:
            raise ValueError(f"accounts {first[key]!r} and {name!r} are one folder on some systems")
        first[key] = name
