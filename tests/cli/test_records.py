"""`records`: what an archive holds, from the archive alone."""

import csv
import hashlib
import io
import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from cloudinvoices.testing import Simulator

from .archived import fill, records
from .conftest import Configure, Invoke, Process


def test_one_object_a_document(sim: Simulator, configure: Configure, invoke: Invoke) -> None:
    configure()
    found = fill(invoke, "my-doit", "my-qovery")
    requests = len(sim.requests)
    by_document = {(one["account"], one["invoice"], one["format"]): one for one in found}
    assert len(by_document) == len(found)
    for expected in sim.expected("doit"):
        for format, content in expected.documents.items():
            one = by_document["my-doit", expected.id, format]
            assert (Path("archive") / one["path"]).read_bytes() == content
            assert (one["size"], one["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
            assert (one["provider"], one["scope"], one["number"]) == ("doit", expected.scope, expected.number)
            assert (Decimal(one["total"]), one["currency"]) == (expected.total, expected.currency)
            assert one["dated"] == str(expected.dated)
    promised = (
        "provider account scope invoice number kind status currency total dated format media_type path size sha256"
    )
    assert set(found[0]) >= {*promised.split(), "fetched_at"}
    assert len(sim.requests) == requests, "nobody is asked but the archive"


def test_csv_has_the_same_members(configure: Configure, invoke: Invoke) -> None:
    configure()
    found = fill(invoke, "my-akamai")
    result = invoke("records", "--archive", "archive", "-o", "csv")
    lines = list(csv.DictReader(io.StringIO(result.stdout)))
    assert list(lines[0]) == list(found[0])
    assert [line["sha256"] for line in lines] == [one["sha256"] for one in found]
    assert any(line["total"].startswith("-") for line in lines), "a credit is a number, not a formula"
    assert json.loads(invoke("records", "--archive", "archive", "-o", "json").stdout) == found


def test_table(configure: Configure, invoke: Invoke) -> None:
    configure()
    found = fill(invoke, "my-f5xc")
    titles, *lines = invoke("records", "--archive", "archive").stdout.splitlines()
    assert titles.split() == [
        *("account", "invoice", "kind", "status", "dated", "total", "currency", "format", "size", "path"),
    ]
    assert [line.split()[-1] for line in lines] == [one["path"] for one in found]


def test_what_is_asked_for(sim: Simulator, configure: Configure, invoke: Invoke) -> None:
    configure()
    every = fill(invoke)
    for options, chosen in (
        (("--account", "my-doit", "--account", "my-f5xc"), lambda one: one["account"] in ("my-doit", "my-f5xc")),
        (("--provider", "akamai"), lambda one: one["provider"] == "akamai"),
        (("--provider", "akamai", "--account", "my-doit"), lambda one: False),
        (("--status", "paid", "--status", "overdue"), lambda one: one["status"] in ("paid", "overdue")),
        (("--kind", "credit_note"), lambda one: one["kind"] == "credit_note"),
    ):
        assert records(invoke, *options) == [one for one in every if chosen(one)], options
    middle = sim.expected("doit")[20].dated
    month = f"{middle:%Y-%m}"
    assert records(invoke, "--since", str(middle)) == [one for one in every if one["dated"] >= str(middle)]
    assert records(invoke, "--until", str(middle)) == [one for one in every if one["dated"] <= str(middle)]
    in_month = [one for one in every if one["dated"].startswith(month)]
    assert in_month
    assert records(invoke, "--period", month) == in_month


@pytest.mark.parametrize("options", [("--status", "odd"), ("--kind", "odd"), ("--provider", "odd"), ("--since", "x")])
def test_wrong_options_are_usage(configure: Configure, invoke: Invoke, options: tuple[str, ...]) -> None:
    configure()
    fill(invoke, "my-f5xc")
    assert invoke("records", "--archive", "archive", *options).exit_code == 2


def test_an_account_that_it_does_not_hold_is_noted(configure: Configure, invoke: Invoke) -> None:
    configure()
    fill(invoke, "my-f5xc")
    result = invoke("records", "--archive", "archive", "--account", "my-f5", "-o", "csv")
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 1
    assert result.stderr == "The archive holds nothing of an account 'my-f5'.\n"


def test_every_version(sim: Simulator, configure: Configure, invoke: Invoke) -> None:
    configure()
    fill(invoke, "my-doit")
    id, today = sim.expected("doit")[-1].id, datetime.now(UTC).date().isoformat()
    listed = {"invoices": [{"id": id, "status": "PAID", "invoiceDate": today}]}
    sim.fail("doit.list", body=json.dumps(listed), content_type="application/json")
    invoke("sync", "my-doit", "--archive", "archive")
    newest = [one for one in records(invoke) if one["invoice"] == id]
    every = [one for one in records(invoke, "--all-versions") if one["invoice"] == id]
    assert {one["version"] for one in newest} == {2}
    assert {one["version"] for one in every} == {1, 2}


def test_no_archive(invoke: Invoke) -> None:
    Path("empty").mkdir()
    for command in ("records", "verify", "missing"):
        for address in ("nowhere", "empty"):
            result = invoke(command, "--archive", address)
            assert (result.exit_code, result.stdout) == (74, "")
            assert f"there is no archive at {address}" in result.stderr
    assert list(Path("empty").iterdir()) == []


def test_news_of_the_archive(configure: Configure, invoke: Invoke) -> None:
    configure()
    found = fill(invoke, "my-f5xc")
    Path("archive/.cloudinvoices/index.sqlite").unlink()
    assert invoke("records", "--archive", "archive").stderr == f"The index was made anew from {len(found)} records.\n"

    for one in found[:6]:
        (Path("archive") / one["record"]).unlink()
    (gone,) = invoke("records", "--archive", "archive").stderr.splitlines()
    assert gone.startswith("Records that the index knew are gone from the archive: my-f5xc/")
    assert gone.endswith(".record.json and 5 more.")
    assert invoke("records", "--archive", "archive").stderr == ""


def test_a_damaged_record_is_an_error_and_the_rest_is_shown(configure: Configure, invoke: Invoke) -> None:
    configure()
    found = fill(invoke, "my-f5xc")
    (Path("archive") / found[0]["record"]).write_text("{}")
    for command in ("records", "missing"):
        result = invoke(command, "--archive", "archive", "-q")
        assert result.exit_code == 1
        assert f"error: {found[0]['record']} is no readable record" in result.stderr
        assert "hint: " in result.stderr
    assert len(invoke("records", "--archive", "archive", "-o", "csv").stdout.splitlines()) == len(found)


def test_a_reader_that_has_enough_is_no_error(configure: Configure, invoke: Invoke, process: Process) -> None:
    configure()
    fill(invoke, "my-f5xc")
    read, write = os.pipe()
    os.close(read)
    with process("records", "--archive", "archive", "-o", "ndjson", stdout=write) as running:
        os.close(write)
        assert running.stderr is not None
        assert running.stderr.read() == b""
    assert running.returncode == 0


PEAK = """
import resource, sys
from contextlib import closing
from pathlib import Path
from cloudinvoices.archive.index import Index
from cloudinvoices.cli.commands.records import LAYOUT
from cloudinvoices.cli.output import Output
with closing(Index(Path("archive/.cloudinvoices/index.sqlite"))) as index:
    for form in ("ndjson", "csv"):
        Output(form).many(index.lines({}), LAYOUT)
sys.stderr.write(str(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss))
"""


def kilobytes_at_most() -> int:
    done = subprocess.run([sys.executable, "-c", PEAK], capture_output=True, text=True, timeout=60, check=True)
    return int(done.stderr)


def test_memory_does_not_grow_with_the_archive(configure: Configure, invoke: Invoke) -> None:
    configure()
    held = len(fill(invoke, "my-f5xc"))
    before = kilobytes_at_most()
    with closing(sqlite3.connect("archive/.cloudinvoices/index.sqlite")) as index:
        names = [row[1] for row in index.execute("PRAGMA table_info(record)")]
        new = {"name": "name || '.' || number", "slot": "randomblob(16)"}
        index.execute(
            "INSERT INTO record WITH numbers (number) AS"
            " (SELECT 1 UNION ALL SELECT number + 1 FROM numbers LIMIT 2000)"
            f" SELECT {', '.join(new.get(name, name) for name in names)} FROM record, numbers"
        )
        index.commit()
        assert index.execute("SELECT count(*) FROM newest").fetchone() == (held * 2001,)
    assert kilobytes_at_most() - before < 8_000


def test_one_record_an_invoice(sim: Simulator, configure: Configure, invoke: Invoke) -> None:
    configure()
    found = fill(invoke, "my-doit", "my-akamai")
    once = records(invoke, "--by-invoice")
    keys = [(one["account"], one["scope"], one["invoice"]) for one in once]
    assert len(keys) == len(set(keys)) < len(found)
    assert set(keys) == {(one["account"], one["scope"], one["invoice"]) for one in found}
    for provider in ("doit", "akamai"):
        total = sum(Decimal(one["total"]) for one in once if one["provider"] == provider)
        assert total == sum(one.total for one in sim.expected(provider) if one.documents)
    refused = invoke("records", "--archive", "archive", "--by-invoice", "--all-versions")
    assert refused.exit_code == 2
    assert "--all-versions" in refused.stderr
