"""Who builds the same commit gets the same bytes; only what belongs is in them, and they say what they are made of."""

from __future__ import annotations

import json
import tarfile
import tomllib
import zipfile
from datetime import UTC, datetime
from email.message import Message
from email.parser import HeaderParser
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def information(wheel: Path, name: str) -> str:
    """A file of the wheel's metadata."""
    with zipfile.ZipFile(wheel) as archive:
        (path,) = [one for one in archive.namelist() if one.endswith(f".dist-info/{name}")]
        return archive.read(path).decode()


@pytest.fixture(scope="module")
def metadata(wheel: Path) -> Message:
    return HeaderParser().parsestr(information(wheel, "METADATA"))


@pytest.fixture(scope="module")
def bill(wheel: Path) -> Any:
    return json.loads(information(wheel, "sboms/cloudinvoices.cdx.json"))


def test_whoever_builds_it_gets_the_same_bytes(distributions: Path, built_elsewhere: Path) -> None:
    """And the same wheel from a checkout as from the source distribution."""
    ours, theirs = (
        {path.name: sha256(path.read_bytes()).hexdigest() for path in folder.iterdir() if path.name != ".gitignore"}
        for folder in (distributions, built_elsewhere)
    )
    assert ours == theirs
    assert len(ours) == 2


def test_everything_has_the_one_time_that_was_set(sdist: Path, wheel: Path, epoch: int) -> None:
    with tarfile.open(sdist) as archive:
        assert {member.mtime for member in archive} == {epoch}
        assert {(member.uid, member.gid, member.uname, member.gname) for member in archive} == {(0, 0, "", "")}
    with zipfile.ZipFile(wheel) as archive:
        time = datetime.fromtimestamp(epoch, UTC)
        assert {entry.date_time for entry in archive.infolist()} == {time.timetuple()[:6]}


def test_the_source_distribution_holds_what_make_test_needs_and_nothing_else(sdist: Path) -> None:
    with tarfile.open(sdist) as archive:
        names = {Path(*Path(member.name).parts[1:]) for member in archive if member.isfile()}
    tops = {name.parts[0] for name in names}
    folders = {".ci", ".github", "benchmarks", "docs", "generated", "overlay", "scripts", "specs", "tests"}
    pages = {"CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "README.md", "SECURITY.md"}
    assert tops == folders | pages | {
        ".gitignore",
        ".pre-commit-config.yaml",
        "Makefile",
        "PKG-INFO",
        "pyproject.toml",
        "zensical.toml",
    }
    assert [name for name in names - {Path("PKG-INFO")} if not (ROOT / name).is_file()] == []
    hidden = {part for name in names for part in name.parts if part.startswith((".", "__pycache__"))}
    assert hidden == {".ci", ".github", ".gitignore", ".pre-commit-config.yaml"}
    assert [name for name in names if name.suffix in {".pyc", ".so", ".whl", ".gz", ".log"}] == []


def test_the_metadata_is_what_the_project_says(metadata: Message) -> None:
    assert metadata["Name"] == "cloudinvoices"
    assert metadata["License-Expression"] == "Apache-2.0"
    assert metadata.get_all("License-File") == ["LICENSE"]
    assert metadata["Description-Content-Type"] == "text/markdown"
    assert not [one for one in metadata.get_all("Classifier", []) if one.startswith("License ::")]


def test_every_python_that_is_promised_is_named(metadata: Message) -> None:
    named = [one.rpartition(" ")[2] for one in metadata.get_all("Classifier", []) if ":: Python :: 3." in one]
    assert named == ["3.11", "3.12", "3.13", "3.14"]
    assert "3.10" not in SpecifierSet(metadata["Requires-Python"])
    assert all(version in SpecifierSet(metadata["Requires-Python"]) for version in named)


def test_the_bill_of_materials_is_one(wheel: Path) -> None:
    text = information(wheel, "sboms/cloudinvoices.cdx.json")
    validator = JsonStrictValidator(SchemaVersion.V1_7)
    assert validator.validate_str(text.replace('"library"', '"libary"', 1)) is not None
    assert validator.validate_str(text) is None


def test_the_bill_names_the_package_its_licence_and_the_time_of_its_source(
    bill: Any, metadata: Message, epoch: int
) -> None:
    component = bill["metadata"]["component"]
    assert (component["name"], component["version"]) == (metadata["Name"], metadata["Version"])
    assert component["licenses"] == [{"expression": metadata["License-Expression"]}]
    assert datetime.fromisoformat(bill["metadata"]["timestamp"]).timestamp() == epoch


def test_the_bill_names_everything_that_may_be_installed_with_the_package(bill: Any) -> None:
    extras = {"": PROJECT["dependencies"], **PROJECT["optional-dependencies"]}
    lines = [line for extra, lines in extras.items() if extra != "dev" for line in lines]
    wanted = {(one.name, str(one.specifier)) for one in map(Requirement, lines) if one.name != "cloudinvoices"}
    named = [(one, Requirement(one["properties"][0]["value"])) for one in bill["components"]]
    assert {(requirement.name, str(requirement.specifier)) for _, requirement in named} == wanted
    for component, requirement in named:
        versions = component["versionRange"].removeprefix("vers:pypi/").split("|")
        assert set(versions) == ({str(one) for one in requirement.specifier} or {"*"})
        assert component["scope"] == ("required" if component["bom-ref"] in set(core(bill)) else "optional")


def core(bill: Any) -> list[str]:
    return [one["bom-ref"] for one in bill["components"] if one["name"] in {"attrs", "httpx", "msgspec"}]


def test_the_bill_names_what_the_generated_code_was_made_from_and_with(bill: Any) -> None:
    parts = {one["name"]: one["pedigree"]["ancestors"] for one in bill["metadata"]["component"]["components"]}
    assert {"cloudinvoices_apis.akamai", "cloudinvoices_apis.documents.invoice_record"} < parts.keys()
    sources = [*(ROOT / "specs").glob("*.yaml"), *(ROOT / "specs" / "documents").glob("*.schema.json")]
    recorded = {one["name"]: one["hashes"][0]["content"] for ancestors in parts.values() for one in ancestors}
    assert recorded == {path.relative_to(ROOT).as_posix(): sha256(path.read_bytes()).hexdigest() for path in sources}
    tools = {f"{one['name']}=={one['version']}" for one in bill["formulation"][0]["components"]}
    assert len(tools) == 3
    assert tools < set(PROJECT["optional-dependencies"]["dev"])
