import json
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudinvoices.core.decoding import decode_json, is_problem, members_of, read_struct, texts_of
from cloudinvoices.errors import UnexpectedAnswer

plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=10,
)


class Line(msgspec.Struct, kw_only=True):
    text: str | None = None
    amount: Decimal | None = None


class Bill(msgspec.Struct, kw_only=True):
    id: str | None = None
    cents: int | None = None
    total: Decimal | None = None
    open: bool | None = None
    lines: list[Line] | None = None
    payer: Line | None = None


@given(content=plain)
def test_any_json_comes_out_as_it_went_in(content: Any) -> None:
    assert decode_json(json.dumps(content).encode()) == content


@given(number=st.decimals(allow_nan=False, allow_infinity=False))
def test_every_digit_of_a_fraction_is_kept(number: Decimal) -> None:
    text = f"{number:f}" if "." in f"{number:f}" else f"{number:f}.0"
    found = decode_json(text.encode())
    assert isinstance(found, Decimal)
    assert str(found) == str(Decimal(text))


def test_the_fraction_that_no_float_can_hold() -> None:
    assert decode_json(b'{"total": 0.1000000000000000055511151231257827}') == {
        "total": Decimal("0.1000000000000000055511151231257827")
    }


def test_whole_numbers_of_any_size_stay_whole() -> None:
    found = decode_json(b"[123456789012345678901234567890, -0]")
    assert found == [123456789012345678901234567890, 0]
    assert all(type(number) is int for number in found)


def test_a_byte_order_mark_is_passed_over() -> None:
    assert decode_json(b"\xef\xbb\xbf[1]") == [1]


def test_of_a_name_that_comes_twice_the_last_counts_as_in_the_standard_library() -> None:
    body = b'{"id": "a", "id": "b"}'
    assert decode_json(body) == json.loads(body) == {"id": "b"}


@pytest.mark.parametrize(
    "body",
    [
        b'{"total": NaN}',
        b"[Infinity]",
        b"[-Infinity]",
        b'{"id": "a"',
        b'{"id": "a",}',
        b"{'id': 'a'}",
        b'["\xff"]',
        b"[1] [2]",
        b"\x00",
        b"\x1f\x8b\x08",
        b"1" * 5000,
        b"[1e99999999999999999999]",
        "[1]".encode("utf-16"),
    ],
)
def test_broken_json_is_told_and_may_be_asked_for_again(body: bytes) -> None:
    with pytest.raises(UnexpectedAnswer, match="not valid JSON") as raised:
        decode_json(body, "application/json")
    assert raised.value.transient
    assert raised.value.__cause__ is not None


@pytest.mark.parametrize("body", [b"", b"  \n", b"\xef\xbb\xbf"])
def test_an_empty_answer(body: bytes) -> None:
    with pytest.raises(UnexpectedAnswer, match="the answer is empty"):
        decode_json(body)


@pytest.mark.parametrize(
    ("body", "content_type"),
    [(b"<!DOCTYPE html><p>Sign in", ""), (b"\n <html>", "application/json"), (b"Sign in", "text/HTML; charset=utf-8")],
)
def test_a_page_is_told_apart_and_not_asked_for_again(body: bytes, content_type: str) -> None:
    with pytest.raises(UnexpectedAnswer, match="web page") as raised:
        decode_json(body, content_type)
    assert not raised.value.transient
    assert raised.value.hint


def test_json_is_read_even_if_it_is_called_a_page() -> None:
    assert decode_json(b"[1]", "text/html") == [1]


@pytest.mark.parametrize("opening", [b"[", b'{"a":'])
def test_a_deep_one_is_an_error_of_ours(opening: bytes) -> None:
    with pytest.raises(UnexpectedAnswer, match="nested too deeply"):
        decode_json(opening * 100_000)


@given(body=st.binary(max_size=40))
def test_no_bytes_break_the_decoder(body: bytes) -> None:
    try:
        decode_json(body)
    except UnexpectedAnswer as error:
        assert error.message  # noqa: PT017  # either way is fine, another exception is not


def test_members_of_a_list_and_of_an_object() -> None:
    assert list(members_of([1, 2], None, optional=False)) == [1, 2]
    assert list(members_of({"results": [1]}, "results", optional=False)) == [1]


@pytest.mark.parametrize("content", [{}, {"results": None}])
def test_a_list_that_is_left_out_is_empty_where_the_provider_does_that(content: Any) -> None:
    assert list(members_of(content, "results", optional=True)) == []
    with pytest.raises(UnexpectedAnswer, match="expected a list"):
        list(members_of(content, "results", optional=False))


def test_no_content_is_an_empty_list() -> None:
    assert list(members_of(None, None, optional=True)) == []


@pytest.mark.parametrize("optional", [True, False])
@pytest.mark.parametrize(
    ("content", "name"),
    [({"a": 1}, None), ("text", None), ([1], "results"), (None, "results"), ({"results": {"a": 1}}, "results")],
)
def test_something_else_in_the_place_of_a_list(content: Any, name: str | None, optional: bool) -> None:
    with pytest.raises(UnexpectedAnswer, match="expected"):
        list(members_of(content, name, optional=optional))


def test_a_struct_is_read() -> None:
    item = {"id": "a", "cents": 5, "total": Decimal("0.1"), "lines": [{"text": "b"}], "unknown": 1}
    assert read_struct(Bill, item) == (Bill(id="a", cents=5, total=Decimal("0.1"), lines=[Line(text="b")]), [])


@pytest.mark.parametrize(
    ("item", "expected", "place"),
    [
        ({"cents": "five"}, Bill(id="a"), "$.cents"),
        ({"open": "yes"}, Bill(id="a"), "$.open"),
        ({"id": ["a"]}, Bill(), "$.id"),
        ({"id": True}, Bill(), "$.id"),
        ({"lines": "none"}, Bill(id="a"), "$.lines"),
        ({"lines": [{"text": "b", "amount": "much"}]}, Bill(id="a", lines=[Line(text="b")]), "$.lines[0].amount"),
        ({"payer": {"text": {}, "amount": 1}}, Bill(id="a", payer=Line(amount=Decimal(1))), "$.payer.text"),
    ],
)
def test_only_what_cannot_be_read_is_dropped(item: dict[str, Any], expected: Bill, place: str) -> None:
    bill, unreadable = read_struct(Bill, {"id": "a", **item})
    assert bill == expected
    assert len(unreadable) == 1
    assert place in unreadable[0]


@pytest.mark.parametrize("line", ["oops", None, 5])
def test_an_item_of_an_inner_list_that_cannot_be_read_does_not_cost_the_rest(line: Any) -> None:
    bill, unreadable = read_struct(Bill, {"id": "a", "lines": [line, {"text": "b"}]})
    assert bill.id == "a"
    assert unreadable


@pytest.mark.parametrize(("id", "text"), [(17, "17"), (2**70, str(2**70)), (Decimal("1.50"), "1.50")])
def test_an_id_that_is_a_number_is_text_with_the_same_digits(id: Any, text: str) -> None:
    assert read_struct(Bill, {"id": id}) == (Bill(id=text), [])


@pytest.mark.parametrize(("cents", "number"), [("30000", 30000), ("0", 0)])
def test_a_whole_number_that_is_text_is_the_number_with_the_same_digits(cents: str, number: int) -> None:
    assert read_struct(Bill, {"cents": cents}) == (Bill(cents=number), [])


@given(item=st.dictionaries(st.sampled_from(["id", "cents", "total", "open", "lines", "payer"]), plain))
def test_any_object_is_read_and_stays_as_it_is(item: dict[str, Any]) -> None:
    before = json.dumps(item)
    bill, unreadable = read_struct(Bill, item)
    assert isinstance(bill, Bill)
    assert len(unreadable) <= 10
    assert json.dumps(item) == before


@pytest.mark.parametrize("data", [None, "text", 5, [{}], True])
def test_what_is_no_object_is_no_item(data: Any) -> None:
    with pytest.raises(UnexpectedAnswer, match="an item cannot be read"):
        read_struct(Bill, data)


@pytest.mark.parametrize(
    "content",
    [
        {"error": "maintenance"},
        {"message": "Please come back later", "code": 14, "details": []},
        {"errors": [{"title": "x"}], "requestId": "1"},
        {"type": "about:blank", "title": "Bad", "status": 200, "detail": "x"},
    ],
)
def test_what_only_tells_an_error(content: object) -> None:
    assert is_problem(content)


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"status": "PAID"},
        {"error": "x", "id": "1"},
        {"errors": [], "invoices": []},
        [{"error": "x"}],
        "error",
        None,
    ],
)
def test_what_tells_more(content: object) -> None:
    assert not is_problem(content)


def test_texts_come_with_the_names_of_their_members_outer_ones_first() -> None:
    content = {"a": [{"url": "inner", "b": "1"}, "2"], "n": 5, "url": "outer", "c": {"url": "inner too"}}
    assert list(texts_of(content)) == [
        ("url", "outer"),
        ("a", "2"),
        ("url", "inner too"),
        ("url", "inner"),
        ("b", "1"),
    ]


def test_texts_are_found_at_any_depth() -> None:
    content: Any = "text"
    for _ in range(10_000):
        content = {"a": [content]}
    assert list(texts_of(content)) == [("a", "text")]


@pytest.mark.parametrize("content", [{"errors": []}, {"message": None}, {"error": "", "code": 0}])
def test_empty_members_tell_no_error(content: object) -> None:
    assert not is_problem(content)


class Page(msgspec.Struct):
    items: list[int] | None = None
    row_count: int | None = msgspec.field(default=None, name="rowCount")


def test_an_empty_list_and_something_else_without_a_list() -> None:
    for empty in ({}, {"rowCount": 0}, {"items": None, "status": "x"}):
        assert list(members_of(empty, "items", optional=True, of=Page)) == []
    for other in ({"status": 500}, {"success": False, "rowCount": 0}):
        with pytest.raises(UnexpectedAnswer, match="got one with"):
            list(members_of(other, "items", optional=True, of=Page))
