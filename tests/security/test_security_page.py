"""SECURITY.md says what is so: its dependencies are those of pyproject.toml, its tests exist, its settings too."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from cloudinvoices.core.settings import COMMON
from cloudinvoices.providers import NAMES, load_adapter

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "SECURITY.md").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def table(heading: str) -> list[list[str]]:
    """The rows of the table of a chapter."""
    chapter = PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in chapter.splitlines() if line.startswith("|")
    ]
    return rows[2:]


INSTALLED = table("What is installed")


def required() -> set[tuple[str, str]]:
    """Extra and distribution, of everything but development; what an extra takes from another counts for both."""
    extras = {"": PROJECT["dependencies"], **PROJECT["optional-dependencies"]}
    del extras["dev"]
    found = set()
    for extra, lines in extras.items():
        for requirement in map(Requirement, lines):
            if requirement.name == "cloudinvoices":
                found |= {(extra, Requirement(line).name) for other in requirement.extras for line in extras[other]}
            else:
                found.add((extra, requirement.name))
    return found


def test_the_distributions_are_those_of_the_project() -> None:
    assert len(INSTALLED) > 10
    listed = {(extra.strip(), name) for extras, name, *_ in INSTALLED for extra in extras.split(",")}
    assert listed == required()
    assert all(why for _, _, why, *_ in INSTALLED)


def brought(name: str, extras: frozenset[str], seen: set[str]) -> set[str]:
    for requirement in map(Requirement, distribution(name).requires or []):
        wanted = requirement.marker is None or any(requirement.marker.evaluate({"extra": one}) for one in (*extras, ""))
        if wanted and (other := plain(requirement.name)) not in seen:
            seen.add(other)
            brought(other, frozenset(requirement.extras), seen)
    return seen


TRIED = [row for row in INSTALLED if row[3]]


@pytest.mark.parametrize("row", TRIED, ids=[row[1] for row in TRIED])
def test_what_each_brings_is_named(row: list[str]) -> None:
    """Another system or Python may need less of it."""
    _, name, _, _, named = row
    extras = frozenset({"crypto"} if name == "pyjwt" else ())
    assert brought(name, extras, set()) <= {plain(one.strip()) for one in named.split(",")}


def linked() -> Iterator[str]:
    yield from re.findall(r"\]\((tests/[^)]+)\)", PAGE)


def test_the_tests_exist() -> None:
    assert len(set(linked())) > 8
    for name in linked():
        assert "\ndef test_" in (ROOT / name).read_text("utf-8"), name
    written = {path.relative_to(ROOT).as_posix() for path in (ROOT / "tests" / "security").glob("test_*.py")}
    assert written - set(linked()) == {"tests/security/test_security_page.py"}


def test_the_settings_exist() -> None:
    settings = {setting.name for name in NAMES for setting in load_adapter(name).settings} | {
        one.name for one in COMMON
    }
    named = [
        name for row in table("What switches something off") for name in re.findall(r"`([a-z_]+)(?:=\w*)?`", row[0])
    ]
    assert len(named) > 6
    assert set(named) - settings == {"transport"}
