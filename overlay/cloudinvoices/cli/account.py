"""An account as it is configured, and the way from there to a connection."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from ..errors import ConfigurationError
from ..providers import load_adapter
from .secret_references import is_reference, resolve

if TYPE_CHECKING:
    from ..account.provider import AsyncProvider, Provider
    from ..archive.missing import Cadence


@attrs.frozen
class Account:
    """One account: a provider, and the settings to connect to it with."""

    name: str
    provider: str
    settings: Mapping[str, Any] = attrs.field(factory=dict[str, Any], repr=False)
    """As written; secret references are not resolved."""
    since: date | None = None
    """The day of the first invoice to keep."""
    cadence: Cadence | None = None
    """How often an invoice is expected; None where nothing is said of it."""
    path: Path | None = None
    """The configuration file; None where everything comes from the environment."""

    @property
    def literal_secrets(self) -> tuple[str, ...]:
        """Names of the settings that hold a secret itself, not a reference to it."""
        secret = {setting.name for setting in load_adapter(self.provider).settings if setting.secret}
        return tuple(name for name, value in self.settings.items() if name in secret and not is_reference(value))

    @property
    def folder(self) -> Path:
        """What relative paths of secret references are relative to."""
        return self.path.parent if self.path else Path()

    def arguments(self) -> dict[str, Any]:
        """The settings as `connect` takes them, secret references resolved.

        Raises:
            ConfigurationError: a reference leads nowhere.
        """
        return {name: self._resolved(name, value) for name, value in self.settings.items()}

    def connect(self, **more: Any) -> Provider:
        """The account, ready to be asked; `more` goes before the settings. Sends nothing.

        Raises:
            ConfigurationError: something is missing or wrong; says in which file and account.
        """
        from ..account.connect import connect  # with it all that talks, which many commands do not

        arguments = self.arguments()
        try:
            return connect(self.provider, **{**arguments, **more})
        except ConfigurationError as error:
            raise self._located(error) from error

    def aconnect(self, **more: Any) -> AsyncProvider:
        """As `connect`, for asyncio."""
        from ..account.connect import aconnect

        arguments = self.arguments()
        try:
            return aconnect(self.provider, **{**arguments, **more})
        except ConfigurationError as error:
            raise self._located(error) from error

    def _resolved(self, name: str, value: Any) -> Any:
        if not is_reference(value):
            return value
        try:
            return resolve(value, self.folder)
        except ConfigurationError as error:
            raise self._located(error, name) from error

    def _located(self, error: ConfigurationError, setting: str = "") -> ConfigurationError:
        where = place(self.path, self.name, setting) if self.path else self.name
        return ConfigurationError(f"{where}: {error.message}", hint=error.hint)


def place(path: Path | None, account: str, setting: str = "") -> str:
    """Where in a configuration something stands."""
    return f"{path}: accounts.{account}{'.' if setting else ''}{setting}"
