"""Lists: complete, exact, lazy, and cut to the days asked for."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

import cloudinvoices as ci
from cloudinvoices.testing import ExpectedInvoice, Simulator
from tests.provider_facts import FACTS

from .account import Account, Connect
from .operations import first_day, listed

Fields = tuple[str, str, str, str | None, Decimal | None, date | None]


def fields(invoice: ci.Invoice | ExpectedInvoice) -> Fields:
    return invoice.scope, invoice.id, invoice.number, invoice.currency, invoice.total, invoice.dated


def test_everything_is_listed_exactly(account: Account, sim: Simulator, provider: str) -> None:
    found = [fields(invoice) for invoice in listed(account, sim)]
    assert len(found) == len(set(found))
    assert set(found) == {fields(invoice) for invoice in sim.expected(provider)}
    assert list(account.skipped) == []


def test_totals_are_decimals_to_the_last_digit(account: Account, sim: Simulator, provider: str) -> None:
    totals = {invoice.id: invoice.total for invoice in listed(account, sim)}
    assert all(type(total) is Decimal for total in totals.values())
    assert totals == {invoice.id: invoice.total for invoice in sim.expected(provider)}


def test_without_days_everything_is_listed_but_by_akamai(account: Account, sim: Simulator, provider: str) -> None:
    found = {invoice.id for invoice in account.list()}
    expected = sim.expected(provider)
    if provider == "akamai":
        # Usage of the last 12 closed months, dated on the first day after each.
        today = datetime.now(UTC).date()
        expected = tuple(one for one in expected if one.dated > date(today.year - 1, today.month, 1))
        assert len(expected) < len(sim.expected(provider))
    assert found == {invoice.id for invoice in expected}


def test_every_invoice_names_its_provider_and_formats(account: Account, sim: Simulator, provider: str) -> None:
    expected = {(one.scope, one.id): set(one.documents) for one in sim.expected(provider)}
    for invoice in listed(account, sim):
        assert invoice.provider == account.name == provider
        # Whether DoiT has a PDF of an invoice is known only to who asks for it.
        there_are = {"json", "pdf"} if provider == "doit" else expected[invoice.scope, invoice.id]
        assert set(invoice.formats) == there_are
        assert set(invoice.formats) <= set(account.formats)


def test_statuses(account: Account, sim: Simulator, provider: str) -> None:
    found = {invoice.provider_status: invoice.status for invoice in listed(account, sim)}
    assert found == FACTS[provider].statuses


def test_credit_notes_are_negative(connect: Connect, sim: Simulator) -> None:
    invoices = listed(connect("akamai", **sim.settings("akamai")), sim)
    credits = [invoice for invoice in invoices if invoice.kind == "credit_note"]
    assert credits
    assert {invoice.kind for invoice in invoices} == {"invoice", "credit_note"}
    assert all((invoice.total or 0) < 0 for invoice in credits)
    assert all((invoice.total or 0) > 0 for invoice in invoices if invoice.kind == "invoice")


def test_due_amounts_and_days_where_they_are_sent(connect: Connect, sim: Simulator) -> None:
    doit = {invoice.provider_status: invoice for invoice in connect("doit", **sim.settings("doit")).list()}
    assert doit["PAID"].amount_due == 0
    assert doit["OPEN"].amount_due == doit["OPEN"].total
    assert doit["OPEN"].due_on is not None
    assert doit["OPEN"].dated == doit["OPEN"].issued_on
    invoice = next(connect("akamai", **sim.settings("akamai")).list())
    assert invoice.issued_on is not None
    assert invoice.due_on == invoice.issued_on + timedelta(days=30)


def test_periods_end_on_their_last_day(connect: Connect, sim: Simulator) -> None:
    for invoice in connect("f5xc", **sim.settings("f5xc")).list():
        assert invoice.period_start is not None
        assert invoice.period_end is not None
        # The last nanosecond of a month is not the first of the next.
        assert invoice.period_start.replace(day=1) == invoice.period_start
        assert invoice.period_start.month == invoice.period_end.month
        assert (invoice.period_end + timedelta(days=1)).day == 1
    for invoice in connect("masstack", **sim.settings("masstack")).list():
        assert invoice.issued_on is not None
        assert invoice.period_end == invoice.issued_on - timedelta(days=1)


def test_raw_is_what_was_sent(account: Account, sim: Simulator) -> None:
    invoice = listed(account, sim)[0]
    assert isinstance(invoice.raw, dict)
    sent = {str(value) for value in invoice.raw.values()}
    assert invoice.id in sent
    assert not any(isinstance(value, float) for value in invoice.raw.values())


def test_hash_is_that_of_provider_scope_and_id(account: Account, sim: Simulator) -> None:
    once, again = listed(account, sim), listed(account, sim)
    assert set(once) == set(again)
    assert len({*once, *again}) == len(once)


def test_days_are_inclusive(account: Account, sim: Simulator, provider: str) -> None:
    expected = sim.expected(provider)
    since, until = expected[len(expected) // 3].dated, expected[2 * len(expected) // 3].dated
    inside = {fields(invoice) for invoice in expected if since <= invoice.dated <= until}
    assert {one[-1] for one in inside} >= {since, until}
    assert {fields(invoice) for invoice in account.list(since=since, until=until)} == inside


def test_one_day(account: Account, sim: Simulator, provider: str) -> None:
    day = sim.expected(provider)[-3].dated
    same = {fields(invoice) for invoice in sim.expected(provider) if invoice.dated == day}
    assert {fields(invoice) for invoice in account.list(since=day, until=day)} == same


def test_until_alone(account: Account, sim: Simulator, provider: str) -> None:
    day = sim.expected(provider)[-6].dated
    found = {fields(invoice) for invoice in account.list(until=day)}
    before = {fields(invoice) for invoice in sim.expected(provider) if invoice.dated <= day}
    assert found <= before
    assert {one for one in before if one[-1] == day} <= found


def test_a_time_without_invoices(account: Account, sim: Simulator, provider: str) -> None:
    late = first_day(sim, provider) - timedelta(days=200)
    assert list(account.list(since=late, until=late + timedelta(days=30))) == []


def test_days_upside_down(account: Account, sim: Simulator) -> None:
    with pytest.raises(ValueError, match="is after"):
        account.list(since=date(2026, 2, 2), until=date(2026, 2, 1))
    assert sim.requests == []


@pytest.mark.parametrize(
    "days",
    [{"since": datetime(2026, 2, 1, tzinfo=UTC)}, {"until": datetime(2026, 2, 1, tzinfo=UTC)}, {"since": "2026-02-01"}],
    ids=["since", "until", "text"],
)
def test_what_is_no_day(account: Account, sim: Simulator, days: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match=r"must be a datetime\.date"):
        account.list(**days)
    assert sim.requests == []


def test_nothing_is_sent_before_the_first_item_is_asked_for(account: Account, sim: Simulator) -> None:
    listing = account.list(since=sim.expected(account.name)[5].dated)
    assert sim.requests == []
    next(listing)
    # One page of DoiT's, one month of Akamai's; the others list all at once.
    assert [request.status for request in sim.requests] == [200]


def test_pages_and_months_come_as_they_are_needed(connect: Connect, sim: Simulator) -> None:
    for provider, of_first_page in (("doit", 50), ("akamai", 1)):
        sim.reset()
        listing = connect(provider, **sim.settings(provider)).list(since=sim.expected(provider)[1].dated)
        for _ in range(of_first_page):
            next(listing)
        assert len(sim.requests) == 1
        next(listing)
        assert len(sim.requests) == 2


def test_leaving_a_list_early(account: Account, sim: Simulator, provider: str) -> None:
    next(account.list(since=first_day(sim, provider)))
    assert len(listed(account, sim)) == len(sim.expected(provider))


STATUS_BODIES: dict[str, tuple[str, Callable[[str], Any], dict[str, str]]] = {
    "qovery": (
        "qovery.list",
        lambda status: {"results": [{"id": "a", "status": status, "total_in_cents": 1}]},
        {
            "NOT_PAID": "issued",
            "PAID": "paid",
            "PAYMENT_DUE": "issued",
            "PENDING": "draft",
            "POSTED": "issued",
            "UNKNOWN": "unknown",
            "VOIDED": "void",
            "FORGIVEN": "unknown",
        },
    ),
    "doit": (
        "doit.list",
        lambda status: {"invoices": [{"id": "a", "status": status}]},
        {"OPEN": "issued", "PAST DUE": "overdue", "PAID": "paid", "DISPUTED": "unknown"},
    ),
    "f5xc": (
        "f5xc.list",
        lambda status: {"invoices": [{"name": "a", "status": status}]},
        {"STATUS_UNKNOWN": "unknown", "STATUS_ISSUED": "issued", "STATUS_SENT_BY_PIGEON": "unknown"},
    ),
}


@pytest.mark.parametrize(
    ("name", "sent", "meant"),
    [(name, sent, meant) for name, (_, _, table) in STATUS_BODIES.items() for sent, meant in table.items()],
)
def test_documented_and_new_statuses(connect: Connect, sim: Simulator, name: str, sent: str, meant: str) -> None:
    operation, body, _ = STATUS_BODIES[name]
    sim.fail(operation, body=json.dumps(body(sent)), content_type="application/json")
    (invoice,) = connect(name, **sim.settings(name)).list()
    assert (invoice.provider_status, invoice.status) == (sent, meant)
