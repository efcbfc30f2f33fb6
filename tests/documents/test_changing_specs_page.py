"""What docs/changing-specs.md shows is so: its examples are run."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from compare_upstream import main as compare_upstream
from diff_specs import main as diff_specs
from spec_comparison.accepted import ACCEPTED

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "changing-specs.md").read_text(encoding="utf-8")
DIFF, COMPARISON = (block.partition("\n")[2] for block in re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL))


def replace(text: str, old: str, new: str, after: str = "") -> str:
    """Replace the first occurrence after a text."""
    start = text.index(old, text.index(after))
    return text[:start] + new + text[start + len(old) :]


def test_the_changes_are_told_as_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    spec = tmp_path / "specs" / "doit.yaml"
    spec.parent.mkdir()
    shutil.copy(ROOT / "specs" / "doit.yaml", spec)
    git = ["git", "-C", str(tmp_path), "-c", "user.name=a", "-c", "user.email=a@example.com"]
    for arguments in (["init", "-q", "-b", "main"], ["add", "."], ["commit", "-q", "-m", "First"]):
        subprocess.run([*git, *arguments], check=True)
    text = spec.read_text(encoding="utf-8")
    text = replace(text, "get_invoice", "read_invoice")
    text = replace(text, "2026-08-21", "2026-12-01")
    text = replace(text, "Answers with the", "The answer holds the")
    currency = "- name: currency\n          in: query\n          schema:\n            type: string\n        "
    text = replace(text, "- name: maxResults", f"{currency}- name: maxResults")
    for schema in ("InvoiceListItem", "Invoice"):
        text = replace(text, "type: number", "type: string", after=f"\n    {schema}:")
    text = replace(text, "- PAID", "- PAID\n        - DISPUTED", after="\n    InvoiceStatus:")
    text = replace(text, "type: integer", "type: string", after="\n    ProblemDetails:")
    spec.write_text(text, encoding="utf-8")
    assert diff_specs(["main", "--root", str(tmp_path)]) == 0
    assert capsys.readouterr().out == DIFF


def test_the_differences_are_told_as_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    theirs: Any = yaml.safe_load((ROOT / "specs" / "f5xc.yaml").read_text(encoding="utf-8"))
    schemas = theirs["components"]["schemas"]
    schemas["Invoice"]["properties"]["due_date"] = {"type": "string", "format": "date"}
    schemas["InvoiceStatus"]["enum"].append("STATUS_DISPUTED")
    theirs["paths"]["/api/web/namespaces/{namespace}/usage/invoice_pdf"]["get"]["parameters"][1]["required"] = True
    (tmp_path / "usage.invoice.json").write_text(json.dumps(theirs), encoding="utf-8")
    assert compare_upstream(["f5xc", str(tmp_path / "usage.invoice.json")]) == 1
    assert capsys.readouterr().out.rstrip() == COMPARISON.rstrip()


def test_the_accepted_difference_is_one_of_the_file() -> None:
    ((spec, entries),) = tomllib.loads(re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)[0]).items()
    assert entries[0] in tomllib.loads((ROOT / ACCEPTED).read_text(encoding="utf-8"))[spec]


def test_every_spec_is_in_the_table() -> None:
    named = {name for row in re.findall(r"^\| (`.*?) \|", PAGE, re.MULTILINE) for name in re.findall(r"`(\w+)`", row)}
    assert {path.stem for path in (ROOT / "specs").glob("*.yaml")} <= named
