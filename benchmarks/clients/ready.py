"""Ours: accounts whose HTTP clients are ready to send."""

from __future__ import annotations

from ..work import Work
from .every_account import connect_each


def run(work: Work) -> int:
    accounts = connect_each(work)
    for account in accounts:
        account._clients.get(anonymous=False)  # the first request makes it: nothing public does only that
    return len(accounts)
