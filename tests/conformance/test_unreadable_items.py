"""One item of a list that cannot be read: it is skipped with a warning, and the rest is returned."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest

import cloudinvoices as ci
from cloudinvoices.testing import Simulator
from tests.provider_facts import FACTS

from .account import Account


def list_answer(provider: str, items: Sequence[Any]) -> bytes:
    member = FACTS[provider].list_member
    # The amounts of the simulator have two decimals, which a float keeps.
    return json.dumps({member: items} if member else items, default=float).encode()


def some_invoices(account: Account, sim: Simulator) -> list[ci.Invoice]:
    expected = sim.expected(account.name)
    invoices = list(account.list(since=expected[-6].dated, until=expected[-4].dated))
    sim.reset()
    assert len(invoices) >= 2
    return invoices


def listed_with(account: Account, sim: Simulator, items: Sequence[Any]) -> list[ci.Invoice]:
    """What is listed when the provider sends these items."""
    sim.fail(f"{account.name}.list", body=list_answer(account.name, items), content_type="application/json")
    if account.name == "akamai":
        # The other months are empty.
        sim.fail("akamai.list", status=204, times=14)
    return list(account.list())


@pytest.mark.parametrize("item", [None, "text", 5, 1.5, True, [], ["id"]], ids=repr)
def test_item_that_is_no_object(account: Account, sim: Simulator, item: Any) -> None:
    first, *rest = some_invoices(account, sim)
    items = [first.raw, item, *(invoice.raw for invoice in rest)]
    with pytest.warns(ci.CloudInvoicesWarning, match="skipped"):
        assert listed_with(account, sim, items) == [first, *rest]
    (skipped,) = account.skipped
    assert skipped.provider == account.name
    assert skipped.raw == item
    assert skipped.reason


def test_items_that_cannot_be_read_are_told_in_their_order(account: Account, sim: Simulator) -> None:
    (first, *_) = some_invoices(account, sim)
    with pytest.warns(ci.CloudInvoicesWarning):
        assert listed_with(account, sim, ["one", first.raw, "two", "three"]) == [first]
    assert [skipped.raw for skipped in account.skipped] == ["one", "two", "three"]


def test_one_member_that_cannot_be_read(account: Account, sim: Simulator, provider: str) -> None:
    first, second, *_ = some_invoices(account, sim)
    name = FACTS[provider].currency_member
    with pytest.warns(ci.CloudInvoicesWarning, match="read in part"):
        mended, untouched = listed_with(account, sim, [{**first.raw, name: ["USD"]}, second.raw])
    assert untouched == second
    assert (mended.id, mended.total, mended.dated) == (first.id, first.total, first.dated)
    assert mended.currency is None
    assert mended.raw[name] == ["USD"]
    assert list(account.skipped) == []


def test_members_nobody_knows_are_kept(account: Account, sim: Simulator) -> None:
    first, *_ = some_invoices(account, sim)
    (found,) = listed_with(account, sim, [{**first.raw, "newMember": {"a": [1, None]}}])
    assert found.raw["newMember"] == {"a": [1, None]}
    assert (found.id, found.total) == (first.id, first.total)


def test_what_came_twice_is_listed_once(account: Account, sim: Simulator) -> None:
    first, second, *_ = some_invoices(account, sim)
    assert listed_with(account, sim, [first.raw, second.raw, first.raw]) == [first, second]


def test_amounts_keep_every_digit(account: Account, sim: Simulator, provider: str) -> None:
    facts = FACTS[provider]
    if facts.is_amount_in_cents:
        sent, exact = "90071992547409935", "900719925474099.35"
    else:
        sent = exact = "900719925474099.3510"
    quote = '"' if facts.is_amount_text else ""
    item = f'{{"{facts.amount_member}": {quote}{sent}{quote}}}'
    member = facts.list_member
    body = f'{{"{member}": [{item}]}}' if member else f"[{item}]"
    sim.fail(f"{provider}.list", body=body, content_type="application/json")
    if provider == "akamai":
        sim.fail("akamai.list", status=204, times=14)
    with pytest.warns(ci.CloudInvoicesWarning, match="it has no id"):
        (invoice,) = account.list()
    assert str(invoice.total) == exact


def test_empty_lists(account: Account, sim: Simulator) -> None:
    assert listed_with(account, sim, []) == []


def test_warning_does_not_quote_the_item(account: Account, sim: Simulator) -> None:
    personal = "somebody's name and address"
    with pytest.warns(ci.CloudInvoicesWarning) as warned:
        assert listed_with(account, sim, [personal]) == []
    assert personal not in str([str(one.message) for one in warned])
    assert personal not in repr(account.skipped)
