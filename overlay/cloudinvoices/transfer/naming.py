"""File names for documents: ours, never the provider's, one for each document, the same on every system."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from email.message import Message

from ..invoice import Format, Invoice

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_MOST = 60
# Names are shorter, and the standard library takes seconds for a header full of semicolons.
_LONGEST_HEADER = 4096
# Those of RFC 8187, and none: Python knows a hundred more, some of which are no text's.
_ENCODINGS = ("utf-8", "iso-8859-1", "us-ascii", "")


def document_name(provider: str, scope: str, id: str, format: Format, invoice: Invoice | None = None) -> str:
    """`provider-day-number-hash.format`; the hash of scope and id keeps apart what looks alike once made safe."""
    day = str(invoice.dated) if invoice and invoice.dated else ""
    number = safe_part((invoice.number if invoice else id) or id)
    key = document_key(provider, scope, id)
    return f"{'-'.join(part for part in (provider, day, number, key) if part)}.{format}"


def document_key(provider: str, scope: str, id: str) -> str:
    """Ten hexadecimal digits that tell an invoice from others of the same name."""
    return hashlib.sha256(f"{provider}\0{scope}\0{id}".encode("utf-8", "surrogatepass")).hexdigest()[:10]


def provided_name(disposition: str) -> str | None:
    """The file's name in a `Content-Disposition` header, without folders; None where there is none to read."""
    if not disposition:
        return None
    message = Message()
    message["Content-Disposition"] = _printable(disposition[:_LONGEST_HEADER])
    try:
        found = message.get_param("filename", header="content-disposition")
        if isinstance(found, tuple) and (found[0] or "").lower() not in _ENCODINGS:
            return None
        name = message.get_filename() or ""
    except (ValueError, TypeError):  # of parts that are numbered oddly, and of encodings that are no text's
        return None
    name = re.split(r"[/\\]", _printable(name))[-1].strip()[:255]
    return name if name.strip(".") else None


def _printable(text: str) -> str:
    return "".join(filter(str.isprintable, text))


def safe_part(text: str) -> str:
    """Letters, digits, dots, dashes and underscores of `text`, without dots and dashes at its ends."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return _UNSAFE.sub("_", plain)[:_MOST].strip(".-_")
