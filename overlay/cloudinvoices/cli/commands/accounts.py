"""`accounts`: which accounts there are, and whether they let us in."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime

import click

from ...core.redaction import public_address
from ...errors import CloudInvoicesError
from ..account import Account
from ..command import Run, command
from ..environment import accounts_of_environment
from ..failures import exit_code, worst
from ..messages import without_hint
from ..output import Column, Layout, Record
from ..progress import counting
from ..secret_references import is_reference

_FIELDS = ("account", "provider", "source", "since", "cadence", "settings")
_COLUMNS = (Column("account", "account"), Column("provider", "provider"), Column("from", "source"))
_LISTED = Layout(fields=_FIELDS, columns=(*_COLUMNS, Column("since", "since"), Column("settings", "settings")))
_CHECKED = Layout(
    fields=(*_FIELDS, "check", "error", "hint"),
    columns=(*_COLUMNS, Column("check", "check"), Column("error", "error"), Column("hint", "hint")),
)


@command(
    "accounts",
    examples="""
        cloudinvoices accounts
        cloudinvoices accounts --check
    """,
)
@click.option("--check", is_flag=True, help="Sign in to each, with the cheapest call there is.")
def accounts(run: Run, check: bool) -> None:
    """Show the accounts there are; --check signs in to each.

    Those of the configuration, and the providers whose credentials the environment or ~/.edgerc gives.

    With --check the exit code is that of the worst account: 78 configuration, 77 refused, 69 not available.
    """
    accounts = [*(run.account(name) for name in run.configuration.accounts), *accounts_of_environment(run)]
    if not accounts:
        run.messages.note("There are no accounts: `cloudinvoices providers` shows the settings and environment names.")
    if not check:
        run.output.many(map(_record, accounts), _LISTED)
        return
    with counting("accounts checked", shown=not run.messages.quiet) as count:
        errors = asyncio.run(_check_all(accounts, count))
    checked = zip(accounts, errors, strict=True)
    run.output.many(({**_record(account), **_verdict(error)} for account, error in checked), _CHECKED)
    if code := worst(exit_code(error) for error in errors if error):
        raise click.exceptions.Exit(code)


def _record(account: Account) -> Record:
    return {
        "account": account.name,
        "provider": account.provider,
        "source": str(account.path) if account.path else "environment",
        "since": account.since,
        "cadence": account.cadence,
        "settings": [f"{name}={_shown(account, name)}" for name in account.settings],
    }


def _shown(account: Account, name: str) -> str:
    value = account.settings[name]
    if is_reference(value):
        return value
    if name in account.literal_secrets or name == "account_switch_key":  # it says whose customer somebody is
        return "***"
    return public_address(value) if "://" in str(value) else str(value)


async def _check_all(accounts: list[Account], count: Callable[[], None]) -> list[CloudInvoicesError | None]:
    async def check(account: Account) -> CloudInvoicesError | None:
        try:
            await _sign_in(account)
        except CloudInvoicesError as error:
            return error
        finally:
            count()
        return None

    return await asyncio.gather(*map(check, accounts))


async def _sign_in(account: Account) -> None:
    this_month = datetime.now(UTC).date().replace(day=1)
    # Somebody waits for the answer: one more attempt is enough.
    async with account.aconnect(**({} if "retries" in account.settings else {"retries": 1})) as provider:
        if "ids" in account.settings:
            await provider.billing_details()  # with ids of its own the list asks nobody
            return
        async for _ in provider.list(since=this_month):
            break


def _verdict(error: CloudInvoicesError | None) -> Record:
    if error is None:
        return {"check": "ok", "error": None, "hint": None}
    return {"check": "failed", "error": without_hint(error), "hint": error.hint}


COMMAND = accounts
