"""How an archive is laid out: names of its files and folders, the same in a folder and in an object store.

cloudinvoices-archive.json                                   which layout this is
edge/2026/2026-03-01_8000123456_1f2e3d4c5b.pdf               a document
edge/2026/2026-03-01_8000123456_1f2e3d4c5b.pdf.record.json   its record
edge/2026/2026-03-01_8000123456_1f2e3d4c5b.pdf.record-2.json the record of a later version of the same document
edge/2026/2026-03-01_8000123456_1f2e3d4c5b-2.pdf             other bytes that came later
.cloudinvoices/                                              index, lock and temporary files; no truth in it
"""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

import attrs
import msgspec

from ..invoice import Format, Invoice
from ..transfer.naming import document_key, safe_part
from .errors import ArchiveError

LAYOUT: Literal[1] = 1
MARKER = "cloudinvoices-archive.json"
MARKER_CONTENT = b'{"layout": 1}\n'
HIDDEN = ".cloudinvoices"
STAGING = f"{HIDDEN}/temporary"
UNDATED = "undated"
_RECORD = re.compile(r"(?P<base>.+)\.record(?:-[0-9]+)?\.json")


@attrs.frozen
class Entry:
    """A file in the store, as a listing shows it."""

    name: str
    """Its path within the archive, parts divided by slashes."""
    stamp: str
    """Another text when the content was written anew."""


def check_marker(content: bytes, address: str) -> None:
    """Refuse an archive that a later version of this package has made.

    Raises:
        ArchiveError: it is of another layout, or the marker is damaged.
    """
    try:
        layout = msgspec.json.decode(content, type=dict[str, int])["layout"]
    except (msgspec.MsgspecError, UnicodeDecodeError, KeyError) as error:
        hint = f"Put {MARKER_CONTENT.decode().strip()} into it if the rest of the archive is sound."
        raise ArchiveError(f"{address}: {MARKER} is damaged", hint=hint) from error
    if layout != LAYOUT:
        raise ArchiveError(
            f"{address} is an archive of layout {layout}, and this version knows layout {LAYOUT}",
            hint="Upgrade cloudinvoices.",
        )


def base_name(account: str, provider: str, invoice: Invoice, format: Format) -> str:
    """The name of an invoice's first document in a format: one for each invoice, whatever the provider calls it."""
    day = str(invoice.dated) if invoice.dated else UNDATED
    year = day[:4] if invoice.dated else UNDATED  # not %Y, which has fewer digits on some systems
    parts = (day, safe_part(invoice.number), document_key(provider, invoice.scope, invoice.id))
    return f"{account}/{year}/{'_'.join(part for part in parts if part)}.{format}"


def document_name(base: str, number: int) -> str:
    """The name for the `number`th bytes of a document."""
    stem, _, extension = base.rpartition(".")
    return base if number == 1 else f"{stem}-{number}.{extension}"


def record_name(base: str, version: int) -> str:
    """The name of a document's record of this version."""
    return f"{base}.record.json" if version == 1 else f"{base}.record-{version}.json"


def base_of(record: str) -> str | None:
    """The first document's name, of a record's; None for a file that is no record."""
    found = _RECORD.fullmatch(record)
    return found["base"] if found else None


def folder_of(name: str) -> str:
    """The folder a file is in."""
    return name.rpartition("/")[0]


def month_of(day: date | None) -> str | None:
    """The month an invoice counts for."""
    return str(day)[:7] if day else None
