"""A small project to generate from."""

import json
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def root() -> Path:
    """The project."""
    return ROOT


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one small spec and one document, nothing generated yet."""
    from .drafts import BILL, draft, thing

    folder = tmp_path / "project"
    (folder / "specs" / "documents").mkdir(parents=True)
    shutil.copy(ROOT / "pyproject.toml", folder)
    spec = draft(thing(status={"type": "string", "enum": ["b", "a", "c"]}, total={"type": "number"}))
    (folder / "specs" / "draft.yaml").write_text(json.dumps(spec.content), encoding="utf-8")
    (folder / "specs" / "documents" / "bill.schema.json").write_text(json.dumps(BILL), encoding="utf-8")
    return folder
