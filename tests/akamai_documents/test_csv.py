"""What an invoice as CSV says. Its columns are not documented: no test hangs on their order, or on all being there."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import cloudinvoices as ci
from cloudinvoices.documents import open_akamai, read_akamai
from cloudinvoices.testing import Simulator

from .written import LINE, document, told

HEAD = {"INVOICE_ID": 1234567890, "INVOICE_CURRENCY": "USD", "END_CUSTOMER_ACCOUNT_ID": "A-CCT7890"}


def written(*rows: dict[str, Any]) -> bytes:
    file = io.StringIO()
    writer = csv.DictWriter(file, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode()


def test_a_line_is_what_it_is_in_json(in_pieces_of: Callable[[int], None]) -> None:
    desc = 'one, "two"\r\n}],é😀'
    from_json = read_akamai(document(LINE | {"ITEM_DESC": desc}))
    for size in (1, 10, 1 << 20):
        in_pieces_of(size)
        read = read_akamai(written(HEAD | LINE | {"ITEM_DESC": desc}))
        (line,) = read.lines
        assert told(line) | {"others": {}} == told(from_json.lines[0])
        assert read.header.invoice_id == 1234567890
        assert line.others == {"INVOICE_ID": "1234567890", "INVOICE_CURRENCY": "USD"}


def test_amounts_keep_their_digits() -> None:
    texts = ["1.10", "-0.30", "1e999999", "0.1000000000000000055511151231257827"]
    read = read_akamai(written(*({"ITEM_TOTAL": text, "PRODUCT": "a"} for text in texts)))

    assert [str(line.item_total) for line in read.lines] == [str(Decimal(text)) for text in texts]


def test_columns_in_any_order_and_writing() -> None:
    read = read_akamai(b"\xef\xbb\xbf product ,Item Total,ITEM_START_DATE,Shop\nCDN,1.50,2021-01-02, x \n")
    (line,) = read.lines

    assert (line.product, line.item_total, line.item_start_date) == ("CDN", Decimal("1.50"), date(2021, 1, 2))
    assert line.others == {"Shop": " x "}


def test_columns_that_may_be_either_are_none() -> None:
    read = read_akamai(b"Item Total,item_total,PRODUCT,product,PO_NUMBER,PO_NUMBER\n1,2,CDN,x,p,q\n")
    (line,) = read.lines

    assert (line.item_total, line.product, line.po_number) == (None, "CDN", None)
    assert line.others == {
        "Item Total": "1",
        "item_total": "2",
        "product": "x",
        "PO_NUMBER (1)": "p",
        "PO_NUMBER (2)": "q",
    }


def test_an_empty_field_says_nothing() -> None:
    read = read_akamai(b"ITEM_TOTAL,PRODUCT,INVOICE_ID,END_CUSTOMER_ORDER_ID,X\n,,,,\n\n1,a,,,\n")

    assert [(line.item_total, line.product) for line in read.lines] == [(None, None), (Decimal(1), "a")]
    assert read.header.invoice_id is None
    assert read.lines[0].customer.end_customer_order_id is None
    assert read.lines[0].others == {"INVOICE_ID": "", "X": ""}


def test_a_header_is_what_all_lines_say_the_same() -> None:
    rows = [HEAD | {"INVOICE_DATE": "2021-02-01", "ITEM_TOTAL": number} for number in range(3)]
    rows[2] = rows[2] | {"INVOICE_ID": 7, "END_CUSTOMER_ACCOUNT_ID": "B"}
    read = read_akamai(written(*rows))

    assert (read.header.invoice_id, read.header.invoice_currency) == (None, "USD")
    assert read.header.invoice_date == date(2021, 2, 1)
    assert [line.others["INVOICE_ID"] for line in read.lines if line.others] == ["1234567890", "1234567890", "7"]
    assert [line.customer.end_customer_account_id for line in read.lines] == ["A-CCT7890", "A-CCT7890", "B"]
    assert read.lines[0].customer is read.lines[1].customer
    with open_akamai(written(*rows)) as opened:
        assert opened.header == read.header
        assert len(list(opened)) == 3


def test_unknown_columns_only() -> None:
    with pytest.warns(ci.CloudInvoicesWarning, match="no column is known"):
        read = read_akamai(b"usage,hours\nlinode,720\n")

    assert [skipped.raw for skipped in read.skipped] == [["usage", "hours"]]
    assert [line.others for line in read.lines] == [{"usage": "linode", "hours": "720"}]


def test_bad_lines_are_told_with_their_fields() -> None:
    content = b"PRODUCT,ITEM_TOTAL\na,1\nb\nc,x\nd,NaN\ne,2,3\nf,2"
    with pytest.warns(ci.CloudInvoicesWarning, match="line 2 .* 1 fields below 2 names") as warned:
        read = read_akamai(content)

    assert [line.product for line in read.lines] == ["a", "f"]
    assert [(skipped.number, skipped.raw) for skipped in read.skipped] == [
        (2, ["b"]),
        (3, ["c", "x"]),
        (4, ["d", "NaN"]),
        (5, ["e", "2", "3"]),
    ]
    assert len(warned) == 1


def test_an_endless_field_is_refused() -> None:
    with pytest.raises(ci.DocumentDamaged, match="field larger than"):
        read_akamai(b'PRODUCT,ITEM_TOTAL\n"' + b"a\n" * 100_000)


def test_what_the_simulator_makes_can_be_read() -> None:
    with Simulator() as simulator, ci.connect("akamai", **simulator.settings("akamai")) as akamai:
        of_csv = 0
        for invoice in akamai.list():
            totals = set()
            for format in {"json", "csv"} & set(invoice.formats):
                content = io.BytesIO()
                akamai.download(invoice, content, format="json" if format == "json" else "csv")
                read = read_akamai(content.getvalue())
                assert (str(read.header.invoice_id), read.skipped) == (invoice.number, [])
                totals.add(sum(line.item_total or Decimal(0) for line in read.lines))
                of_csv += format == "csv"
            assert len(totals) <= 1
        assert of_csv


def test_line_ends_that_are_none_are_told() -> None:
    with pytest.raises(ci.DocumentDamaged, match="end with CR alone"):
        read_akamai(b"ITEM_TOTAL,PRODUCT\r1.10,a\r")
    assert [line.product for line in read_akamai(b'ITEM_TOTAL,PRODUCT\n1.10,"a\rb"').lines] == ["a\rb"]


@pytest.mark.parametrize("amount", ["1_000", "１.５", "١", "1,5", "0x1", "Infinity", "1e"])
def test_what_nobody_writes_for_an_amount_is_none(amount: str) -> None:
    with pytest.warns(ci.CloudInvoicesWarning, match="line 1"):
        read = read_akamai(f'ITEM_TOTAL,PRODUCT\n"{amount}",a\n-1.50,b\n'.encode())
    assert [line.item_total for line in read.lines] == [Decimal("-1.50")]
    assert [skipped.number for skipped in read.skipped] == [1]
