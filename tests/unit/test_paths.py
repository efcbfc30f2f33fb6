"""Paths from callers: filled in one segment a value, or refused when they are given."""

import pytest

from cloudinvoices.core.paths import check_path, fill_path
from cloudinvoices.errors import ConfigurationError


def check(path: str | None) -> str | None:
    return check_path(path, "invoice_path", needs="invoice", knows=("account",), provider="invented")


@pytest.mark.parametrize("path", [None, "/a/{invoice}", "a/{account}/b/{invoice}/link", "/{account_id}/{invoiceId}"])
def test_paths_that_can_be_filled_in(path: str | None) -> None:
    assert check(path) == path


@pytest.mark.parametrize("path", ["/latest", "/{account}", "/{invoice}/{who}", "/{invoice-id}", "/{}/{invoice}"])
def test_paths_that_cannot(path: str) -> None:
    with pytest.raises(ConfigurationError, match="invoice_path cannot be filled in") as raised:
        check(path)
    assert "{invoice}" in str(raised.value.hint)
    assert "{account}" in str(raised.value.hint)


@pytest.mark.parametrize(
    ("id", "filled"), [("MM1", "/a/MM1/x"), ("a/b", "/a/a%2Fb/x"), ("é?", "/a/%C3%A9%3F/x"), ("{id}", "/a/%7Bid%7D/x")]
)
def test_a_value_stays_one_segment(id: str, filled: str) -> None:
    assert fill_path("a/{id}/x", {"id": id}) == filled
    assert fill_path("/a/{id}/x", {"id": id}) == filled
