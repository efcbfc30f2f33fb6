"""Ours: invoices by their ids, one after the other."""

from __future__ import annotations

from ..work import Work
from .accounts import connect_sync
from .api import invoice_id


def run(work: Work) -> int:
    with connect_sync(work) as provider:
        return len([provider.get(invoice_id(work, number)) for number in range(work.documents)])
