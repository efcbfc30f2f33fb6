"""The benchmarks run, and every row of every table is there. How fast anything is, is not a matter of tests."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.page import PAGE, replace
from benchmarks.spread import Spread, ratio

ROOT = Path(__file__).parents[2]
TINY = ("--quick", "--rounds", "1", "--documents", "20", "--few", "8", "--many", "40")
ROWS = {
    "bulk": {
        "**archive, from Python**": 4,
        "**`cloudinvoices sync`**, its start included": 2,
        "aiohttp loop": 4,
        "httpx.AsyncClient loop": 4,
        "httpx.Client, 32 threads": 2,
        "httpx.Client, one by one": 2,
        "with latency: speed ÷ httpx.AsyncClient loop": 2,
        "with latency: wall ÷ aiohttp loop": 2,
        "no latency: processor time ÷ aiohttp loop": 2,
        "no latency: processor time ÷ httpx.AsyncClient loop": 2,
    },
    "fixed": {
        "the interpreter alone": 1,
        "and imports of the aiohttp loop": 1,
        "and imports of the httpx loop": 1,
        "and httpx's TLS context": 1,
        "**and imports of the archive**": 1,
        "**sync of an empty list, from Python**, after imports": 1,
        "**`cloudinvoices sync` of an empty list**": 1,
        "**`cloudinvoices --version`**": 1,
    },
    "scale": {
        "**first sync**": 1,
        "aiohttp loop that hashes and writes": 1,
        "**sync without news**": 1,
        "aiohttp loop that lists, and asks the disk for each file": 1,
        "**all records**": 1,
        "**`cloudinvoices records -o ndjson`**": 1,
        "loop that reads the records' files: json.loads, json.dumps": 1,
        "**verify**": 1,
        "loop that reads and hashes the same files": 1,
        "**verify**, without what the loop costs": 1,
        "sync without news: µs for each of 40": 1,
        "sync without news: peak of 40, MB": 1,
        "first sync: growth": 1,
        "sync without news: growth": 1,
        "all records: growth": 1,
        "verify: growth": 1,
        "verify, without what the loop costs: growth": 1,
    },
    "memory": {
        "**sync of one document**": 1,
        "aiohttp loop, in pieces": 1,
        "httpx.AsyncClient loop, in pieces": 1,
        "**invoice by invoice**": 2,
        "aiohttp loop, only the ids": 2,
    },
}


@pytest.mark.parametrize("chapter", ROWS)
def test_the_quick_form_prints_every_row(chapter: str, tmp_path: Path) -> None:
    before = PAGE.read_text()
    command = [sys.executable, "-m", "benchmarks", *TINY, "--only", chapter, "--folder", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    cells = re.findall(r"^\| ([^|]+) \| (.+) \|$", done.stdout, re.MULTILINE)
    rows = Counter(name for name, figures in cells if re.search(r"\d", figures) and not name.startswith("peak"))
    assert rows == ROWS[chapter]
    assert list(tmp_path.iterdir()) == []
    assert PAGE.read_text() == before


def test_the_page_has_a_place_for_each_chapter_that_is_written_again() -> None:
    page = PAGE.read_text()
    for chapter in ROWS:
        once = replace(page, chapter, f"a table \\1 of {chapter}")
        assert f"a table \\1 of {chapter}" in once
        assert replace(once, chapter, "another one") == replace(page, chapter, "another one")


def test_a_chapter_without_a_place_is_refused() -> None:
    with pytest.raises(ValueError, match="0 places for bulk"):
        replace("# Benchmarks\n", "bulk", "a table")


def test_ratios_are_taken_round_by_round() -> None:
    assert ratio([1.0, 8.0, 3.0], [1.0, 4.0, 1.0], float) == Spread(2.0, 1.0, 3.0)
