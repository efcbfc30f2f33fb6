"""What docs/archive.md shows is so: its Python is run, its record matches the schema, its commands exist."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from cloudinvoices.archive.layout import record_name
from cloudinvoices.archive.records import misplacement, read_record
from cloudinvoices.archive.report import MOST_REQUESTS
from cloudinvoices.cli.application import COMMANDS, application
from cloudinvoices.testing import Simulator

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "archive.md").read_text()
BLOCKS = re.findall(r"```(\w*)\n(.*?)```", PAGE, re.DOTALL)


def blocks(language: str) -> list[str]:
    return [text for kind, text in BLOCKS if kind == language]


def test_the_python_runs(tmp_path: Path) -> None:
    (code,) = blocks("python")
    with Simulator() as simulator:
        qovery, doit = simulator.settings("qovery"), simulator.settings("doit")
        environment = {
            "QOVERY_API_URL": qovery["base_url"],
            "QOVERY_API_TOKEN": qovery["token"],
            "QOVERY_ORGANIZATION_ID": qovery["organization"],
            "DOIT_HOST": doit["base_url"],
            "DOIT_API_KEY": doit["api_key"],
            "DOIT_CUSTOMER_CONTEXT": doit["tenant"],
            "HOME": str(tmp_path),
        }
        done = subprocess.run(
            [sys.executable, "-W", "error", "-c", code],
            env=environment,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
    assert done.returncode == 0, done.stderr
    *records, damages, missing = done.stdout.splitlines()
    assert records
    assert all((tmp_path / "invoices" / line.split()[-1]).is_file() for line in records)
    assert damages == "[]"
    assert missing.startswith("[('resale', '20")


def test_the_record_is_one_of_the_tree() -> None:
    shown = next(text for text in blocks("json") if '"layout"' in text)
    record = read_record(shown.encode())
    tree = blocks("")[0]
    account, year, name = record.document.path.split("/")
    for part in (f"  {account}/ ", f"    {year}/ ", f"      {name} ", f"      {record_name(name, 1)} "):
        assert part in tree
    assert misplacement(record, record_name(record.document.path, 1)) is None


def test_the_commands_exist() -> None:
    lines = [line.split("  #")[0].split() for text in blocks("sh") for line in text.splitlines()]
    assert {line[1] for line in lines if line[0] == "cloudinvoices"} == {"sync", "records", "verify", "missing"}
    for name in ("sync", "records", "verify", "missing"):
        command = application.get_command(None, name)  # type: ignore[arg-type]
        assert command is not None
        assert name in COMMANDS


@pytest.mark.parametrize("option", sorted(set(re.findall(r"`(--[a-z-]+)", PAGE))))
def test_every_option_it_names_exists(option: str) -> None:
    found = {
        one
        for name in ("sync", "records")
        for parameter in application.get_command(None, name).params  # type: ignore[arg-type, union-attr]
        for one in parameter.opts
    }
    assert option in found


def test_figures() -> None:
    assert f"more than {MOST_REQUESTS:,} requests" in " ".join(PAGE.split())


def test_links_lead_to_files() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", PAGE)
    assert links
    assert [link for link in links if not (ROOT / "docs" / link).exists()] == []
