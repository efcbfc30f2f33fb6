"""Accounts that need no configuration: their credentials come from the environment or a provider's own files."""

from __future__ import annotations

from ..errors import ConfigurationError
from ..providers import NAMES
from .account import Account
from .command import Run


def accounts_of_environment(run: Run) -> list[Account]:
    """The providers that can be used without configuration; a note on those that lack only a part."""
    found: list[Account] = []
    for name in NAMES:
        if name in run.configuration.accounts:
            continue
        account = Account(name, name)
        try:
            account.connect().close()
        except ConfigurationError as error:
            if run.messages.verbosity:
                run.messages.note(f"not from the environment: {error}")
        else:
            run.advise(account)
            found.append(account)
    return found
