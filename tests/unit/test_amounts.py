from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudinvoices.core.amounts import read_amount, read_cents


@pytest.mark.parametrize(("cents", "text"), [(30000, "300.00"), (1, "0.01"), (-5, "-0.05"), (0, "0.00")])
def test_two_digits_are_kept(cents: int, text: str) -> None:
    assert str(read_cents(cents)) == text


@given(cents=st.integers(-(10**40), 10**40))
def test_cents_are_exact_in_any_decimal_context_of_the_caller(cents: int) -> None:
    with localcontext(prec=3):
        amount = read_cents(cents)
    assert Decimal(f"{amount}E2") == cents


@given(amount=st.decimals(-(10**20), 10**20, allow_nan=False))
def test_an_amount_stays_as_it_is(amount: Decimal) -> None:
    assert str(read_amount(amount)) == str(amount)


@pytest.mark.parametrize("text", ["NaN", "sNaN", "Infinity", "-Infinity", "1E+999999", "1E-999999"])
def test_what_is_no_amount_is_none(text: str) -> None:
    assert read_amount(Decimal(text)) is None


@pytest.mark.parametrize("cents", [None, 10**60, -(10**60)])
def test_nothing_and_nonsense_are_none(cents: int | None) -> None:
    assert read_cents(cents) is None
    assert read_amount(None) is None
