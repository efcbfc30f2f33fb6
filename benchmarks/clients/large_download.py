"""Ours: one document by its id, to a file: fetched, checked, hashed, written, made to last."""

from __future__ import annotations

import cloudinvoices as ci
from cloudinvoices.providers import load_adapter

from ..work import Work
from .accounts import settings
from .api import LARGE, large_settings

for _name in LARGE:
    load_adapter(_name)


def run(work: Work) -> int:
    with ci.connect(work.kind, **settings(work, work.kind), **large_settings(work)) as provider:
        provider.download(LARGE[work.kind], to=work.folder, format="pdf")
    return 1
