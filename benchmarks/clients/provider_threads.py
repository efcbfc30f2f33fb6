"""Ours: threads that share one `Provider` and its `download`."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import cloudinvoices as ci

from ..work import Work
from . import tls  # noqa: F401  # made before the clock starts
from .accounts import SINCE, connect_sync
from .api import document_format


def run(work: Work) -> int:
    with connect_sync(work) as provider, ThreadPoolExecutor(work.jobs) as threads:
        listed = list(provider.list(since=SINCE))[: work.documents]
        return sum(threads.map(partial(_fetch, provider, work), listed))


def _fetch(provider: ci.Provider, work: Work, invoice: ci.Invoice) -> int:
    provider.download(invoice, to=work.folder, format=document_format(work))
    return 1
