"""The list of each provider, asked for through its generated client."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from cloudinvoices.testing import Simulator
from tests.conformance.account import Account, call_generated
from tests.conformance.operations import with_document


def list_raw(account: Account, sim: Simulator) -> Any:
    """What the generated function returns."""
    provider = account.name
    package = "masstack_customers" if provider == "masstack" else provider
    operation = import_module(f"cloudinvoices_apis.{package}.client.api.invoices.list_invoices")
    settings = sim.settings(provider)
    places: dict[str, tuple[Any, ...]] = {
        "qovery": (settings.get("organization"),),
        "masstack": (settings.get("organization"), int(settings.get("account", 0))),
        "f5xc": ("system",),
    }
    named = {"month": f"{with_document(sim, provider).dated:%Y-%m}"} if provider == "akamai" else {}
    client = account.clients["customers" if provider == "masstack" else "main"]
    return call_generated(account, operation, *places.get(provider, ()), client=client, **named)
