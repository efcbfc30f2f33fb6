"""Thousands of lists with one thing wrong: how much of each is lost, and that nothing but our errors comes out."""

from __future__ import annotations

import json
import warnings
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import pytest

import cloudinvoices as ci
from cloudinvoices.testing import Simulator

from .account import Connect, open_account
from .mutations import VALUES, Mutation, OneAnswer, at, check_types, mutations, sample

ITEMS = 6
MUTATIONS_A_LIST = 500
LARGEST_SHARE_LOST = 0.03

NO_ITEMS: tuple[Any, ...] = (None, 5, "text", True, [], [1], 1.5, "")

WRONG_CONTAINERS: tuple[Any, ...] = (5, "text", True, 1.5, {"a": 1}, [[]], "")


@pytest.fixture(params=["sync", "async"])
def mode(request: pytest.FixtureRequest) -> str:
    """Answers come from a transport that is given: nothing would go over aiohttp."""
    return str(request.param)


@dataclass(frozen=True)
class Listing:
    provider: str
    operation: str
    """Its id in the provider's spec."""
    member: str | None
    """Where the items are; None if the answer itself is the list."""
    optional: bool
    """Whether the provider documents that this member may be missing."""
    id: str
    total: frozenset[str]
    """What the amount is read from."""
    after: tuple[Any, ...] = (204,)
    """Status and body of whatever else is asked for: further months, further pages."""
    settings: tuple[tuple[str, Any], ...] = ()

    def __str__(self) -> str:
        return f"{self.provider}.{self.operation}"

    def items(self, content: Any) -> Any:
        return content[self.member] if self.member else content


LISTINGS = (
    Listing("qovery", "list_invoices", "results", True, "id", frozenset({"total_in_cents", "total"})),
    Listing("akamai", "list_invoices", None, False, "invoiceId", frozenset({"invoiceTotal"})),
    Listing(
        "akamai",
        "list_contract_invoices",
        None,
        False,
        "invoiceId",
        frozenset({"invoiceTotal"}),
        settings=(("contract", "C-1SIM001"),),
    ),
    Listing("masstack", "list_invoices", "invoices", False, "number", frozenset({"value"})),
    Listing("f5xc", "list_invoices", "invoices", True, "name", frozenset({"amount"})),
    Listing(
        "doit",
        "list_invoices",
        "invoices",
        True,
        "id",
        frozenset({"totalAmount"}),
        after=(200, b'{"invoices": []}'),
    ),
)


def good_list(listing: Listing, connect: Connect, sim: Simulator) -> Any:
    """What the simulator lists, the last few of it."""
    settings = {**sim.settings(listing.provider), **dict(listing.settings)}
    with_items = connect(listing.provider, **settings)
    expected = [one for one in sim.expected(listing.provider) if one.scope == settings.get("contract", one.scope)]
    raw = [dict(invoice.raw) for invoice in with_items.list(since=expected[-ITEMS].dated)][:ITEMS]
    items = json.loads(json.dumps(raw, default=float))
    if listing.member is None:
        return items
    around: dict[str, dict[str, Any]] = {
        "doit": {"rowCount": len(items)},
        "masstack": {"account_id": 731900452, "period_date": {"start_date": "2026-01-01", "end_date": "2026-02-01"}},
    }
    return {listing.member: items, **around.get(listing.provider, {})}


@pytest.fixture(params=LISTINGS, ids=str)
def listing(request: pytest.FixtureRequest) -> Listing:
    assert isinstance(request.param, Listing)
    return request.param


@dataclass(frozen=True)
class Answered:
    """An account whose one list answer is chosen by the test, and a good one to begin with."""

    provider: str
    mode: str
    settings: dict[str, Any]
    answer: OneAnswer
    good: Any

    def read(self, content: Any) -> list[ci.Invoice]:
        return self.read_and_skipped(content)[0]

    def read_and_skipped(self, content: Any) -> tuple[list[ci.Invoice], list[ci.Skipped]]:
        """What is listed of such an answer, and what is not; a warning that is not ours fails the test."""
        # An account of its own each time: Akamai's would have to keep to its requests a minute.
        account = open_account(self.mode, self.provider, **self.settings, transport=self.answer.transport, retries=0)
        self.answer.give(content)
        with closing(account), warnings.catch_warnings():
            warnings.simplefilter("ignore", ci.CloudInvoicesWarning)
            return list(account.list()), list(account.skipped)


@pytest.fixture
def answered(listing: Listing, connect: Connect, sim: Simulator, mode: str) -> Answered:
    settings = {**sim.settings(listing.provider), **dict(listing.settings)}
    good = good_list(listing, connect, sim)
    return Answered(listing.provider, mode, settings, OneAnswer(*listing.after), good)


def test_one_thing_wrong_in_an_item(listing: Listing, answered: Answered) -> None:
    good = answered.read(answered.good)
    assert len(good) == len(listing.items(answered.good)) >= 4
    below: tuple[str | int, ...] = (listing.member,) if listing.member else ()
    possible = [one for index in range(len(good)) for one in mutations(answered.good, (*below, index))]
    chosen = sample(possible, MUTATIONS_A_LIST)
    lost = 0
    for mutation in chosen:
        index, name = mutation.path[len(below) : len(below) + 2]
        assert isinstance(index, int)
        others = good[:index] + good[index + 1 :]
        found = answered.read(mutation.of(answered.good))
        if len(found) == len(good):
            changed = found.pop(index)
            check_types(changed, mutation)
            assert name in listing.total or changed.total == good[index].total, mutation
            assert name == listing.id or changed.id == good[index].id, mutation
        else:
            lost += 1
        assert found == others, mutation
    share = lost / len(chosen)
    print(f"{listing}: {len(chosen)} of {len(possible)} mutations, {lost} items lost ({share:.1%})")
    assert share <= LARGEST_SHARE_LOST


def test_an_item_that_is_something_else(listing: Listing, answered: Answered) -> None:
    good = answered.read(answered.good)
    below: tuple[str | int, ...] = (listing.member,) if listing.member else ()
    for index in range(len(good)):
        for value in NO_ITEMS:
            found = answered.read(Mutation((*below, index), value).of(answered.good))
            assert found == good[:index] + good[index + 1 :]


def test_one_thing_wrong_beside_the_items(listing: Listing, answered: Answered) -> None:
    around = [name for name in answered.good if name != listing.member] if listing.member else []
    good = answered.read(answered.good)
    for name in around:
        beside = [Mutation((name,), value) for value in VALUES]
        for mutation in (*beside, *mutations(answered.good, (name,))):
            assert answered.read(mutation.of(answered.good)) == good, mutation
    assert bool(around) == (listing.provider in ("masstack", "doit"))  # the others send nothing beside


@pytest.mark.parametrize("token", [5, 1.5, True, ["next"], {"a": 1}], ids=repr)
def test_page_token_of_another_type(sim: Simulator, mode: str, token: Any) -> None:
    doit = Answered("doit", mode, sim.settings("doit"), OneAnswer(200, b'{"invoices": []}'), None)
    # To stop here would be to lose the pages that follow.
    with pytest.raises(ci.UnexpectedAnswer):
        doit.read({"invoices": [{"id": "IN1"}], "pageToken": token})


@pytest.mark.parametrize("value", [None, "missing"], ids=str)
def test_list_that_is_not_there(listing: Listing, answered: Answered, value: Any) -> None:
    if listing.member is None:
        content = None
    else:
        content = {name: one for name, one in answered.good.items() if name != listing.member}
        if value is None:
            content[listing.member] = None
    if listing.optional:
        assert answered.read(content) == []
    else:
        with pytest.raises(ci.UnexpectedAnswer):
            answered.read(content)


@pytest.mark.parametrize("value", WRONG_CONTAINERS, ids=repr)
def test_list_that_is_something_else(listing: Listing, answered: Answered, value: Any) -> None:
    if value == [[]]:
        # A list it is, but not of invoices: what is in it is skipped.
        content = {**answered.good, listing.member: value} if listing.member else value
        found, skipped = answered.read_and_skipped(content)
        assert found == []
        assert [one.raw for one in skipped] == [[]]
    else:
        with pytest.raises(ci.UnexpectedAnswer) as caught:
            answered.read({**answered.good, listing.member: value} if listing.member else value)
        assert caught.value.provider == listing.provider
        assert caught.value.operation == listing.operation


@pytest.mark.parametrize("content", [None, 5, "text", True, [], ["text"], 1.5], ids=repr)
def test_answer_that_is_something_else(listing: Listing, answered: Answered, content: Any) -> None:
    if listing.member is None and isinstance(content, list):
        assert answered.read(content) == []
    else:
        with pytest.raises(ci.UnexpectedAnswer):
            answered.read(content)


def test_a_mutation_differs_in_one_place_only() -> None:
    good = {"a": [{"b": 1, "c": [2, 3]}]}
    for mutation in mutations(good):
        changed = mutation.of(good)
        assert changed != good or json.dumps(changed) != json.dumps(good)
        assert good == {"a": [{"b": 1, "c": [2, 3]}]}
        if mutation.path[-1] == "b":
            assert at(changed, ("a", 0, "c")) == [2, 3]
