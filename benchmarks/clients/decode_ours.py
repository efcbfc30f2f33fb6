"""An invoice's file, read whole: header, lines with exact amounts and dates, what cannot be read."""

from __future__ import annotations

from cloudinvoices import documents

from ..work import Work


def run(work: Work) -> int:
    return len(documents.read_akamai(work.folder + "/invoice.json").lines)
