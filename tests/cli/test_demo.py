import hashlib
import json
import shlex
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from cloudinvoices.cli.configuration import read_configuration
from cloudinvoices.providers import NAMES
from cloudinvoices.testing import Simulator
from tests.conformance.operations import expected

from .archived import change, fill
from .conftest import Configure, Invoke
from .test_sync import wanted

ARCHIVE = Path("demo-invoices")


def digests(folder: Path) -> dict[str, tuple[str, int]]:
    return {
        str(path.relative_to(folder)): (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file() and ".cloudinvoices" not in path.parts
    }


def test_an_archive_of_all_providers(invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    # What the person has set for real accounts has nothing to do with it.
    monkeypatch.setenv("AKAMAI_ACCOUNT_KEY", "somebody")
    monkeypatch.setenv("DOIT_HOST", "https://example.invalid")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("CLOUDINVOICES_ARCHIVE", "elsewhere")
    result = invoke("demo", "-o", "json")
    assert result.exit_code == 0, result.stderr
    rows = {row["provider"]: row for row in json.loads(result.stdout)}
    assert tuple(rows) == NAMES
    with Simulator() as sim:
        for provider in NAMES:
            held = [one for one in expected(sim, provider) if one.documents]
            documents = wanted(sim, provider)
            files = [path for path in ARCHIVE.glob(f"{provider}/*/*") if ".record" not in path.name]
            assert sorted(path.read_bytes() for path in files) == documents
            row = rows[provider]
            assert (row["invoices"], row["documents"]) == (len(held), len(documents))
            assert row["bytes"] == sum(map(len, documents))
            assert (row["first"], row["last"]) == (str(held[0].dated), str(held[-1].dated))
            totals = {currency: Decimal(0) for currency in sorted({invoice.currency or "" for invoice in held})}
            for invoice in held:
                totals[invoice.currency or ""] += invoice.total
            assert row["total"] == ", ".join(f"{total} {currency}".strip() for currency, total in totals.items())
    assert not Path("elsewhere").exists()

    before = digests(ARCHIVE)
    again = invoke("demo", "-o", "json", "-q")
    assert (again.exit_code, again.stdout, again.stderr) == (0, result.stdout, "")
    assert digests(ARCHIVE) == before


def test_what_it_says(invoke: Invoke) -> None:
    with Simulator() as sim:
        count = sum(len(wanted(sim, provider)) for provider in NAMES)
        unpaid = sum(not one.documents for one in sim.expected("f5xc"))
        listed = len(sim.expected("f5xc"))
    lines = invoke("demo").stderr.splitlines()
    assert f"{count} documents are new, 9 not available." in lines
    assert f"f5xc: {unpaid} of {listed} invoices have no document, and are not in the table." in lines
    assert f"verify: {count} documents, every byte as recorded" in lines
    assert any(line.startswith("missing: doit 20") for line in lines)
    again = invoke("demo").stderr.splitlines()
    assert f"No new document was fetched, {count} were there already, 9 not available." in again


def test_what_it_says_to_do_next_can_be_done(invoke: Invoke) -> None:
    lines = invoke("demo", "in a folder").stderr.splitlines()
    commands = [shlex.split(line)[1:] for line in lines if line.startswith("  cloudinvoices ")]
    assert len(commands) == 4
    for command in commands[:3]:
        result = invoke(*command)
        assert result.exit_code == (command[0] == "missing")
        assert result.stdout


def test_commands_are_shown_as_the_person_can_call_them(invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", [".venv/bin/cloudinvoices"])
    assert "  .venv/bin/cloudinvoices records --archive demo-invoices\n" in invoke("demo").stderr
    monkeypatch.setattr(sys, "argv", ["/somewhere/bin/cloudinvoices"])
    assert "  cloudinvoices records --archive demo-invoices\n" in invoke("demo").stderr


def test_the_configuration_names_five_accounts_and_no_secret(invoke: Invoke) -> None:
    table = invoke("demo", "here").stdout.splitlines()
    assert table[0].split() == ["provider", "invoices", "documents", "bytes", "first", "last", "total"]
    configuration = read_configuration(Path("here/cloudinvoices.toml"))
    assert tuple(configuration.accounts) == NAMES
    assert not any(account.literal_secrets for account in configuration.accounts.values())
    assert invoke("list", "doit", "--config", "here/cloudinvoices.toml").exit_code == 78, "it is over"


def test_a_configuration_of_somebody_stays(invoke: Invoke) -> None:
    Path("cloudinvoices.toml").write_text("# mine\n")
    result = invoke("demo", ".")
    assert (result.exit_code, result.stdout) == (78, "")
    assert "not the demo's" in result.stderr
    assert Path("cloudinvoices.toml").read_text() == "# mine\n"


def test_a_folder_that_cannot_be_made(invoke: Invoke) -> None:
    Path("file").write_text("in the way")
    assert invoke("demo", "file").exit_code == 2
    assert invoke("demo", "file/below").exit_code == 74


def test_damage_is_named(invoke: Invoke) -> None:
    invoke("demo", "out")
    path = change(next(Path("out/doit").glob("*/*.pdf")))
    Path("out/doit/mine.txt").write_text("mine")
    result = invoke("demo", "out", "-q")
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "verify: doit/mine.txt: no record names it",
        f"verify: {path.relative_to('out')}: its bytes are not those its record says",
        "verify: 2 problems",
    ]


def test_an_archive_that_cannot_be_used(invoke: Invoke) -> None:
    assert invoke("demo", "out", "-q").exit_code == 0
    Path("out/cloudinvoices-archive.json").write_text('{"layout": 2}')
    result = invoke("demo", "out")
    assert (result.exit_code, result.stdout) == (74, "")
    assert "layout 2" in result.stderr


def test_invented_invoices_come_into_no_other_archive(configure: Configure, invoke: Invoke) -> None:
    configure()
    fill(invoke, "my-doit")
    before = sorted(Path("archive").rglob("*"))
    result = invoke("demo", "archive")
    assert (result.exit_code, result.stdout) == (78, "")
    assert "the demo did not make" in result.stderr
    assert "hint: " in result.stderr
    assert sorted(Path("archive").rglob("*")) == before
