"""The register against itself, the code, the tests and the page."""

import ast
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from cloudinvoices.providers import NAMES
from cloudinvoices.quirks import Quirk, load_quirks

ROOT = Path(__file__).resolve().parents[2]
PREFIXES = {**{name: name.upper() for name in NAMES}, "f5xc": "F5"}
ID = re.compile(rf"\b(?:{'|'.join(PREFIXES.values())})(?:-[A-Z0-9]+)+\b")
QUIRKS = load_quirks()


def named_in_code() -> dict[str, Path]:
    """Ids in the text of our modules, with one module that names each."""
    modules = (ROOT / "overlay" / "cloudinvoices").rglob("*.py")
    return {id: module for module in modules for id in ID.findall(module.read_text(encoding="utf-8"))}


def existing_tests() -> set[str]:
    """The nodes of the tests that stand for quirks."""
    return {
        f"{path.relative_to(ROOT).as_posix()}::{node.name}"
        for path in Path(__file__).parent.glob("test_*.py")
        if path.stem.removeprefix("test_") in NAMES
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def test_ids_are_unique() -> None:
    ids = [quirk.id for quirk in QUIRKS]
    assert sorted(ids) == sorted(set(ids))


def test_entries_stand_in_the_order_of_the_providers() -> None:
    providers = dict.fromkeys(quirk.provider for quirk in QUIRKS)
    assert len(providers) >= 5
    assert list(providers) == [name for name in NAMES if name in providers]


@pytest.mark.parametrize("quirk", QUIRKS, ids=lambda quirk: quirk.id)
def test_entry(quirk: Quirk) -> None:
    assert ID.fullmatch(quirk.id)
    assert quirk.id.startswith(f"{PREFIXES[quirk.provider]}-")
    assert all((quirk.documented, quirk.really, quirk.evidence, quirk.handling))
    assert type(quirk.seen) is date
    name = f"test_{quirk.id.lower().replace('-', '_')}"
    assert quirk.test == (f"tests/quirks/test_{quirk.provider}.py::{name}" if quirk.applies else "")


def test_named_tests_are_the_tests_there_are() -> None:
    assert {quirk.test for quirk in QUIRKS if quirk.test} == existing_tests()


def test_code_names_handled_entries_only() -> None:
    handled = {quirk.id for quirk in QUIRKS if quirk.applies}
    named = named_in_code()
    assert named
    assert {id: module.name for id, module in named.items() if id not in handled} == {}


def test_entries_name_known_entries_only() -> None:
    known = {quirk.id for quirk in QUIRKS}
    texts = (f"{quirk.documented} {quirk.really} {quirk.handling}" for quirk in QUIRKS)
    assert {id for text in texts for id in ID.findall(text)} <= known


def render(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "scripts" / "render_quirks.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_page_is_current() -> None:
    checked = render("--check")
    assert (checked.returncode, checked.stderr) == (0, "")


def test_check_finds_another_page_and_rendering_cures_it(tmp_path: Path) -> None:
    page = tmp_path / "quirks.md"
    page.write_text("# Quirks\n")
    assert render("--check", "--target", str(page)).returncode == 1
    assert page.read_text() == "# Quirks\n"
    assert render("--target", str(page)).returncode == 0
    assert render("--check", "--target", str(page)).returncode == 0
