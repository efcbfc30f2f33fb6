"""Ours: a first list of each provider, one after the other."""

from __future__ import annotations

from ..work import Work
from .every_account import MONTH, connect_each


def run(work: Work) -> int:
    accounts = connect_each(work)
    for account in accounts:
        with account:
            list(account.list(**MONTH))
    return len(accounts)
