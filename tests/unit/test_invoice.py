from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import asdict, replace

import cloudinvoices as ci

INVOICE = ci.Invoice(
    provider="akamai",
    scope="C-1",
    id="17",
    number="17",
    total=Decimal("-10.50"),
    dated=date(2026, 3, 31),
    raw={"invoiceId": 17, "files": [{}]},
)


def test_two_versions_of_an_invoice_have_one_hash_and_are_not_equal() -> None:
    paid = replace(INVOICE, status="paid")
    assert hash(paid) == hash(INVOICE)
    assert paid != INVOICE
    assert replace(INVOICE) == INVOICE
    assert {INVOICE: 1}[replace(INVOICE)] == 1


@pytest.mark.parametrize("change", [{"provider": "doit"}, {"scope": "C-2"}, {"id": "18"}])
def test_provider_scope_and_id_make_the_key(change: dict[str, Any]) -> None:
    assert hash(replace(INVOICE, **change)) != hash(INVOICE)


@pytest.mark.parametrize("name", ["id", "status", "total", "raw", "new"])
def test_nothing_can_be_changed(name: str) -> None:
    with pytest.raises(AttributeError):
        setattr(INVOICE, name, None)


def test_only_the_key_is_needed_and_nothing_else_is_invented() -> None:
    bare = ci.Invoice(provider="doit", scope="", id="1", number="1")
    assert (bare.kind, bare.status, bare.formats, dict(bare.raw)) == ("invoice", "unknown", (), {})
    known = {"provider", "scope", "id", "number", "kind", "status", "formats", "raw"}
    assert {name: value for name, value in asdict(bare).items() if name not in known and value is not None} == {}
    with pytest.raises(TypeError):
        ci.Invoice("doit", "", "1", "1")  # type: ignore[call-arg]


def test_a_repr_is_short() -> None:
    assert "files" not in repr(INVOICE)
    assert "secret" not in repr(ci.Skipped(provider="doit", reason="no object", raw="secret"))
    assert "secret" not in repr(ci.BillingDetails(next_billing_date=None, raw={"a": "secret"}))
