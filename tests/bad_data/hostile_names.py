"""Names that file systems, shells, archives or people could be led astray by, and what a good name is anywhere."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

_UPWARDS = (
    "..",
    ".",
    "../../outside",
    "..\\..\\outside",
    "a/../../../outside",
    "./a",
    "/outside",
    "\\outside",
    "a/b",
    "a\\b",
)
_SLASHES = "\u2044\u2215\u29f8\u29f5\uff0f\uff3c\u2216\u3002\uff0e\u2024"
_LOOKING_LIKE_SLASHES = tuple(f"..{slash}..{slash}a" for slash in _SLASHES)
_DRIVES = (
    "C:",
    "C:\\",
    "C:a",
    "C:/a",
    "c:..\\a",
    "\\\\server\\share\\a",
    "//server/share/a",
    "\\\\?\\C:\\a",
    "a:stream",
    "file:///a",
)
_DEVICES = (
    "CON",
    "con",
    "PRN",
    "AUX",
    "NUL",
    "nul.pdf",
    "COM1",
    "COM9.txt",
    "LPT1",
    "LPT9.pdf",
    "COM\u00b9",
    "CONIN$",
    "aux ",
    "aux.",
    "NUL:",
)
_LONG = ("x" * 300, "\U0001f600" * 300, "\u00e9" * 300, "a." * 150, "x" * 255, "x" * 251 + ".pdf", "x" * 500)
_ENDS = (
    "a.",
    "a..",
    "a ",
    "a. .",
    " a",
    ".a",
    "..a",
    "...",
    "-a",
    "--to=a",
    "-",
    "~",
    "~root",
    "a\t",
    "a\u00a0",
    "a\u2003",
)
_TWINS = (
    "Rechnung-\u00fc",
    "Rechnung-u\u0308",
    "\uac00",
    "\u1100\u1161",
    "\u212b",
    "\u00c5",
    "A\u030a",
    "\ufb01n",
    "fin",
    "\uff21",
    "A",
    "a",
)
_CASES = (
    "Invoice",
    "INVOICE",
    "invoice",
    "\u0130",
    "i\u0307",
    "\u0131",
    "stra\u00dfe",
    "STRASSE",
    "\u017f",
    "\u03c3",
    "\u03c2",
    "\u03a3",
)
_INVISIBLE = (
    "\u202egnp.exe",
    "a\u200bb",
    "ab",
    "\u200f",
    "\u2066a\u2069",
    "\ufeffa",
    "a\u00adb",
    "\u034f",
    "\u2028",
    "\u0085",
    "\U000e0041",
    "\ufffe",
)
_EMOJI = (
    "\U0001f600",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "\u2764\ufe0f",
    "\U0001f1ea\U0001f1f8",
    "\U0010ffff",
)
_OURS = (
    ".cloudinvoices",
    "cloudinvoices-archive.json",
    "index.sqlite",
    "temporary",
    "lock",
    "undated",
    "a.record.json",
    "a.pdf.record-2.json",
    "a.json",
    ".a.part",
    "0123456789abcdef.part",
    "a-2",
    "a_1f2e3d4c5b",
)
_SHELL = (
    "$(touch outside)",
    "`a`",
    "a;b",
    "a|b",
    "a&b",
    "a>b",
    "a*b?",
    '"a"',
    "'a'",
    "%00",
    "%2e%2e%2fa",
    "${HOME}",
    "!a",
    "#a",
    "a=b",
    "a\\",
)
_EMPTY = ("", " ", "   ", "\u3000", "\u200b")
_CONTROL = tuple(f"a{chr(number)}b" for number in (*range(32), *range(127, 160)))
_BROKEN = ("\ud800", "a\udfffb", "\udcff")

HOSTILE = tuple(
    dict.fromkeys(
        (
            *_UPWARDS,
            *_LOOKING_LIKE_SLASHES,
            *_DRIVES,
            *_DEVICES,
            *_LONG,
            *_ENDS,
            *_TWINS,
            *_CASES,
            *_INVISIBLE,
            *_EMOJI,
            *_OURS,
            *_SHELL,
            *_EMPTY,
            *_CONTROL,
            *_BROKEN,
        )
    )
)
SENDABLE = tuple(name for name in HOSTILE if not set(name) & {chr(number) for number in range(0xD800, 0xE000)})
"""Those that JSON and TOML can hold."""

_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')
_DEVICE = re.compile(r"(?i)(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9\u00b9\u00b2\u00b3]) *(\..*)?")


def complaints(names: Iterable[str]) -> Iterator[str]:
    """What Linux, macOS and Windows have against these files of one place, whose folders are divided by slashes."""
    seen: dict[str, str] = {}
    for name in names:
        for part in name.split("/"):
            yield from (f"{name!r}: {reason}" for reason in _complaints(part))
        twin = seen.setdefault(unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold()), name)
        if twin != name:
            yield f"{name!r} and {twin!r} are one on some systems"


def _complaints(part: str) -> Iterator[str]:
    if part in ("", ".", ".."):
        yield "no name"
    if _FORBIDDEN.search(part):
        yield "a forbidden character"
    if _DEVICE.fullmatch(part):
        yield "a device"
    if part.endswith((".", " ")) or part.startswith((" ", "-")):
        yield "an end that is lost, or a beginning that is an option"
    if len(part.encode("utf-8", "surrogatepass")) > 255:
        yield "too long"
    if any(unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") for character in part):
        yield "a character that is not seen"
