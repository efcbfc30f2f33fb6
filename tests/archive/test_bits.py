"""One bit that has flipped, anywhere in a document or in its record's hash: verify finds it."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from reliability import Tally

from .books import AkamaiBooks, DoiTBooks, pdf
from .conftest import damages, lines, run

PIECE = 1 << 16


class WithCsv(AkamaiBooks):
    """The invoice has a CSV as well, of 200 kB."""

    def respond(self, request: httpx.Request) -> httpx.Response:
        if request.headers["accept"] == "text/csv":
            return httpx.Response(200, content=b"A,B\r\n" * 40_000, headers={"content-type": "text/csv"})
        answer = super().respond(request)
        if b'"files"' not in answer.content:
            return answer
        (item,) = answer.json()
        item["files"].append({**item["files"][0], "contentType": "text/csv", "fileName": "Invoice.csv"})
        return httpx.Response(200, json=[item])


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of a PDF, a CSV and a JSON document of about 200 kB each."""
    folder = tmp_path_factory.mktemp("large") / "archive"
    books = DoiTBooks("IN1")
    books.invoices["IN1"]["more"] = "x" * 200_000
    books.pdfs["IN1"] = pdf("x" * 200_000)
    assert run(folder, books.source(), WithCsv().source()).failures == []
    return folder


def flip(path: Path, place: int, bit: int) -> None:
    with path.open("r+b") as file:
        file.seek(place)
        (byte,) = file.read(1)
        file.seek(place)
        file.write(bytes([byte ^ 1 << bit]))


def places(size: int) -> Iterator[int]:
    """First bytes, middle, both sides of each boundary of the pieces it is read in, last bytes."""
    yield from (0, 1, 4, 7, 8, size // 2, size - 2, size - 1)
    for boundary in range(PIECE, size, PIECE):
        yield from (boundary - 1, boundary)


@pytest.mark.parametrize("format", ["pdf", "csv", "json"])
def test_in_a_document(large: Path, format: str, tally: Tally) -> None:
    name = next(str(line["path"]) for line in lines(large) if line["format"] == format and line["size"] > 3 * PIECE)
    path = large / name
    for place, bit in itertools.product(places(path.stat().st_size), range(8)):
        flip(path, place, bit)
        assert [damage.path for damage in damages(large)] == [name], (place, bit)
        flip(path, place, bit)
        tally("bits flipped")
    assert damages(large) == []


@pytest.mark.parametrize("bit", range(8))
def test_in_the_hash_of_a_record(large: Path, bit: int, tally: Tally) -> None:
    line = next(line for line in lines(large) if line["format"] == "pdf")
    record = large / str(line["record"])
    begin = record.read_bytes().index(str(line["sha256"]).encode())
    for place in range(begin, begin + 64):
        flip(record, place, bit)
        assert {damage.path for damage in damages(large)} & {line["record"], line["path"]}, (place, bit)
        flip(record, place, bit)
        tally("bits flipped")
    assert json.loads(record.read_bytes())["document"]["sha256"] == line["sha256"]
    assert damages(large) == []
