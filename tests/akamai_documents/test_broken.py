"""What is not an invoice: an error of ours that says so, after the lines that are there."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable

import pytest

import cloudinvoices as ci
from cloudinvoices.documents import AkamaiLine, cursor, open_akamai, read_akamai

from .written import LINE, document, write

CSV = b"ITEM_TOTAL,PRODUCT\n"
TWICE = b'{"INVOICE":{"END_CUSTOMER":[{"INVOICE_LINE":[],"INVOICE_LINE":[]}]}}'


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty"),
        (b" \n\xef", "not UTF-8"),
        (b"\xef\xbb\xbf", "empty"),
        (b"{", "cut off"),
        (b'{"INVOICE"', "cut off"),
        (b'{"INVOICE":{"END_CUSTOMER":[', "cut off"),
        (b'{"INVOICE":{"END_CUSTOMER":[{"INVOICE_LINE":[{},', "cut off"),
        (b"{INVOICE:1}", "'I' at byte 1"),
        (b'{"INVOICE":{1:2}}', "'1' at byte 12"),
        (b'{"INVOICE":{}} x', "follows the invoice at byte 15"),
        (b'{"INVOICE":{}}{}', "follows the invoice"),
        (b'{"INVOICE":{}}\0{}', "follows the invoice"),
        (b'{"INVOICE":\0}', "not JSON: "),
        (b'{"INVOICE":{"ACCOUNT_ID":nul}}', "not JSON: .*'nul'"),
        (b'{"INVOICE":{"A":1 "B":2}}', "not JSON: '\"' at byte 18"),
        (b'{"INVOICE":{"A":}}', "not JSON: '}' at byte 16"),
        (b'{"INVOICE":{"A":1,}}', "not JSON"),
        (b'{"INVOICE":{"END_CUSTOMER":[{},]}}', "something else"),
        (document(LINE).replace(b"0.03", b"0.0.3"), "not JSON"),
        (document(LINE, LINE).replace(b"},{", b"}{"), "not JSON"),
        (document(LINE, LINE).replace(b"},{", b"},,{"), "not JSON"),
        (document(LINE).replace(b"}]", b"},]"), "not JSON"),
        (b"\x1f\x8b\x08\x00\xff\xff,\n", "something else"),
        (b"PK\x03\x04,", "something else"),
        (CSV + b'1,"a', "cut off"),
        (CSV + b"1", "cut off"),
        (CSV + b'1,"a"b\n', "not CSV"),
        (CSV + b"1,\xff\n", "not UTF-8, at byte 21"),
    ],
)
def test_damaged(content: bytes, message: str, in_pieces_of: Callable[[int], None]) -> None:
    kind = ci.UnexpectedAnswer if message == "something else" else ci.DocumentDamaged
    for size in (1, 1 << 20):
        in_pieces_of(size)
        with pytest.raises(kind, match=message) as raised:
            read_akamai(content)
        assert raised.value.provider == "akamai"
        assert raised.value.hint


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"<html>Please, sign in</html>", "a web page"),
        (b"%PDF-1.4\n", "not an invoice"),
        (b'[{"INVOICE":{}}]', "not an invoice"),
        (b"Service unavailable", "no columns of an invoice"),
        (b'{"type":"/problems/forbidden","title":"Forbidden","status":403,"detail":"No grant."}', "No grant"),
        (b"{}", "'INVOICE'"),
        (b'{"INVOICE":null}', "'INVOICE'"),
        (b'{"INVOICE":[]}', r"INVOICE is '\[\]'"),
        (b'{"INVOICE":{"END_CUSTOMER":{"INVOICE_LINE":[]}}}', "END_CUSTOMER is"),
        (b'{"INVOICE":{"END_CUSTOMER":[null]}}', "something else than customers"),
        (b'{"INVOICE":{"END_CUSTOMER":[{"INVOICE_LINE":{}}]}}', "INVOICE_LINE is"),
        (b'{"INVOICE":{},"INVOICE":{}}', "'INVOICE' is there twice"),
        (TWICE, "'INVOICE_LINE' is there twice"),
        (b'{"INVOICE":{"INVOICE_CURRENCY":"USD","INVOICE_CURRENCY":"EUR"}}', "'INVOICE_CURRENCY' is there twice"),
    ],
)
def test_something_else(content: bytes, message: str) -> None:
    with pytest.raises(ci.UnexpectedAnswer, match=message) as raised:
        read_akamai(content)
    assert raised.value.provider == "akamai"
    assert raised.value.hint


@pytest.mark.parametrize("size", [1, 700, 1 << 20])
@pytest.mark.parametrize("broken", [b"", b"}", b'{"ITEM_TOTAL":0.0.1}]}]}}', b"{},,{}]}]}}", b"tru]}]}}"])
def test_the_lines_before_the_break_come_first(broken: bytes, size: int, in_pieces_of: Callable[[int], None]) -> None:
    in_pieces_of(size)
    content = b'{"INVOICE":{"END_CUSTOMER":[{"INVOICE_LINE":[' + 5 * (write(LINE).encode() + b",") + broken
    lines: list[AkamaiLine] = []

    with pytest.raises(ci.DocumentDamaged), open_akamai(content) as opened:
        lines.extend(opened)

    assert len(lines) in (5, 6)
    assert [line.product_id for line in lines[:5]] == ["9-8ZYX76"] * 5


def test_the_lines_of_csv_before_the_break_come_first() -> None:
    lines: list[AkamaiLine] = []
    with pytest.raises(ci.DocumentDamaged), open_akamai(CSV + b"1,a\n2,b\n3,\xff\n4,c\n") as opened:
        lines.extend(opened)
    assert [line.product for line in lines] == ["a", "b"]


def test_the_header_of_a_broken_file_is_an_error_and_no_half() -> None:
    with open_akamai(document(LINE)[:-20]) as opened, pytest.raises(ci.DocumentDamaged, match="cut off"):
        _ = opened.header


def test_a_line_without_an_end_is_refused_after_16_mebibytes() -> None:
    class Endless(io.RawIOBase):
        served = 0

        def read(self, size: int = -1) -> bytes:
            start = b"" if self.served else b'{"INVOICE":{"END_CUSTOMER":[{"INVOICE_LINE":[{"ITEM_DESC":"'
            self.served += size
            return start + b"a" * (size - len(start))

    file = Endless()
    with pytest.raises(ci.DocumentDamaged, match="longer than 16 MiB"):
        read_akamai(file)  # type: ignore[arg-type]
    assert file.served <= 2 * cursor.LONGEST


@pytest.mark.parametrize("size", [1000, 1 << 20])
def test_depth(size: int, in_pieces_of: Callable[[int], None]) -> None:
    in_pieces_of(size)
    deep = b'{"TAGS":' + b"[" * 50_000 + b"]" * 50_000 + b"}"
    content = document(LINE, {}, LINE).replace(b"{},", deep + b",")
    with pytest.warns(ci.CloudInvoicesWarning, match="recursion|Stack overflow"):
        read = read_akamai(content)
    assert (len(read.lines), [skipped.number for skipped in read.skipped]) == (2, [2])


def test_a_header_without_end_is_refused() -> None:
    members = ",".join(f'"A{number}":"{"x" * 1000}"' for number in range(1100))
    with pytest.raises(ci.DocumentDamaged, match="more than 1 MiB beside the lines"):
        read_akamai(f'{{"INVOICE":{{{members}}}}}'.encode())


@pytest.mark.filterwarnings("ignore::cloudinvoices.CloudInvoicesWarning")
def test_a_thousand_bad_lines_are_told_and_more_are_another_shape() -> None:
    bad = {"ITEM_START_DATE": "01/02/2021"}
    assert len(read_akamai(document(LINE, *([bad] * 1000))).skipped) == 1000
    with pytest.raises(ci.UnexpectedAnswer, match="more than 1,000 lines") as raised:
        read_akamai(document(LINE, *([bad] * 1001)))
    assert "ITEM_START_DATE" in str(raised.value.hint)


@pytest.mark.parametrize("begin", [b"\x1f\x8b\x08", b"PK\x03\x04", b"\x89PNG", b"\xff\xfeI\0", b"\0\0\0"])
def test_other_files_are_not_called_broken(begin: bytes) -> None:
    with pytest.raises(ci.UnexpectedAnswer, match="something else"):
        read_akamai(begin + b"ITEM_TOTAL")


def test_what_breaks_off_does_not_look_read_to_its_end_the_second_time() -> None:
    with open_akamai(document(LINE)[:-20]) as opened:
        for _ in range(2):
            with pytest.raises(ci.DocumentDamaged):
                list(opened)


def test_lines_are_for_one_thread() -> None:
    raised: list[BaseException] = []

    def read_there() -> None:
        try:
            iter(opened)
        except RuntimeError as error:
            raised.append(error)

    with open_akamai(document(LINE)) as opened:
        iter(opened)
        other = threading.Thread(target=read_there)
        other.start()
        other.join()
        assert len(list(opened)) == 1
    assert len(raised) == 1
