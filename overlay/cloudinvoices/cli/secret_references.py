"""Secrets that stand elsewhere: `env:NAME`, `file:PATH`, `keyring:SERVICE/USER`."""

from __future__ import annotations

import os
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, TypeGuard

from ..core.settings import expand
from ..errors import ConfigurationError


def is_reference(value: object) -> TypeGuard[str]:
    """Whether a setting says where its value is, instead of what it is."""
    return isinstance(value, str) and value.partition(":")[0] in _KINDS and ":" in value


def resolve(reference: str, folder: Path) -> str:
    """What a reference stands for; paths are relative to `folder`, that of the configuration file.

    Raises:
        ConfigurationError: there is nothing there.
    """
    kind, _, rest = reference.partition(":")
    value = _KINDS[kind](rest.strip(), folder).strip()
    if not value:
        raise ConfigurationError(f"{kind}:{rest.strip()} is empty")
    return value


def referenced_file(reference: str, folder: Path) -> Path | None:
    """The file that a reference names; None for one of another kind."""
    kind, _, path = reference.partition(":")
    return folder / expand(path.strip()) if kind == "file" else None


def _from_environment(name: str, folder: Path) -> str:
    value = os.environ.get(name, "") if name else ""
    if not value:
        raise ConfigurationError(f"the environment has no {name or 'variable without a name'}", hint=f"Set {name}.")
    return value


def _from_file(path: str, folder: Path) -> str:
    try:
        return (folder / expand(path)).read_text("utf-8")
    except OSError as error:
        reason = error.strerror or str(error)
        raise ConfigurationError(f"file:{path} cannot be read: {reason}", hint="Check the path.") from error
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"file:{path} is not text") from error


def _from_keyring(entry: str, folder: Path) -> str:
    service, _, user = entry.rpartition("/")
    if not service or not user:
        raise ConfigurationError(f"keyring:{entry} is incomplete", hint="Write keyring:SERVICE/USER.")
    try:
        keyring: Any = import_module("keyring")
    except ImportError as error:
        raise ConfigurationError(
            "reading the keyring needs more", hint="pip install 'cloudinvoices[keyring]'"
        ) from error
    try:
        value = keyring.get_password(service, user)
    except keyring.errors.KeyringError as error:
        raise ConfigurationError("the keyring cannot be read", hint="Unlock it, or use env:NAME.") from error
    if value is None:
        raise ConfigurationError(
            f"the keyring has nothing for {service!r} and {user!r}", hint=f"keyring set {service} {user}"
        )
    return str(value)


_KINDS: dict[str, Callable[[str, Path], str]] = {
    "env": _from_environment,
    "file": _from_file,
    "keyring": _from_keyring,
}
