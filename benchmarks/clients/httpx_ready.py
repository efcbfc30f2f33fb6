"""Peer: a plain `httpx.Client` for each provider, ready to send."""

from __future__ import annotations

import httpx

from ..work import Work


def run(work: Work) -> int:
    return len([httpx.Client() for _ in range(work.documents)])
