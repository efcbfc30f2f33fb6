"""Single invoices, links, documents and details with one thing wrong: mended, or refused with one of our errors."""

from __future__ import annotations

import io
import json
import warnings
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

import cloudinvoices as ci
from cloudinvoices.testing import Simulator

from .account import Account, Connect
from .mutations import OneAnswer, check_types, mutations, sample
from .operations import PDF, with_document

LARGEST_SHARE_LOST = 0.03


@pytest.fixture(params=["sync", "async"])
def mode(request: pytest.FixtureRequest) -> str:
    """Answers come from a transport that is given: nothing would go over aiohttp."""
    return str(request.param)


def get_first(account: Account, id: str) -> object:
    return account.get(id)


def billing_details(account: Account, id: str) -> object:
    del id
    return account.billing_details()


def download(account: Account, id: str) -> object:
    return account.download(id, io.BytesIO(), format="pdf")


OBJECTS: dict[str, tuple[str, Callable[[Account, str], object]]] = {
    "qovery.get_invoice": ("qovery", get_first),
    "qovery.download_invoice": ("qovery", download),
    "masstack.get_billing_details": ("masstack", billing_details),
    "masstack.download_invoice": ("masstack", download),
    "f5xc.download_invoice": ("f5xc", download),
    "doit.get_invoice": ("doit", get_first),
}
LINK = {
    "url": "https://bucket.example/invoice.pdf?signature=1",
    "service_id": "3c90c3cc-0d44-4b50-8888-8dd25736052a",
    "service_type": "APPLICATION",
    "internal_port": 8080,
    "external_port": 443,
    "is_qovery_domain": True,
    "is_default": True,
}


def good_object(name: str, connect: Connect, sim: Simulator) -> Any:
    if name.endswith("download_invoice"):
        return {"pdf": "JVBERi0xLjQKJSVFT0YK", "more": None} if name.startswith("f5xc") else LINK
    if name.endswith("billing_details"):
        return {
            "next_billing_date": "2026-12-01",
            "next_billing_datetime": "2026-11-30T23:00:00.000000000Z",
            "invoice_cycle_start_day": 1,
        }
    provider = name.partition(".")[0]
    raw = connect(provider, **sim.settings(provider)).get(with_document(sim, provider).id).raw
    return json.loads(json.dumps(raw, default=float))


def attempt(act: Callable[[], object]) -> object:
    """What comes out, one of our errors included; anything else that is raised fails the test."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ci.CloudInvoicesWarning)
        try:
            return act()
        except ci.CloudInvoicesError as error:
            return error


@pytest.mark.parametrize("name", OBJECTS)
def test_one_thing_wrong_in_an_object(name: str, connect: Connect, sim: Simulator) -> None:
    provider, act = OBJECTS[name]
    good = good_object(name, connect, sim)
    answer = OneAnswer(200, PDF)
    account = connect(provider, **sim.settings(provider), transport=answer.transport, retries=0)
    id = with_document(sim, provider).id
    answer.give(good)
    untouched = act(account, id)
    possible = mutations(good)
    chosen = sample(possible, 250)
    refused = 0
    for mutation in chosen:
        answer.give(mutation.of(good))
        found = attempt(lambda: act(account, id))
        if isinstance(found, ci.CloudInvoicesError):
            refused += mutation.path != ("id",)  # else it is another invoice
            assert found.provider == provider, mutation
            assert str(found)
        elif isinstance(found, ci.Invoice) and isinstance(untouched, ci.Invoice):
            check_types(found, mutation)
            assert found.total == untouched.total or str(mutation.path[0]).startswith("total"), mutation
        elif isinstance(found, ci.BillingDetails):
            assert found.next_billing_date is None or type(found.next_billing_date) is date, mutation
    share = refused / len(chosen)
    print(f"{name}: {len(chosen)} of {len(possible)} mutations, {refused} answers refused ({share:.1%})")
    # A link or a document that is not there cannot be mended; everything else can.
    assert share <= (1.0 if act is download else LARGEST_SHARE_LOST)


@pytest.mark.parametrize("name", OBJECTS)
@pytest.mark.parametrize("content", [None, 5, "text", True, [], ["a"], 1.5], ids=repr)
def test_object_that_is_something_else(name: str, connect: Connect, sim: Simulator, content: Any) -> None:
    provider, act = OBJECTS[name]
    answer = OneAnswer(404)
    account = connect(provider, **sim.settings(provider), transport=answer.transport, retries=0)
    answer.give(content)
    with pytest.raises(ci.CloudInvoicesError) as caught:
        act(account, with_document(sim, provider).id)
    assert caught.value.provider == provider
