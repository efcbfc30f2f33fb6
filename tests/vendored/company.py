"""A made-up repository of somebody else, with a copy of the package and the conformance suite that runs on it."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from vendor import main
from vendoring.imports import Change, Import, imported_modules, rewrite_imports
from vendoring.rules import Http, copy_rule

from cloudinvoices.providers import NAMES

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PACKAGE = "acme._vendor.cloudinvoices"
OF_THE_SOURCES = "test_filled_in"
"""Of the conformance suite: looks into specs/ and other files that no copy has."""
STAYS_INSTALLED = "cloudinvoices.testing"
CONFIGURATION = """\
[pytest]
testpaths = tests
pythonpath = . scripts
addopts = --strict-markers --strict-config
filterwarnings = error
markers = long: not of these
"""


def make_company(folder: Path, providers: Sequence[str], http: Http = "httpx") -> Path:
    """A repository with a copy at acme/_vendor/cloudinvoices; returns the folder of the copy."""
    copy = folder.joinpath(*PACKAGE.split("."))
    assert main([str(copy), "--providers", ",".join(providers), "--http", http]) == 0
    return copy


def bring_conformance_suite(company: Path, providers: Sequence[str], http: Http) -> None:
    """The suite as it is here, but that it imports the copy. The simulator stays that of the installed package."""
    (company / "pytest.ini").write_text(CONFIGURATION)
    (company / "conftest.py").write_text((HERE / "without_providers.py").read_text())
    (company / "scripts").mkdir()
    shutil.copy(ROOT / "scripts" / "reliability.py", company / "scripts")
    others = (OF_THE_SOURCES, *(f"test_{name}" for name in NAMES if name not in providers))
    tests = ROOT / "tests"
    suite = [*(tests / "conformance").glob("*.py"), tests / "conftest.py", tests / "provider_facts.py"]
    for path in (one for one in suite if not one.name.startswith(others)):
        target = company / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(rewrite_imports(path.read_text(), lambda node: _test_change(node, http)))


def run_conformance_suite(company: Path, providers: Sequence[str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the tests that need no other providers: none that is named in a test or in its parameters."""
    others = ",".join(name for name in NAMES if name not in providers)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "not long"]
    return subprocess.run(
        [*command, "--without-providers", others, *arguments],
        cwd=company,
        capture_output=True,
        text=True,
        check=False,
        timeout=900,
    )


def _test_change(node: Import, http: Http) -> Change | None:
    """What becomes of an import of a test: the package under test is the copy."""
    (module, *_) = imported_modules(node) or [""]
    if module.partition(".")[0] == "cloudinvoices" and not module.startswith(STAYS_INSTALLED):
        word = "from" if isinstance(node, ast.ImportFrom) else "import"
        return Change(f"{word} cloudinvoices", f"{word} {PACKAGE}")
    return copy_rule(0, http)(node) if module.startswith("httpx") else None
