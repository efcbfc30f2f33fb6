"""A small project to generate from."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from generate import main

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def root() -> Path:
    """The project."""
    return ROOT


@pytest.fixture(scope="session")
def make_project() -> Callable[[Path], Path]:
    """Make a project with one small spec and one document, nothing generated yet, in a folder."""
    from .drafts import BILL, draft, thing

    def make(folder: Path) -> Path:
        (folder / "specs" / "documents").mkdir(parents=True)
        shutil.copy(ROOT / "pyproject.toml", folder)
        spec = draft(thing(status={"type": "string", "enum": ["b", "a", "c"]}, total={"type": "number"}))
        (folder / "specs" / "draft.yaml").write_text(json.dumps(spec.content), encoding="utf-8")
        (folder / "specs" / "documents" / "bill.schema.json").write_text(json.dumps(BILL), encoding="utf-8")
        return folder

    return make


@pytest.fixture
def project(make_project: Callable[[Path], Path], tmp_path: Path) -> Path:
    """A project of its own for a test."""
    return make_project(tmp_path / "project")


@pytest.fixture(scope="session")
def generated(make_project: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a second spec, generated once: not to be changed."""
    folder = make_project(tmp_path_factory.mktemp("generated"))
    shutil.copy(folder / "specs" / "draft.yaml", folder / "specs" / "other.yaml")
    assert main(["--root", str(folder)]) == 0
    return folder


@pytest.fixture
def generated_project(generated: Path, tmp_path: Path) -> Path:
    """A copy of it for a test."""
    return Path(shutil.copytree(generated, tmp_path / "project"))
