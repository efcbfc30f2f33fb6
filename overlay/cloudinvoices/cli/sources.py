"""Which accounts a sync is about."""

from __future__ import annotations

from collections.abc import Sequence

from ..archive import Source
from ..errors import ConfigurationError
from .account import Account
from .command import Run
from .environment import accounts_of_environment


def find_sources(run: Run, names: Sequence[str]) -> list[Source]:
    """The accounts of these names, each once; without names all that there are.

    Raises:
        ConfigurationError: there is no account of a name, or none at all.
    """
    accounts = [run.account(name) for name in dict.fromkeys(names or run.configuration.accounts)]
    accounts = accounts or accounts_of_environment(run)
    if not accounts:
        raise ConfigurationError(
            "there is no account to sync",
            hint="`cloudinvoices providers` shows the environment names to set, and the settings for "
            "cloudinvoices.toml; `cloudinvoices demo` needs none.",
        )
    return list(map(source_of, accounts))


def source_of(account: Account) -> Source:
    """The account as `sync` takes it."""
    return Source(account.name, account.provider, account.aconnect, account.since)
