"""What the pages say of settings, formats, hints, quirks, commands and faults is what the code has."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import render_pages

from cloudinvoices import errors
from cloudinvoices.cli import failures
from cloudinvoices.cli.application import COMMANDS
from cloudinvoices.providers import NAMES, load_adapter
from cloudinvoices.quirks import load_quirks
from cloudinvoices.testing import FAULTS

from .pages import ROOT

DOCS = ROOT / "docs"


def test_the_pages_have_what_the_code_gives() -> None:
    assert render_pages.main(["--check"]) == 0


def test_a_page_that_differs_is_named_with_the_cure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(DOCS, tmp_path / "docs")
    page = tmp_path / "docs" / "providers" / "doit.md"
    page.write_text(page.read_text().replace("DOIT_API_KEY", "DOIT_KEY"))

    assert render_pages.main(["--check", "--docs", str(tmp_path / "docs")]) == 1
    assert capsys.readouterr().err.startswith("providers/doit.md: not what the code gives. Cure: ")
    assert render_pages.main(["--docs", str(tmp_path / "docs")]) == 0
    assert "`DOIT_API_KEY` `DOIT_API_TOKEN`" in page.read_text()


def test_a_part_that_there_is_not_is_an_error() -> None:
    with pytest.raises(ValueError, match="there is no part 'setting'"):
        render_pages.render("<!-- rendered: setting doit -->\n<!-- end of rendered -->")


@pytest.mark.parametrize("name", NAMES)
def test_a_provider_page_has_every_setting_hint_and_quirk(name: str) -> None:
    page, adapter = (DOCS / "providers" / f"{name}.md").read_text(), load_adapter(name)

    assert all(f"`{setting.name}`" in page for setting in adapter.settings)
    assert all(f"`{env}`" in page for setting in adapter.settings for env in setting.env)
    assert all(f"| {status} | {hint} |" in page for status, hint in adapter.hints.items())
    assert all(f"[{quirk.id}](" in page for quirk in load_quirks() if quirk.provider == name)


def test_every_command_has_a_chapter() -> None:
    page = (DOCS / "command-line.md").read_text()
    assert all(f"\n## {name}\n" in page for name in COMMANDS)


def test_every_fault_is_listed() -> None:
    page = (DOCS / "testing.md").read_text()
    assert all(f"| `{name}` |" in page for name in FAULTS)


def test_exit_codes_are_those_of_the_command_line() -> None:
    page = (DOCS / "errors.md").read_text()
    shown = {line.split("|")[1].strip(): line for line in page.splitlines() if line.startswith("| ")}
    for kind in (errors.ConnectionFailed, errors.RateLimitError, errors.AuthenticationError, errors.ConfigurationError):
        assert f"`{kind.__name__}`" in shown[str(failures.exit_code(kind("it failed")))]
    assert "`ProviderError` with 5xx" in shown[str(failures.exit_code(errors.ProviderError("it failed", status=500)))]
    assert "any other" in shown[str(failures.exit_code(errors.NotFoundError("it failed")))]
