"""Memory that does not grow, work that grows with the file and no faster, and nothing loaded that is not needed."""

from __future__ import annotations

import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

import cloudinvoices as ci
from benchmarks.akamai_invoice import write_csv, write_invoice
from cloudinvoices.documents import cursor, open_akamai

from .written import LINE, lines_as, write


def peak(path: Path, lines: int) -> int:
    """The most memory while the lines are gone through, in bytes."""
    tracemalloc.start()
    try:
        with open_akamai(path) as opened:
            assert sum(1 for _ in opened) == lines
            assert opened.header.invoice_currency == "USD"
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("write_document", [write_invoice, write_csv])
def test_memory_does_not_grow_with_the_lines(
    write_document: Callable[[Path, int], None], tmp_path: Path, in_pieces_of: Callable[[int], None]
) -> None:
    in_pieces_of(1 << 16)
    for lines in (1_000, 8_000):
        write_document(tmp_path / str(lines), lines)
    peak(tmp_path / "1000", 1_000)  # what is made once

    assert peak(tmp_path / "8000", 8_000) < peak(tmp_path / "1000", 1_000) + (1 << 17)
    assert (tmp_path / "8000").stat().st_size > 2_000_000


HOSTILE = {
    "ends in a text": lines_as(write({"ITEM_DESC": '},{"a":"}],' * 40_000})),
    "ends in every text": lines_as(",".join([write({"ITEM_DESC": "}]"})] * 30_000)),
    "escapes": lines_as(write({"ITEM_DESC": '\\"' * 150_000})),
    "no objects": lines_as(",".join(["1"] * 200_000 + ["{}"])),
    "small lists": write(
        {"INVOICE": {"END_CUSTOMER": [{"INVOICE_LINE": [{"A": [1]}]}] * 5_000 + [{"INVOICE_LINE": []}] * 5_000}}
    ).encode(),
    "lists without objects": write({"INVOICE": {"END_CUSTOMER": [{"INVOICE_LINE": [LINE, 1]}] * 900}}).encode(),
    "white space": lines_as("{}," + " " * 400_000 + "{}"),
    "brackets": lines_as('{"A":' + "[" * 100_000 + "]" * 100_000 + "}"),
    "unfinished": lines_as('{"A":"' + "}," * 200_000)[:-20],
}


@pytest.mark.filterwarnings("ignore::cloudinvoices.CloudInvoicesWarning")
@pytest.mark.parametrize("name", HOSTILE)
def test_no_file_makes_it_slow(name: str, monkeypatch: pytest.MonkeyPatch, in_pieces_of: Callable[[int], None]) -> None:
    """What is looked at, in bytes: each byte a few times, whatever the file and the size of pieces."""
    content = HOSTILE[name]
    looked_at = 0

    class Counted:
        """Counts what a search goes through."""

        def search(self, text: bytearray, at: int) -> object:
            nonlocal looked_at
            found = MARK.search(text, at)
            looked_at += (found.end() if found else len(text)) - at
            return found

    def counted_batch(self: cursor.Cursor) -> bytes:
        nonlocal looked_at
        start = self.at
        guessed = GUESS(self)
        if self.position >= self._guess_from and not guessed:
            looked_at += len(self.buffer) - start
        looked_at += len(guessed)
        return guessed

    MARK, GUESS = cursor._MARK, cursor.Cursor._guess
    monkeypatch.setattr(cursor, "_MARK", Counted())
    monkeypatch.setattr(cursor.Cursor, "_guess", counted_batch)
    for size in (1 << 10, 1 << 20):
        in_pieces_of(size)
        looked_at = 0
        with suppress(ci.DocumentDamaged, ci.UnexpectedAnswer), open_akamai(content) as opened:
            for _ in opened:
                pass
        assert looked_at < 10 * len(content)


def test_reading_a_file_loads_no_http_and_no_provider() -> None:
    program = (
        "import sys; from cloudinvoices import documents\n"
        "assert documents.read_akamai(b'{\"INVOICE\":{}}').lines == []\n"
        "print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())

    assert "cloudinvoices.documents.akamai" in loaded
    assert not {name.partition(".")[0] for name in loaded} & {"httpx", "httpcore", "aiohttp", "ssl", "asyncio"}
    forbidden = ("providers", "account", "transfer", "authentication", "archive", "cli", "testing")
    assert not [name for name in loaded if name.startswith(tuple(f"cloudinvoices.{part}" for part in forbidden))]
