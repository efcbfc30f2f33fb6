"""Whatever stands in a provider's list: an invoice, or an error of ours, and never another exception."""

from datetime import date
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cloudinvoices as ci
from cloudinvoices.core.adapter import Adapter
from cloudinvoices.core.settings import Settings
from cloudinvoices.providers import NAMES, load_adapter

from .test_connect import REQUIRED

plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.decimals(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=4), inner, max_size=2),
    max_leaves=6,
)
likely = st.sampled_from(
    [
        "INV-1",
        "2026-03-31",
        "2026-03-31T23:59:59.999999999Z",
        "PAID",
        "STATUS_PAID",
        "-30000",
        "12.50",
        "NaN",
        "EUR",
        1767225600000,
        17,
        Decimal("12.50"),
        True,
    ]
)
MEMBERS = {
    "qovery": ["id", "created_at", "status", "total_in_cents", "total", "currency_code"],
    "akamai": [
        "invoiceId",
        "contractId",
        "invoiceType",
        "invoiceDate",
        "invoiceDueDate",
        "invoiceTotal",
        "invoiceCurrency",
        "files",
    ],
    "masstack": ["number", "date", "status", "value", "cycle"],
    "f5xc": ["name", "amount", "currency", "period_start", "period_end", "active", "status"],
    "doit": ["id", "invoiceDate", "dueDate", "status", "totalAmount", "balanceAmount", "currency", "lineItems"],
}


def adapter(provider: str) -> Adapter:
    kind = load_adapter(provider)
    return kind(Settings(provider, kind.settings, REQUIRED[provider], {}))


@pytest.mark.parametrize("provider", NAMES)
@given(data=st.data())
def test_any_object_is_an_invoice(provider: str, data: st.DataObject) -> None:
    members = st.dictionaries(st.sampled_from(MEMBERS[provider]), plain | likely)
    item = data.draw(members)
    invoice, unreadable = adapter(provider).read_invoice(item)
    assert invoice.provider == provider
    assert invoice.raw == item
    assert isinstance(invoice.id, str)
    for amount in (invoice.total, invoice.amount_due):
        assert amount is None or (isinstance(amount, Decimal) and amount.is_finite())
    for day in (invoice.issued_on, invoice.due_on, invoice.period_start, invoice.period_end, invoice.dated):
        assert day is None or type(day) is date
    assert all(isinstance(place, str) for place in unreadable)
    assert hash(invoice) == hash(invoice)


@pytest.mark.parametrize("provider", NAMES)
@given(item=plain)
def test_anything_else_is_told(provider: str, item: Any) -> None:
    try:
        invoice, _ = adapter(provider).read_invoice(item)
    except ci.UnexpectedAnswer:
        assert not isinstance(item, dict)
    else:
        assert isinstance(invoice, ci.Invoice)


@pytest.mark.parametrize("provider", NAMES)
def test_the_members_tried_here_are_those_of_the_wire(provider: str) -> None:
    """A renamed member would make the tests above read nothing at all."""
    package = "masstack_customers" if provider == "masstack" else provider
    names = {"masstack": "InvoiceInfoDetail"}
    wire = __import__(f"cloudinvoices_apis.{package}.wire", fromlist=["wire"])
    fields = {field.encode_name for field in msgspec.structs.fields(getattr(wire, names.get(provider, "Invoice")))}
    assert set(MEMBERS[provider]) <= fields
