"""What `demo` does: a configuration for the simulator, and every document of an account into a folder."""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import attrs

from ..account.provider import AsyncProvider
from ..errors import CloudInvoicesError, ConfigurationError, DocumentUnavailable
from ..invoice import Invoice
from ..providers import load_adapter
from ..testing import Simulator
from .account import Account
from .failures import OutputFailed, writing

_HEADER = """\
# Made by `cloudinvoices demo`: the accounts of the simulator. Its addresses and credentials stand in environment
# variables that exist only while the demo runs; so does the simulator. For your own accounts, copy a table,
# leave out base_url, and name variables of your own.
"""


@attrs.define
class Fetched:
    """What came of one account."""

    account: str
    invoices: int = 0
    documents: int = 0
    size: int = 0
    days: list[date] = attrs.field(factory=list[date])
    totals: defaultdict[str, Decimal] = attrs.field(factory=lambda: defaultdict[str, Decimal](Decimal))
    """Exact sums by currency; "" where the provider names none."""
    failures: list[tuple[str, CloudInvoicesError]] = attrs.field(factory=list[tuple[str, CloudInvoicesError]])
    """Errors by the invoice they are about; "" for the account itself."""


def write_configuration(path: Path, simulator: Simulator) -> Path:
    """A configuration with the simulator's accounts, the same every time.

    Raises:
        OutputFailed: it cannot be written.
        ConfigurationError: there is another one.
    """
    content = _configuration(simulator)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.write_text(content, "utf-8")
        elif path.read_bytes() != content.encode():
            raise ConfigurationError(f"{path} is not the demo's", hint="Choose another folder: cloudinvoices demo DIR.")
    except OSError as error:
        raise OutputFailed(f"cannot write {path}: {error.strerror or error}", hint="Choose another folder.") from error
    return path


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


async def fetch(account: Account, folder: Path, count: Callable[[], None]) -> Fetched:
    """Every document of every invoice of the last two years; one that fails does not stop the others."""
    fetched = Fetched(account.name)
    try:
        async with account.aconnect() as provider:
            async for invoice in provider.list(since=date(datetime.now(UTC).year - 2, 1, 1)):
                fetched.invoices += 1
                fetched.days += [invoice.dated] if invoice.dated else []
                fetched.totals[invoice.currency or ""] += invoice.total or Decimal(0)
                await _fetch_documents(provider, invoice, folder, fetched, count)
            for item in provider.skipped:
                fetched.failures.append(("", CloudInvoicesError(f"an item was skipped: {item.reason}")))
    except CloudInvoicesError as error:
        fetched.failures.append(("", error))
    return fetched


async def _fetch_documents(
    provider: AsyncProvider, invoice: Invoice, folder: Path, fetched: Fetched, count: Callable[[], None]
) -> None:
    for format in invoice.formats:
        try:
            with writing():
                done = await provider.download(invoice, folder, format=format)
        except DocumentUnavailable:
            continue  # the provider has none in this format, which is its right
        except CloudInvoicesError as error:
            fetched.failures.append((invoice.id, error))
            continue
        fetched.documents += 1
        fetched.size += done.size
        count()
