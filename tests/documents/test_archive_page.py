"""What docs/archive.md shows is so: its Python is run, its record matches the schema, its commands exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cloudinvoices.archive.layout import record_name
from cloudinvoices.archive.records import misplacement, read_record
from cloudinvoices.archive.report import MOST_REQUESTS
from cloudinvoices.cli.application import COMMANDS, application

from .pages import ROOT, blocks, dead_links, run_python, shell_lines

PAGE = (ROOT / "docs" / "archive.md").read_text()


def test_the_python_runs(environment: dict[str, str], tmp_path: Path) -> None:
    (code,) = blocks(PAGE, "python")

    done = run_python(code, environment, tmp_path)

    assert done.returncode == 0, done.stderr
    *records, damages, missing = done.stdout.splitlines()
    assert records
    assert all((tmp_path / "invoices" / line.split()[-1]).is_file() for line in records)
    assert damages == "[]"
    assert missing.startswith("[('resale', '20")


def test_the_record_is_one_of_the_tree() -> None:
    shown = next(text for text in blocks(PAGE, "json") if '"layout"' in text)
    record = read_record(shown.encode())
    (tree,) = re.findall(r"^```\n(invoices/.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    account, year, name = record.document.path.split("/")
    for part in (f"  {account}/ ", f"    {year}/ ", f"      {name} ", f"      {record_name(name, 1)} "):
        assert part in tree
    assert misplacement(record, record_name(record.document.path, 1)) is None


def test_the_commands_exist() -> None:
    lines = [line.split() for line in shell_lines(PAGE)]
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
    assert "](../specs/documents)" in PAGE
    assert dead_links(PAGE, ROOT / "docs") == []
