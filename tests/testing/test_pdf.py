"""The written PDF is one that a reader can find its way through."""

import re

import pytest

from cloudinvoices.providers import NAMES
from cloudinvoices.testing import Simulator
from cloudinvoices.testing.pdf import pdf

from .conftest import TODAY


def objects(document: bytes) -> dict[int, bytes]:
    """The objects, found as a reader finds them: from the end, over the table of offsets."""
    assert document.startswith(b"%PDF-1.4\n")
    end = re.search(rb"startxref\n(\d+)\n%%EOF\n\Z", document)
    assert end is not None
    table = document[int(end[1]) :]
    header = re.match(rb"xref\n0 (\d+)\n0000000000 65535 f \n", table)
    assert header is not None
    count = int(header[1])
    entries = [table[header.end() + 20 * index :][:20] for index in range(count - 1)]
    found: dict[int, bytes] = {}
    for number, entry in enumerate(entries, start=1):
        assert re.fullmatch(rb"\d{10} 00000 n \n", entry)
        body = document[int(entry[:10]) :]
        assert body.startswith(b"%d 0 obj\n" % number)
        found[number] = body[: body.index(b"\nendobj")]
    assert b"/Size %d " % count in table
    return found


@pytest.mark.parametrize(("lines", "pages"), [(0, 1), (1, 1), (50, 1), (51, 2), (120, 3)])
def test_structure(lines: int, pages: int) -> None:
    found = objects(pdf([f"line {number}" for number in range(lines)]))
    assert len(found) == 3 + 2 * pages
    assert b"/Count %d " % pages in found[2]
    assert sum(body.count(b" Tj") for body in found.values()) == lines


def test_streams_have_their_length() -> None:
    for body in objects(pdf(["one", "two"])).values():
        if b"stream" in body:
            declared = re.search(rb"/Length (\d+)", body)
            content = body.partition(b"stream\n")[2].removesuffix(b"\nendstream")
            assert declared is not None
            assert int(declared[1]) == len(content)


def test_special_characters() -> None:
    content = objects(pdf([r"a (b) \ 10 € and é"]))[5]
    assert rb"(a \(b\) \\ 10 " + b"\x80 and \xe9) Tj" in content


@pytest.mark.parametrize("provider", NAMES)
def test_every_document_names_its_invoice(provider: str) -> None:
    for invoice in Simulator(today=TODAY).expected(provider):
        if "pdf" in invoice.documents:
            text = b"".join(objects(invoice.documents["pdf"]).values())
            assert invoice.number.encode() in text
            assert str(invoice.total).encode() in text
