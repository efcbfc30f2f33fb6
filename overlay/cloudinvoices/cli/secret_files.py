"""Files that hold the secrets of an account, and whether others on this machine can read them."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from ..core.settings import Settings, expand
from ..providers import load_adapter
from .account import Account
from .secret_references import is_reference, referenced_file

# Not `cert` and `ca_cert`, which are public, nor vesctl's settings, which only name files.
_NAMED = ("edgerc", "service_account", "p12", "key", "context_file")
_DEFAULTS = {"akamai": "~/.edgerc"}


def exposed_files(account: Account) -> list[Path]:
    """Those files with secrets of the account that others can read."""
    return [path for path in dict.fromkeys(_secret_files(account)) if others_can_read(path)]


def others_can_read(path: Path) -> bool:
    """Whether the group or everybody may read what is there, through links too; not known on Windows."""
    try:
        return os.name != "nt" and bool(path.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH))
    except (OSError, ValueError):
        return False  # whoever opens it says why it cannot be


def _secret_files(account: Account) -> Iterator[Path]:
    if account.path and account.literal_secrets:
        yield account.path
    for value in account.settings.values():
        if is_reference(value) and (file := referenced_file(value, account.folder)):
            yield file
    literal = {name: value for name, value in account.settings.items() if not is_reference(value)}
    declared = load_adapter(account.provider).settings
    known = {setting.name for setting in declared}
    given = {name: value for name, value in literal.items() if name in known}
    settings = Settings(account.provider, declared, given, os.environ)
    named = [path for name in _NAMED if name in known and (path := settings.find(name))]
    if not named and account.provider in _DEFAULTS:
        named = [_DEFAULTS[account.provider]]
    yield from map(expand, named)
