"""The generated package as it is committed: where each file says it comes from, and what loading it costs."""

import hashlib
import importlib
import json
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest

import cloudinvoices_apis
from cloudinvoices_apis import documents

HEADER = re.compile(
    r"# Generated from (?P<origin>specs/\S*)\n(?:# \(SHA-256 (?P<sha256>[0-9a-f]{64})\)\n)?"
    r"# by openapi-python-client \S+, datamodel-code-generator \S+, ruff \d\S+\.\n"
    r"# Do not edit, run `make generate`\.\n\n"
)


def test_every_module_says_what_it_was_made_from(root: Path) -> None:
    for path in (root / "generated").rglob("*.py"):
        header = HEADER.match(path.read_text(encoding="utf-8"))
        assert header, path
        origin = root / header["origin"]
        expected = hashlib.sha256(origin.read_bytes()).hexdigest() if origin.is_file() else None
        assert header["sha256"] == expected, path


def test_the_manifest_names_specs_operations_and_tools(root: Path) -> None:
    manifest = json.loads((root / "generated" / "MANIFEST.json").read_text(encoding="utf-8"))
    sources = [*(root / "specs").glob("*.yaml"), *(root / "specs" / "documents").glob("*.schema.json")]
    expected = {path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in sources}
    recorded = manifest["specs"] | manifest["documents"]
    assert {label: one["sha256"] for label, one in recorded.items()} == expected
    assert manifest["specs"]["specs/f5xc.yaml"]["operations"] == ["download_invoice", "list_invoices"]
    pins = (root / "pyproject.toml").read_text(encoding="utf-8")
    assert all(f'"{tool}=={version}"' in pins for tool, version in manifest["tools"].items())
    assert manifest["options"]["client"]["literal_enums"] is True


def test_an_installed_package_knows_the_hashes_of_what_it_was_made_from(root: Path) -> None:
    specs, schemas = (root / "specs").glob("*.yaml"), (root / "specs" / "documents").glob("*.schema.json")
    for path in specs:
        package = importlib.import_module(f"cloudinvoices_apis.{path.stem}")
        assert hashlib.sha256(path.read_bytes()).hexdigest() == package.SPEC_SHA256
    expected = {path.name.split(".")[0]: hashlib.sha256(path.read_bytes()).hexdigest() for path in schemas}
    assert expected == documents.SCHEMA_SHA256


def test_every_folder_is_a_typed_package_and_every_module_loads(root: Path) -> None:
    package = root / "generated" / "cloudinvoices_apis"
    assert (package / "py.typed").is_file()
    found = {module.name for module in pkgutil.walk_packages(cloudinvoices_apis.__path__, "cloudinvoices_apis.")}
    modules = {path.relative_to(package.parent).with_suffix("") for path in package.rglob("*.py")}
    names = {".".join(module.parts).removesuffix(".__init__") for module in modules}
    assert found | {"cloudinvoices_apis"} == names
    for name in names:
        importlib.import_module(name)


def test_a_package_of_operations_loads_nothing_before_it_is_asked() -> None:
    code = (
        "import sys\n"
        "from cloudinvoices_apis.qovery.client import models\n"
        "from cloudinvoices_apis.qovery.client.api import invoices\n"
        "early = [name for name in sys.modules if 'api.invoices.' in name or 'client.models.' in name]\n"
        "invoices.list_invoices_request\n"
        "late = [name for name in sys.modules if 'api.invoices.' in name]\n"
        "print(early, late)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[] ['cloudinvoices_apis.qovery.client.api.invoices.list_invoices']"


@pytest.mark.parametrize("name", ["client.models", "client.api.invoices"])
def test_a_lazy_package_knows_its_names_only(name: str) -> None:
    package = importlib.import_module(f"cloudinvoices_apis.qovery.{name}")
    assert None not in [getattr(package, public) for public in package.__all__]
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        package.nothing  # noqa: B018 -- the access is the test
