"""The reader beside json.loads: any invoice, any white space, any size of pieces, cut or changed anywhere."""

from __future__ import annotations

import io
import json
import string
import warnings
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cloudinvoices as ci
from cloudinvoices.documents import AkamaiLine, cursor, open_akamai, read_akamai

from .written import AMOUNTS, DATES, FIELDS, expected, told, write

SIZES = (1, 50, 1 << 20)
TEXTS = st.text(max_size=8) | st.sampled_from(['},{"', "}]", '"}', "\\", '\\"}],', "[{", "]}", "\u2028", "😀", ""])
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False) | st.integers(-(10**30), 10**30)
PLAIN = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=5,
)
UNKNOWN = st.text(string.ascii_lowercase, min_size=1, max_size=3)


def value_of(name: str) -> st.SearchStrategy[Any]:
    if name in AMOUNTS:
        return st.none() | NUMBERS | NUMBERS.map(str)
    if name in DATES:
        return st.none() | st.dates().map(str)
    return st.none() | TEXTS


LINES = st.fixed_dictionaries({}, optional={name: value_of(name) for name in FIELDS})
MORE = st.dictionaries(UNKNOWN, PLAIN, max_size=2)


@st.composite
def shuffled(draw: st.DrawFn, *parts: st.SearchStrategy[dict[str, Any]]) -> dict[str, Any]:
    members = [member for part in parts for member in draw(part).items()]
    return dict(draw(st.permutations(members)))


LINE = shuffled(LINES) | shuffled(LINES, MORE)
CUSTOMER = shuffled(
    st.fixed_dictionaries(
        {},
        optional={
            "END_CUSTOMER_ACCOUNT_ID": st.none() | TEXTS,
            "INVOICE_LINE": st.none() | st.lists(LINE, max_size=4),
        },
    ),
    MORE,
)
HEADER = shuffled(
    st.fixed_dictionaries(
        {},
        optional={
            "ACCOUNT_ID": TEXTS,
            "INVOICE_CURRENCY": TEXTS,
            "END_CUSTOMER": st.none() | st.lists(CUSTOMER, max_size=3),
            "PO_NUMBER": st.none() | TEXTS,
        },
    ),
    MORE,
)
INVOICES = st.tuples(
    shuffled(HEADER.map(lambda header: {"INVOICE": header}), MORE), st.sampled_from(["", " ", "\n  ", "\r\n\t"])
).map(lambda drawn: write(*drawn))


def iterate(content: bytes, size: int) -> tuple[list[AkamaiLine], Any]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(cursor, "PIECE", size)
        with open_akamai(content) as opened:
            return list(opened), opened.header


@given(INVOICES)
def test_it_reads_what_json_reads_in_pieces_of_any_size(text: str) -> None:
    whole = read_akamai(text.encode())

    assert [told(line) for line in whole.lines] == list(expected(text))
    assert whole.skipped == []
    for size in SIZES:
        lines, header = iterate(text.encode(), size)
        assert [told(line) for line in lines] == [told(line) for line in whole.lines]
        assert [line.customer for line in lines] == [line.customer for line in whole.lines]
        assert header == whole.header


@given(INVOICES)
def test_the_header_is_what_json_reads(text: str) -> None:
    read = json.loads(text, parse_float=Decimal)
    header = read_akamai(text.encode()).header

    assert header.account_id == read["INVOICE"].get("ACCOUNT_ID")
    assert header.invoice_currency == read["INVOICE"].get("INVOICE_CURRENCY")
    beside = {name: value for part in (read, read["INVOICE"]) for name, value in part.items() if name.islower()}
    assert {name: repr(value) for name, value in (header.others or {}).items()} == {
        name: repr(value) for name, value in beside.items()
    }


BAD = st.sampled_from(
    [
        *("null", "1", "[]", '"a"', '"},{"', "[{}]", "true"),
        *(
            '{"ITEM_TOTAL":true}',
            '{"ITEM_TOTAL":"NaN"}',
            '{"ITEM_TOTAL":"-Infinity"}',
            '{"ITEM_UNITS":"sNaN1"}',
            '{"ITEM_TOTAL":NaN}',
        ),
        *('{"ITEM_TOTAL":""}', '{"ITEM_TOTAL":"1,5"}', '{"ITEM_TOTAL":{}}', '{"ITEM_START_DATE":"01/02/2021"}'),
        *('{"PRODUCT":"\\ud800"}', '{"PRODUCT":["}"]}', '{"ITEM_TOTAL":1e99999999999999999999,"a":1}'),
    ]
)
GOOD = LINE.map(write)


@given(st.lists(BAD.map(lambda text: (False, text)) | GOOD.map(lambda text: (True, text)), max_size=8))
def test_a_bad_line_costs_no_other_and_is_told_as_sent(lines: list[tuple[bool, str]]) -> None:
    content = f'{{"INVOICE":{{"END_CUSTOMER":[{{"INVOICE_LINE":[{",".join(text for _, text in lines)}]}}]}}}}'
    good = f'{{"INVOICE":{{"END_CUSTOMER":[{{"INVOICE_LINE":[{",".join(t for fits, t in lines if fits)}]}}]}}}}'
    for size in SIZES:
        with warnings.catch_warnings(record=True) as warned, pytest.MonkeyPatch.context() as patched:
            warnings.simplefilter("always")
            patched.setattr(cursor, "PIECE", size)
            read = read_akamai(content.encode())

        assert [told(line) for line in read.lines] == list(expected(good))
        bad = [(number, text) for number, (fits, text) in enumerate(lines, 1) if not fits]
        assert [(skipped.number, skipped.raw) for skipped in read.skipped] == bad
        assert len(warned) == bool(bad)


@given(st.data())
def test_what_is_cut_off_gives_its_first_lines_and_then_an_error(data: st.DataObject) -> None:
    text = data.draw(INVOICES).rstrip()
    content = text.encode()
    cut = content[: data.draw(st.integers(0, len(content) - 1))]
    all_lines = list(expected(text))
    lines: list[dict[str, Any]] = []

    with pytest.raises(ci.DocumentDamaged), open_akamai(cut) as opened:
        lines.extend(told(line) for line in opened)

    assert [line | {"customer": None} for line in lines] == [
        line | {"customer": None} for line in all_lines[: len(lines)]
    ]


@given(INVOICES, st.data())
def test_whatever_is_changed_it_is_our_error_or_json(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    changed = text[:at] + data.draw(st.sampled_from([*'{}[]",:\\ 0-', "null", "\n"])) + text[at + 1 :]
    try:
        json.loads(changed)
    except ValueError:
        is_json = False
    else:
        is_json = True
    error: ci.CloudInvoicesError | None = None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ci.CloudInvoicesWarning)
        try:
            read_akamai(io.BytesIO(changed.encode()))
        except ci.CloudInvoicesError as raised:
            error = raised

    if changed.lstrip()[:1] == "{":  # anything else may be CSV
        assert is_json or error is not None
        assert not is_json or not isinstance(error, ci.DocumentDamaged)
