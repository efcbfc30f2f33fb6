"""The demo's accounts: a configuration for the simulator, and the environment that it names."""

from __future__ import annotations

import json
import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from ..archive.layout import MARKER
from ..errors import ConfigurationError
from ..providers import load_adapter
from ..testing import Simulator
from .failures import OutputFailed

_HEADER = """\
# Made by `cloudinvoices demo`: the accounts of the simulator. Its addresses and credentials stand in environment
# variables that exist only while the demo runs; so does the simulator. For your own accounts, copy a table,
# leave out base_url, and name variables of your own.
"""


def write_configuration(path: Path, simulator: Simulator) -> Path:
    """A configuration with the simulator's accounts, the same every time.

    Raises:
        OutputFailed: it cannot be written.
        ConfigurationError: there is another one.
    """
    content = _configuration(simulator)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() and (path.parent / MARKER).exists():
            hint = "Its invoices are invented. Choose another folder: cloudinvoices demo DIR."
            raise ConfigurationError(f"{path.parent} is an archive that the demo did not make", hint=hint)
        if not path.exists():
            _write_at_once(path, content)
        elif path.read_bytes() != content.encode():
            raise ConfigurationError(f"{path} is not the demo's", hint="Choose another folder: cloudinvoices demo DIR.")
    except OSError as error:
        raise OutputFailed(f"cannot write {path}: {error.strerror or error}", hint="Choose another folder.") from error
    return path


def _write_at_once(path: Path, content: str) -> None:
    """All of it or nothing: what is half written would be taken for somebody's own."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_text(content, "utf-8")
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _configuration(simulator: Simulator) -> str:
    tables = [_HEADER]
    for provider in simulator.providers:
        lines = [f"[accounts.{provider}]", f'provider = "{provider}"']
        for name, value in simulator.settings(provider).items():
            written = f"env:{_variable(provider, name)}" if _changes(provider, name) else value
            lines.append(f"{name} = {json.dumps(written)}")
        tables.append("\n".join(lines) + "\n")
    return "\n".join(tables)


def _changes(provider: str, setting: str) -> bool:
    """Whether a setting is a secret, or an address that is another one with each run."""
    secret = any(declared.secret for declared in load_adapter(provider).settings if declared.name == setting)
    return secret or setting.endswith("url")


def _variable(provider: str, setting: str) -> str:
    return f"CLOUDINVOICES_DEMO_{provider}_{setting}".upper()


@contextmanager
def demo_environment(simulator: Simulator) -> Generator[None]:
    """The variables that the demo's configuration names; those of the person's own accounts are out of sight."""
    before = dict(os.environ)
    for provider in simulator.providers:
        for setting in load_adapter(provider).settings:
            for name in setting.env:
                os.environ.pop(name, None)
        for name, value in simulator.settings(provider).items():
            os.environ[_variable(provider, name)] = value
    os.environ.update({"NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"})  # the simulator is behind no proxy
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
