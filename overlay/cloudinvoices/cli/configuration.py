"""The configuration file: accounts by name, checked. Nothing secret is resolved before an account is opened."""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from ..account.name import check_account_name, check_account_names
from ..core.decoding import is_object
from ..core.settings import Settings
from ..errors import ConfigurationError
from ..providers import NAMES, load_adapter
from .account import Account, place
from .secret_files import exposed_files
from .secret_references import is_reference

if TYPE_CHECKING:
    from ..archive.missing import Cadence

FILE_NAME = "cloudinvoices.toml"
# What `connect` takes beside the settings that the providers declare.
_CONNECT = {"timeout": (int, float), "retries": (int,)}


@attrs.frozen
class Configuration:
    """The accounts of one file; without a file there are none."""

    path: Path | None
    accounts: Mapping[str, Account]

    def account(self, name: str) -> Account:
        """The account of this name, or the provider of this name with what the environment gives.

        Raises:
            ConfigurationError: there is neither.
        """
        if name in self.accounts:
            return self.accounts[name]
        if name in NAMES:
            return Account(name, name)
        known = list(dict.fromkeys([*self.accounts, *NAMES]))
        close = difflib.get_close_matches(name, known, n=1)
        raise ConfigurationError(
            f"no account {name!r} in {self.path or 'any configuration'}, and no provider of that name",
            hint=f"Did you mean {close[0]!r}?" if close else f"Known: {', '.join(known)}.",
        )

    def warnings(self, account: Account) -> list[str]:
        """What is unwise about the way an account is configured."""
        found = [f"{path} holds secrets and others can read it: chmod 600 {path}" for path in exposed_files(account)]
        if literal := ", ".join(account.literal_secrets):
            kept_out = "in clear text; env:NAME, file:PATH or keyring:SERVICE/USER keep it out"
            found.insert(0, f"{place(self.path, account.name)}: {literal} {kept_out}")
        return found


def find_configuration(given: Path | None) -> Path | None:
    """The file to read: the given one, `CLOUDINVOICES_CONFIG`, the one in this folder, the user's; None if none is."""
    import platformdirs

    named = given or os.environ.get("CLOUDINVOICES_CONFIG", "").strip()
    if named:
        return Path(named).expanduser()
    folders = (Path(), platformdirs.user_config_path("cloudinvoices", appauthor=False))
    return next((folder / FILE_NAME for folder in folders if (folder / FILE_NAME).is_file()), None)


def read_configuration(path: Path | None) -> Configuration:
    """The accounts of a file, each checked against what its provider declares.

    Raises:
        ConfigurationError: the file cannot be read or is wrong; says where.
    """
    if path is None:
        return Configuration(None, {})
    content = _parse(path)
    for name in content:
        if name != "accounts":
            raise ConfigurationError(f"{path}: unknown table {name!r}", hint="Accounts are written [accounts.NAME].")
    tables = content.get("accounts", {})
    if not is_object(tables):
        raise ConfigurationError(f"{path}: accounts must be tables", hint="Accounts are written [accounts.NAME].")
    accounts = {name: _read_account(path, name, table) for name, table in tables.items()}
    try:
        check_account_names(accounts)
    except ValueError as error:
        raise ConfigurationError(f"{path}: {error}", hint="Rename one of them.") from error
    return Configuration(path, accounts)


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise ConfigurationError(f"{path} cannot be read: {error.strerror or error}", hint="Check the path.") from error
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{path} is not UTF-8 text") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"{path} is not TOML: {error}") from error


def _read_account(path: Path, name: str, table: Any) -> Account:
    try:
        check_account_name(name)
    except ValueError as error:
        raise ConfigurationError(f"{path}: {error}", hint="It becomes the name of a folder.") from error
    if not is_object(table):
        raise ConfigurationError(f"{place(path, name)} must be a table", hint=f"Write [accounts.{name}].")
    settings = dict(table)
    provider, since = settings.pop("provider", None), settings.pop("since", None)
    cadence = settings.pop("cadence", None)
    if provider not in NAMES:
        what = "is missing" if provider is None else f"{provider!r} is unknown"
        hint = f"Known: {', '.join(NAMES)}."
        raise ConfigurationError(f"{place(path, name, 'provider')} {what}", hint=hint)
    if since is not None and (not isinstance(since, date) or isinstance(since, datetime)):
        hint = "Write it without quotes: since = 2024-01-31."
        raise ConfigurationError(f"{place(path, name, 'since')} must be a date", hint=hint)
    _check(path, name, provider, settings)
    return Account(name, provider, settings, since, _read_cadence(path, name, cadence), path)


def _read_cadence(path: Path, name: str, cadence: Any) -> Cadence | None:
    if cadence is None:
        return None
    from ..archive.missing import CADENCES  # much to load, and most configurations say nothing of it

    for known in CADENCES:
        if cadence == known:
            return known
    raise ConfigurationError(
        f"{place(path, name, 'cadence')} must be {' or '.join(CADENCES)}",
        hint="monthly: an invoice in every month is expected; irregular: none is. Leave it out to go by what is held.",
    )


def _check(path: Path, name: str, provider: str, settings: Mapping[str, Any]) -> None:
    for setting, kinds in _CONNECT.items():
        value = settings.get(setting)
        if value is not None and (isinstance(value, bool) or not isinstance(value, kinds)):
            raise ConfigurationError(f"{place(path, name, setting)} must be a number")
    declared = {setting: value for setting, value in settings.items() if setting not in _CONNECT}
    # A reference may stand for any text, and is checked when it is resolved.
    literal = {setting: None if is_reference(value) else value for setting, value in declared.items()}
    try:
        Settings(provider, load_adapter(provider).settings, literal, {})
    except ConfigurationError as error:
        raise ConfigurationError(f"{place(path, name)}: {error.message}", hint=error.hint) from error
