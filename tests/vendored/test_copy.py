"""A copy in use: beside the installed package, without it, and under the type checker of whoever has it."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from vendoring.imports import find_imports, imported_modules

from .company import PACKAGE

CALLER = """\
from datetime import date
from decimal import Decimal

from acme._vendor import cloudinvoices as ci
from acme._vendor.cloudinvoices.cloudinvoices_apis.qovery.client.api.invoices import list_invoices


def add_up(token: str) -> Decimal:
    with ci.connect("qovery", organization="6f1c2a34-5b7d-4e8f-9a01-b2c3d4e5f601", token=token) as qovery:
        print(list_invoices.sync("6f1c2a34-5b7d-4e8f-9a01-b2c3d4e5f601", client=qovery.client))
        return sum((invoice.total or Decimal(0) for invoice in qovery.list(since=date(2026, 1, 1))), Decimal(0))


reveal_type(ci.connect("akamai"))
"""

SIDE_BY_SIDE = """
import sys, tempfile
import cloudinvoices
from acme._vendor import cloudinvoices as copy
from cloudinvoices.testing import Simulator
with Simulator() as simulator:
    for name in ("akamai", "qovery"):
        lists = []
        for package in (cloudinvoices, copy):
            with package.connect(name, **simulator.settings(name)) as provider, tempfile.TemporaryDirectory() as folder:
                invoices = list(provider.list())
                lists.append([(one.id, one.total, one.raw) for one in invoices])
                provider.download(next(one for one in invoices if one.formats), folder)
                try:
                    provider.download("99999999", folder)
                except package.CloudInvoicesError as error:
                    assert type(error).__module__.startswith(package.__name__)
        assert lists[0] == lists[1] and lists[0]
    for provider in ("doit", "other"):
        try:
            copy.connect(provider)
        except copy.ConfigurationError as error:
            print(error)
ours = {name for name in sys.modules if name.startswith("acme._vendor.cloudinvoices.")}
assert len(ours) > 50
assert not {name for name in ours if sys.modules[name] is sys.modules.get(name.removeprefix("acme._vendor."))}
"""

ALONE = """
import sys
sys.modules.update(cloudinvoices=None, cloudinvoices_apis=None)
from acme._vendor import cloudinvoices as copy
from acme._vendor.cloudinvoices import documents
assert [getattr(copy, name) for name in copy.__all__]
with copy.connect("qovery", token="qov_of_the_tests", organization="6f1c2a34-5b7d-4e8f-9a01-b2c3d4e5f601") as qovery:
    print(qovery.client, qovery.scope)
"""

NEEDED = {"attrs", "msgspec", "httpx"}
OF_HTTPX = {"httpcore"}
ONLY_WHERE_USED = {"aiohttp", "yarl"}


def run(company: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command], cwd=company, capture_output=True, text=True, check=False, timeout=300
    )


@pytest.fixture
def company(made: Path) -> Path:
    """The repository that a copy stands in."""
    return made.parents[PACKAGE.count(".")]


def test_a_copy_lives_beside_the_installed_package(company: Path) -> None:
    done = run(company, "-W", "error", "-c", SIDE_BY_SIDE)

    assert done.returncode == 0, done.stderr
    assert re.findall(r"unknown provider '(\w+)'.*Known: (.*)\.", done.stdout) == [
        ("doit", "qovery, akamai"),
        ("other", "qovery, akamai"),
    ]


def test_a_copy_needs_nothing_else_of_ours(company: Path) -> None:
    done = run(company, "-W", "error", "-c", ALONE)

    assert done.returncode == 0, done.stderr
    assert "6f1c2a34" in done.stdout


def test_a_copy_needs_the_distributions_that_it_lists(made: Path) -> None:
    at_import, anywhere = set[str](), set[str]()
    for path in made.rglob("*.py"):
        tree = ast.parse(path.read_text())
        anywhere |= tops(find_imports(tree))
        at_import |= set() if path.name == "_aiohttp.py" else tops(tree.body)
    standard = sys.stdlib_module_names

    assert at_import - standard == NEEDED | OF_HTTPX
    assert anywhere - standard == NEEDED | OF_HTTPX | ONLY_WHERE_USED


def tops(nodes: Iterable[ast.AST]) -> set[str]:
    """The distributions, by and large, that import statements among these nodes name."""
    imports = (node for node in nodes if isinstance(node, ast.Import | ast.ImportFrom))
    return {name.partition(".")[0] for node in imports for name in imported_modules(node)}


def test_a_caller_is_checked_strictly_and_so_is_the_copy(company: Path, tmp_path: Path) -> None:
    (company / "caller.py").write_text(CALLER)
    checked = run(
        company, "-m", "mypy", "--strict", "--explicit-package-bases", "--cache-dir", str(tmp_path), "acme", "caller.py"
    )

    assert checked.returncode == 0, checked.stdout
    assert f'Revealed type is "{PACKAGE}.account.provider.Provider"' in checked.stdout
