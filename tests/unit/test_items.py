"""Whatever stands in a provider's list: an invoice, or an error of ours, and never another exception."""

from datetime import date
from decimal import Decimal
from importlib import import_module
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cloudinvoices as ci
from cloudinvoices.core.adapter import Adapter
from cloudinvoices.core.settings import Settings
from cloudinvoices.providers import NAMES, load_adapter
from tests.provider_facts import FACTS

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


def adapter(provider: str) -> Adapter:
    kind = load_adapter(provider)
    return kind(Settings(provider, kind.settings, FACTS[provider].settings, {}))


def members(provider: str) -> list[str]:
    """Those of an invoice in the provider's list."""
    wire = import_module(load_adapter(provider).__module__).wire
    struct = wire.InvoiceInfoDetail if provider == "masstack" else wire.Invoice
    return [field.encode_name for field in msgspec.structs.fields(struct)]


@pytest.mark.parametrize("provider", NAMES)
@given(data=st.data())
def test_any_object_is_an_invoice(provider: str, data: st.DataObject) -> None:
    item = data.draw(st.dictionaries(st.sampled_from(members(provider)), plain | likely))
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
