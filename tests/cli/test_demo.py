import hashlib
import json
from decimal import Decimal
from pathlib import Path

import pytest

from cloudinvoices.cli.configuration import read_configuration
from cloudinvoices.providers import NAMES
from cloudinvoices.testing import Simulator

from .conftest import Invoke


def digests(folder: Path) -> dict[str, tuple[str, int]]:
    return {
        str(path.relative_to(folder)): (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_every_document_of_all_providers(invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    # What the person has set for real accounts has nothing to do with it.
    monkeypatch.setenv("AKAMAI_ACCOUNT_KEY", "somebody")
    monkeypatch.setenv("DOIT_HOST", "https://example.invalid")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    result = invoke("demo", "-o", "json")
    assert result.exit_code == 0, result.stderr
    folder = Path("demo-invoices")
    rows = {row["provider"]: row for row in json.loads(result.stdout)}
    with Simulator() as sim:
        for provider in NAMES:
            wanted = sim.expected(provider)
            documents = sorted(content for one in wanted for content in one.documents.values())
            assert sorted(path.read_bytes() for path in (folder / provider).iterdir()) == documents
            row = rows[provider]
            assert (row["invoices"], row["documents"]) == (len(wanted), len(documents))
            assert row["bytes"] == sum(map(len, documents))
            assert (row["first"], row["last"]) == (str(wanted[0].dated), str(wanted[-1].dated))
            totals = {currency: Decimal(0) for currency in sorted({invoice.currency or "" for invoice in wanted})}
            for invoice in wanted:
                totals[invoice.currency or ""] += invoice.total
            assert row["total"] == ", ".join(f"{total} {currency}".strip() for currency, total in totals.items())
    assert len(result.stderr.splitlines()) == 3

    before = digests(folder)
    again = invoke("demo", "-o", "json", "-q")
    assert (again.exit_code, again.stdout, again.stderr) == (0, result.stdout, "")
    assert digests(folder) == before


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


def test_a_failure_is_named_and_the_rest_is_done(invoke: Invoke) -> None:
    Path("out/doit").mkdir(parents=True)
    Path("out/qovery").write_text("in the way")
    result = invoke("demo", "out", "-o", "json")
    assert result.exit_code == 74
    assert "error: qovery " in result.stderr
    assert {row["provider"]: row["documents"] > 0 for row in json.loads(result.stdout)} == {
        "qovery": False,
        "akamai": True,
        "masstack": True,
        "f5xc": True,
        "doit": True,
    }
