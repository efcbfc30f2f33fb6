"""What users get: the wheel is built, opened, and tried in an environment that holds nothing else."""

from __future__ import annotations

import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from cloudinvoices.providers import NAMES

Run = Callable[..., subprocess.CompletedProcess[str]]

TRY_ALL_PROVIDERS = """
import sys, tempfile
import cloudinvoices as ci
assert not {"httpx", "msgspec", "cloudinvoices.providers"} & set(sys.modules)
from cloudinvoices.testing import Simulator
with Simulator() as simulator, tempfile.TemporaryDirectory() as folder:
    for name in simulator.providers:
        with ci.connect(name, **simulator.settings(name)) as provider:
            invoice = next(invoice for invoice in provider.list() if invoice.formats)
            print(name, provider.download(invoice, folder).size)
assert not {"click", "rich", "yaml", "jwt", "cryptography"} & set(sys.modules)
"""


def test_the_wheel_holds_both_packages_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names}
    information = next(top for top in tops if top.endswith(".dist-info"))

    assert tops == {"cloudinvoices", "cloudinvoices_apis", information}
    for needed in (
        "cloudinvoices/py.typed",
        "cloudinvoices/quirks.toml",
        "cloudinvoices/providers/akamai.py",
        "cloudinvoices_apis/py.typed",
        "cloudinvoices_apis/akamai/wire.py",
        "cloudinvoices_apis/documents/akamai_invoice.py",
        "cloudinvoices_apis/doit/client/api/invoices/list_invoices.py",
    ):
        assert needed in names
    assert not [name for name in names if not name.endswith((".py", ".typed", ".toml")) and ".dist-info/" not in name]
    assert {name.partition("/")[2] for name in names if name.startswith(information)} == {
        "METADATA",
        "RECORD",
        "WHEEL",
        "entry_points.txt",
        "licenses/LICENSE",
        "sboms/cloudinvoices.cdx.json",
    }


def test_the_core_needs_three_distributions(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    metadata = archive.read(next(name for name in archive.namelist() if name.endswith("METADATA"))).decode()
    required = [line for line in metadata.splitlines() if line.startswith("Requires-Dist:") and "extra ==" not in line]

    assert [line.split()[1].split(">")[0].split("<")[0] for line in required] == ["attrs", "httpx", "msgspec"]


def test_all_providers_work_with_the_core_alone(python: Path, run: Run, tmp_path: Path) -> None:
    tried = run([python, "-W", "error", "-c", TRY_ALL_PROVIDERS], cwd=tmp_path)

    assert tried.returncode == 0, tried.stderr
    assert [line.split()[0] for line in tried.stdout.splitlines()] == [*NAMES]


@pytest.mark.parametrize("command", [["-m", "cloudinvoices"], ["-m", "cloudinvoices", "--version"]])
def test_without_its_extra_the_command_line_says_what_to_install(
    python: Path, run: Run, tmp_path: Path, command: list[str]
) -> None:
    tried = run([python, *command], cwd=tmp_path)

    assert tried.returncode == 78
    assert "pip install 'cloudinvoices[cli]'" in tried.stderr
    assert "Traceback" not in tried.stderr
