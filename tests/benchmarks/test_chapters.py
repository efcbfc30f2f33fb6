"""The benchmarks run, and every row of every table is there. How fast anything is, is not a matter of tests."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import attrs
import pytest

from benchmarks import table
from benchmarks.__main__ import CHAPTERS, REQUIRED
from benchmarks.environments import make_environments
from benchmarks.large import missing_tools
from benchmarks.machine import describe
from benchmarks.page import PAGE, find, replace
from benchmarks.sizes import CHECK, QUICK
from benchmarks.spread import Spread, ratio
from benchmarks.summary import renew
from benchmarks.table import Target

ROOT = Path(__file__).parents[2]
TINY = attrs.evolve(
    QUICK,
    starts=1,
    calls=20,
    lists=1,
    kinds=("qovery", "doit"),
    documents=10,
    one_by_one=10,
    few=8,
    many=40,
    megabytes=2,
    mebibytes=(2, 2, 2),
    lines=50,
)
OURS = ("`AsyncProvider.download`", "archive, from Python", "`cloudinvoices sync`, all as whole processes")
PLACES = ["no latency", *(["no latency, files in memory"] if os.access("/dev/shm", os.W_OK) else [])]
TABLES = 2 * (1 + len(PLACES))
BESIDE = {
    "with latency: wall ÷ aiohttp loop",
    *(f"{place}: processor time ÷ {peer}" for place in PLACES for peer in ("aiohttp loop", "httpx.AsyncClient loop")),
}
WAYS = {"behind a link (Qovery)": "httpx.Client stream", "by `Accept` (Akamai)": "httpx.Client stream"}
PIPE = {} if missing_tools() else {"as base64 inside JSON (F5)": "curl, base64 -d, sha256sum"}
WAYS |= PIPE
ROWS = {
    "starting": {
        "the interpreter alone": 1,
        "`import httpx`": 1,
        "**`import cloudinvoices`**": 1,
        '**`connect("doit", ...)`**, its import included': 1,
        "**`cloudinvoices --help`**": 1,
        "`import cloudinvoices` ÷ `import httpx`, without the interpreter": 1,
        '`connect("doit", ...)` ÷ `import httpx`': 1,
        "`cloudinvoices --help` ÷ `import httpx`": 1,
    },
    "calls": {
        "**`Provider`**": 5,
        "**`AsyncProvider`**, one after the other": 2,
        "httpx.Client and json.loads": 3,
        "requests with edgegrid-python, and json.loads": 2,
        "Qovery's own client (`qovery`)": 1,
        "one invoice: processor time ÷ httpx and json.loads": 1,
        "list in pages: processor time ÷ httpx and json.loads": 1,
        "signed list: processor time ÷ requests with edgegrid-python": 1,
    },
    "connecting": {
        "**connected, ready to send**": 1,
        "**the same, for asyncio**": 1,
        "**and a first list of each**": 1,
        "**the same, for asyncio, over aiohttp**": 1,
        "`httpx.Client()` for each": 1,
        "five accounts ready to send ÷ one": 1,
        "five accounts ready to send ÷ one, for asyncio": 1,
    },
    "bulk": {
        "**archive, from Python**": TABLES,
        "**`AsyncProvider.download`**": TABLES,
        "**`Provider.download`**, 32 threads": TABLES,
        "**`cloudinvoices sync`**, all as whole processes": TABLES,
        "aiohttp loop": TABLES,
        "aiohttp loop that makes each file last (`fsync`)": TABLES,
        "httpx.AsyncClient loop": TABLES,
        "httpx.Client, 32 threads": TABLES,
        "httpx.Client, one by one": 2,
        "archive, from Python, with latency: speed ÷ httpx.AsyncClient loop": 2,
        **{f"{ours}, {what}": 2 for ours in OURS for what in BESIDE},
    },
    "large": {
        "**`Provider.download`**": len(WAYS),
        "**`AsyncProvider.download`**": len(WAYS),
        "httpx.Client stream (to a file, and hashed)": 2,
        **{f"{peer} (a pipe, and no file)": 1 for peer in PIPE.values()},
        **{
            f"2 MiB {way}, {ours}: {what}": 1
            for way, peer in WAYS.items()
            for ours in ("`Provider.download`", "`AsyncProvider.download`")
            for what in ("memory, MiB more", f"bytes a processor second ÷ {peer}")
        },
    },
    "memory": {
        "**sync of one document**": 1,
        "aiohttp loop, in pieces": 1,
        "httpx.AsyncClient loop, in pieces": 1,
        "**invoice by invoice**": 2,
        "aiohttp loop, only the ids": 2,
    },
    "decode": {
        "**`cloudinvoices.documents`**, whole": 1,
        "**`cloudinvoices.documents`**, line by line": 1,
        "orjson.loads: floats, no dates": 1,
        "json.loads with Decimal, no dates": 1,
        "typed lines ÷ orjson.loads": 1,
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
    "regenerate": {
        "bare generators, one after the other": 1,
        "**make generate, everything changed**": 1,
        "**make generate, one spec changed**": 1,
        "**make generate, nothing changed**": 1,
        "everything changed: wall ÷ bare generators": 1,
        "nothing changed: wall, s": 1,
    },
}


@pytest.mark.long  # make test measures for itself, with make bench-quick
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_chapter_has_every_row(chapter: str, tmp_path: Path, in_process: list[Sequence[str]]) -> None:
    measured = CHAPTERS[chapter](TINY, tmp_path)
    cells = re.findall(r"^\| ([^|]+) \| (.+) \|$", measured, re.MULTILINE)
    rows = Counter(name for name, figures in cells if re.search(r"\d", figures) and not re.match("peak|target", name))
    assert rows == ROWS[chapter]
    assert in_process


@pytest.mark.parametrize(("chapter", "count"), [("calls", 3), ("connecting", 2), ("bulk", 9), ("scale", 7)])
def test_the_form_that_can_fail_has_every_required_target(
    chapter: str, count: int, tmp_path: Path, in_process: list[Sequence[str]]
) -> None:
    table.made.clear()
    CHAPTERS[chapter](attrs.evolve(TINY, kinds=CHECK.kinds, judged_only=True), tmp_path)
    required = {target.what for target in table.made if target.required}
    assert len(required) == count
    assert required <= set(ROWS[chapter])
    assert in_process


def test_a_document_whose_peer_is_not_on_the_machine_is_not_measured(
    tmp_path: Path, in_process: list[Sequence[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None if name == "curl" else name)
    measured = CHAPTERS["large"](TINY, tmp_path)
    assert "2 MiB as base64 inside JSON (F5) was not measured: curl not found." in measured
    assert measured.count("**`Provider.download`**") == 2
    assert in_process


def test_the_command_prints_and_leaves_the_page_alone(tmp_path: Path) -> None:
    before = PAGE.read_text()
    command = [sys.executable, "-m", "benchmarks", "--check", "--only", "connecting", "--folder", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.stdout.startswith("| what | measured | target | limit |\n"), done.stderr
    assert done.stdout.count("five accounts ready to send") == 2
    assert list(tmp_path.iterdir()) == []
    assert PAGE.read_text() == before


def test_the_conditions_name_every_peer(tmp_path: Path) -> None:
    conditions = describe(tmp_path, 5)
    assert "5 rounds" in conditions
    assert all(f"{peer} " in conditions for peer in ("aiohttp", "httpx", "requests", "edgegrid-python", "orjson"))


@pytest.mark.long
def test_the_environments_are_as_a_user_has_them(tmp_path: Path) -> None:
    core, cli = make_environments(tmp_path, ("", "cli"))
    found = subprocess.run(
        [core / "bin" / "python", "-c", "import cloudinvoices, sys; print(cloudinvoices.__file__); import click"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert str(core) in found.stdout
    assert "No module named 'click'" in found.stderr
    assert (
        subprocess.run([cli / "bin" / "cloudinvoices", "--version"], check=False, capture_output=True).returncode == 0
    )


def test_the_page_has_a_place_for_each_chapter_that_is_written_again() -> None:
    page = PAGE.read_text()
    for chapter in (*CHAPTERS, "targets"):
        once = replace(page, chapter, f"a table \\1 of {chapter}")
        assert f"a table \\1 of {chapter}" in once
        assert replace(once, chapter, "another one") == replace(page, chapter, "another one")


def test_a_chapter_without_a_place_is_refused() -> None:
    with pytest.raises(ValueError, match="0 places for bulk"):
        replace("# Benchmarks\n", "bulk", "a table")


def test_the_table_at_the_top_keeps_the_rows_of_other_chapters() -> None:
    fast = Target(what="a ÷ b", measured=Spread(1.2, 1.1, 1.4), limit=1.3)
    slow = Target(what="c ÷ d", measured=Spread(0.7, 0.7, 0.7), limit=0.8, at_least=True)
    aside = Target(what="e ÷ f", measured=Spread(1.0, 1.0, 1.0), limit=1, required=False)
    page = "<!-- measured: targets -->\n<!-- end: targets -->\n"
    page = renew(page, "second", [slow, aside], ["first", "second"])
    page = renew(page, "first", [fast], ["first", "second"])
    page = renew(page, "first", [fast, fast], ["first", "second"])
    assert find(page, "targets").splitlines()[3:] == [
        "| first: a ÷ b | ≤ 1.3 | 1.20 (1.10–1.40) | yes |",
        "| first: a ÷ b | ≤ 1.3 | 1.20 (1.10–1.40) | yes |",
        "| second: c ÷ d | ≥ 0.8 | 0.700 | **no** |",
        "",
    ]


def test_chapters_without_targets_are_not_in_the_form_that_can_fail() -> None:
    assert set(CHAPTERS) - set(REQUIRED) == {"fixed", "memory"}


def test_ratios_are_taken_round_by_round() -> None:
    assert ratio([1.0, 8.0, 3.0], [1.0, 4.0, 1.0], float) == Spread(2.0, 1.0, 3.0)
