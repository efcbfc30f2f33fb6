"""The reference: everything public has a docstring, and a place on a page."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from importlib.util import find_spec

import griffe
import pytest

from .pages import ROOT

PACKAGES = ("cloudinvoices", "cloudinvoices.archive", "cloudinvoices.documents", "cloudinvoices.testing")
REFERENCE = "\n".join(path.read_text() for path in sorted((ROOT / "docs" / "reference").glob("*.md")))


def place_of(package: str, name: str) -> str:
    """The path of a public name; in its module, where that has the same name."""
    path = f"{package}.{name}"
    return f"{path}.{name}" if find_spec(path) else path


PUBLIC = [
    place_of(package, name)
    for package in PACKAGES
    for name in importlib.import_module(package).__all__
    if not name.startswith("__")
]


@pytest.fixture(scope="module")
def package() -> griffe.Module:
    loader = griffe.GriffeLoader(search_paths=[ROOT / "overlay", ROOT / "generated"])
    loader.load("cloudinvoices_apis")  # lines of invoices inherit from what is generated
    loaded = loader.load("cloudinvoices")
    assert isinstance(loaded, griffe.Module)
    return loaded


def without_docstring(package: griffe.Module, path: str) -> Iterator[str]:
    """The names of a public object and its public members that no docstring stands beside."""
    found = package[path.partition(".")[2]]
    found = found.final_target if isinstance(found, griffe.Alias) else found
    if not found.docstring:
        yield path
    if isinstance(found, griffe.Class):
        for name, member in found.all_members.items():
            target = member.final_target if isinstance(member, griffe.Alias) else member
            if not name.startswith("_") and not target.docstring:
                yield f"{path}.{name}"


@pytest.mark.parametrize("path", PUBLIC)
def test_every_public_name_has_a_docstring(package: griffe.Module, path: str) -> None:
    assert list(without_docstring(package, path)) == []


def test_a_name_without_docstring_is_found() -> None:
    with griffe.temporary_visited_package(
        "cloudinvoices", {"__init__.py": 'class Open:\n    """It is open."""\n    def shut(self): ...\n'}
    ) as package:
        assert list(without_docstring(package, "cloudinvoices.Open")) == ["cloudinvoices.Open.shut"]


def test_the_reference_has_every_public_name_once() -> None:
    assert sorted(re.findall(r"^::: (\S+)$", REFERENCE, re.MULTILINE)) == sorted(PUBLIC)
