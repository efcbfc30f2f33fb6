from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudinvoices.core.ids import check_id


@pytest.mark.parametrize("id", ["INV-1", "a/b", "a b", "...", "..a", "ü", "%2e%2e", "?x=1", "x" * 500])
def test_ids_that_go_into_a_path(id: str) -> None:
    assert check_id(id) == id


@pytest.mark.parametrize("id", ["", ".", "..", "a\nb", "a\0", "\x7f", "\x1b[31m", "x" * 501, "a\ud800"])
def test_ids_that_would_make_another_request(id: str) -> None:
    with pytest.raises(ValueError, match="cannot be the id of an invoice"):
        check_id(id)


@pytest.mark.parametrize("id", [None, 5, b"INV-1", ["INV-1"]])
def test_ids_are_text(id: Any) -> None:
    with pytest.raises(TypeError, match="is text"):
        check_id(id)


@given(id=st.text(max_size=20))
def test_what_is_let_through_can_be_sent(id: str) -> None:
    try:
        checked = check_id(id)
    except ValueError:
        return
    assert checked.encode()
    assert checked.isprintable() or min(checked) >= " "
