"""What an invoice as JSON says, whole and line by line."""

from __future__ import annotations

import io
import json
import os
import pickle
import threading
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import cloudinvoices as ci
from cloudinvoices.documents import AkamaiInvoice, open_akamai, read_akamai

from .written import LINE, SAMPLE, document, expected, invoice, lines_as, told, write

CONTENT = json.dumps(SAMPLE).encode()


def test_the_sample_has_exact_amounts_and_days() -> None:
    read = read_akamai(CONTENT)
    (line,) = read.lines

    assert (line.item_total, line.item_units, line.item_unit_price) == (Decimal("0.03"), Decimal(1), Decimal("0.01"))
    assert (line.item_start_date, line.item_end_date) == (date(2021, 1, 1), date(2021, 1, 31))
    assert line.effective_end_date == date(2022, 1, 31)
    assert line.item_desc == "1 GB of Access Control Usage "
    assert (line.credited_invoice_number, line.others) == (None, None)
    assert line.customer.end_customer_account_name == "Main Street Corporation"
    assert read.header.invoice_id == 1234567890
    assert read.header.invoice_date == read.header.finalized_date == date(2021, 2, 1)
    assert (read.header.invoice_currency, read.header.invoice_version) == ("USD", 1)
    assert read.skipped == []


def test_what_is_not_said_is_none() -> None:
    read = read_akamai(document({}, {"ITEM_TOTAL": None}))

    assert [line.item_total for line in read.lines] == [None, None]
    assert read_akamai(b'{"INVOICE":{}}').header == read_akamai(b'{"INVOICE":{"ACCOUNT_ID":null}}').header
    assert read_akamai(b'{"INVOICE":{}}').header.invoice_currency is None


@pytest.mark.parametrize(
    "text", ["1.10", "-1.10", "0.1000000000000000055511151231257827", "1e999999", "-0.0", "7", "1E+2"]
)
def test_amounts_keep_their_digits_and_sign(text: str) -> None:
    """A credit memo's lines have the sign that was sent, whichever that is."""
    for amount in (text, f'"{text}"'):
        (line,) = read_akamai(lines_as('{"ITEM_TOTAL":' + amount + "}")).lines
        assert str(line.item_total) == str(Decimal(text))


def test_a_credited_invoice_is_named_as_sent() -> None:
    read = read_akamai(document({"CREDITED_INVOICE_NUMBER": 8234567890}, {"CREDITED_INVOICE_NUMBER": "8234567890"}))

    assert [line.credited_invoice_number for line in read.lines] == [8234567890, "8234567890"]


def test_ids_may_be_numbers_or_text() -> None:
    read = read_akamai(document(LINE | {"PRODUCT_ID": 98}, INVOICE_ID="1234567890"))

    assert (read.header.invoice_id, read.lines[0].product_id) == (1234567890, "98")
    assert read.skipped == []


@pytest.mark.parametrize("source", ["path", "text path", "bytes", "file", "BytesIO", "BOM", "behind a mark", "pipe"])
def test_sources(source: str, tmp_path: Path) -> None:
    path = tmp_path / "invoice.json"
    path.write_bytes(CONTENT)

    def read() -> AkamaiInvoice:
        if source == "file":
            with path.open("rb") as file:
                result = read_akamai(file)
                assert not file.closed
                return result
        if source == "pipe":
            os.mkfifo(path.with_suffix(".pipe"))
            writing = threading.Thread(target=path.with_suffix(".pipe").write_bytes, args=[CONTENT])
            writing.start()
            try:
                return read_akamai(path.with_suffix(".pipe"))
            finally:
                writing.join()
        if source == "behind a mark":
            behind = io.BytesIO(b"mark" + CONTENT)
            behind.seek(4)
            return read_akamai(behind)
        sources: dict[str, Any] = {
            "path": path,
            "text path": str(path),
            "bytes": CONTENT,
            "BytesIO": io.BytesIO(CONTENT),
            "BOM": b"\xef\xbb\xbf\n" + CONTENT,
        }
        return read_akamai(sources[source])

    assert read() == read_akamai(CONTENT)


def test_a_text_file_is_a_type_error(tmp_path: Path) -> None:
    path = tmp_path / "invoice.json"
    path.write_bytes(CONTENT)

    with path.open() as file, pytest.raises(TypeError, match="reading bytes"):
        read_akamai(file)  # type: ignore[arg-type]


def test_a_missing_file_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_akamai(tmp_path / "none.json")


def test_the_header_is_complete_before_the_lines_and_they_go_on(in_pieces_of: Callable[[int], None]) -> None:
    in_pieces_of(100)
    content = document(*(LINE | {"ITEM_TOTAL": number} for number in range(50)))

    with open_akamai(content) as opened:
        lines = iter(opened)
        first = next(lines)
        assert (opened.header.invoice_currency, opened.header.invoice_id) == ("USD", 1234567890)
        totals = [line.item_total for line in (first, *lines)]

    assert totals == list(range(50))
    assert opened.header.account_id == "A-CCT7890"


class Pipe(io.BytesIO):
    def seekable(self) -> bool:
        return False

    def seek(self, offset: int, whence: int = 0, /) -> int:
        raise io.UnsupportedOperation

    def tell(self) -> int:
        raise io.UnsupportedOperation


def test_the_header_of_a_pipe_is_known_at_the_end() -> None:
    with open_akamai(Pipe(CONTENT)) as opened:
        with pytest.raises(ValueError, match="cannot be read twice"):
            _ = opened.header
        assert len(list(opened)) == 1
        assert opened.header == read_akamai(CONTENT).header


def test_lines_are_gone_through_once() -> None:
    with open_akamai(document(LINE, LINE, LINE)) as opened:
        for _ in opened:
            break
        assert len(list(opened)) == 2
        assert list(opened) == []


def test_several_customers_and_a_member_behind_the_lines(in_pieces_of: Callable[[int], None]) -> None:
    in_pieces_of(10)
    customers = [
        {"END_CUSTOMER_ACCOUNT_ID": "A", "INVOICE_LINE": [LINE, LINE], "SINCE": Decimal("1.50")},
        {"INVOICE_LINE": [LINE], "END_CUSTOMER_ACCOUNT_ID": "B"},
        {"END_CUSTOMER_ACCOUNT_ID": "C"},
        {"INVOICE_LINE": []},
    ]
    read = read_akamai(write({"INVOICE": {"END_CUSTOMER": customers}}).encode())

    assert [line.customer.end_customer_account_id for line in read.lines] == ["A", "A", "B"]
    assert read.lines[0].customer is read.lines[1].customer
    assert read.lines[0].customer.others == {"SINCE": Decimal("1.50")}


def test_members_beyond_the_schema_are_kept_exactly() -> None:
    line = LINE | {"DISCOUNT": Decimal("0.10"), "TAGS": [{"a": "}]"}]}
    read = read_akamai(write(invoice(line, LINE, SITE={"x": Decimal("1.0")}) | {"META": 1}).encode())

    assert str(read.lines[0].others) == "{'DISCOUNT': Decimal('0.10'), 'TAGS': [{'a': '}]'}]}"
    assert read.lines[1].others is None
    assert str(read.header.others) == "{'META': 1, 'SITE': {'x': Decimal('1.0')}}"
    assert read.skipped == []


@pytest.mark.parametrize("customers", ["null", "[]", '[{"INVOICE_LINE":null}]', '[{"INVOICE_LINE":[ ]}]', "[{}]"])
def test_no_lines(customers: str) -> None:
    assert read_akamai(f'{{"INVOICE":{{"END_CUSTOMER":{customers},"ACCOUNT_ID":"A"}}}}'.encode()).lines == []


def test_texts_that_look_like_the_end_of_a_line(in_pieces_of: Callable[[int], None]) -> None:
    texts = ['},{"ITEM_TOTAL":1},{', "}]", '"}]}', "\\", '\\"}', "a]", "\u2028😀é"]
    content = document(*({"ITEM_DESC": text, "ITEM_TOTAL": number} for number, text in enumerate(texts * 3)))
    for size in (1, 30, 1 << 20):
        in_pieces_of(size)
        read = read_akamai(content)
        assert [line.item_desc for line in read.lines] == texts * 3
        assert [told(line) for line in read.lines] == list(expected(content.decode()))
    escaped = read_akamai(lines_as('{"ITEM\\u005fDESC":"\\u00e9\\ud83d\\ude00"}'))
    assert escaped.lines[0].item_desc == "é😀"


def test_of_a_member_that_is_twice_in_a_line_the_last_counts() -> None:
    """As with every JSON library; a list of lines that is there twice is refused instead."""
    (line,) = read_akamai(lines_as('{"PRODUCT":"a","PRODUCT":"b"}')).lines
    assert line.product == "b"


def test_lines_can_be_pickled_and_compared() -> None:
    read = read_akamai(document(LINE | {"NEW": 1}))

    assert pickle.loads(pickle.dumps(read)) == read


def test_a_bad_line_is_told_with_one_warning() -> None:
    bad = LINE | {"ITEM_TOTAL": True}
    with pytest.warns(ci.CloudInvoicesWarning, match="line 2 of the invoice cannot be read: .*ITEM_TOTAL") as warned:
        read = read_akamai(document(LINE, bad, LINE, [], LINE))

    assert len(read.lines) == 3
    assert [skipped.number for skipped in read.skipped] == [2, 4]
    assert [json.loads(skipped.raw) for skipped in read.skipped] == [bad, []]
    assert "`$.ITEM_TOTAL`" in read.skipped[0].reason
    assert len(warned) == 1


def test_bytes_that_are_no_text_cost_one_line() -> None:
    content = document(LINE, LINE | {"PRODUCT": "?"}, LINE).replace(b'"?"', b'"\xff"')
    with pytest.warns(ci.CloudInvoicesWarning, match="(?i)utf-8"):
        read = read_akamai(content)

    assert len(read.lines) == 2
    assert '"\\xff"' in read.skipped[0].raw


def test_a_member_of_the_header_that_cannot_be_read_is_none_and_told() -> None:
    with pytest.warns(ci.CloudInvoicesWarning, match="a field beside the lines .*INVOICE_DATE"):
        read = read_akamai(document(LINE, INVOICE_DATE="today"))

    assert (read.header.invoice_date, read.header.finalized_date) == (None, date(2021, 2, 1))
    assert [skipped.number for skipped in read.skipped] == [0]
    assert len(read.lines) == 1
