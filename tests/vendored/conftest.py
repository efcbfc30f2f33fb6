from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from .company import ROOT, make_company


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of two providers that no test changes."""
    return make_company(tmp_path_factory.mktemp("made"), ["akamai", "qovery"])


@pytest.fixture
def copy(made: Path, tmp_path: Path) -> Path:
    """A copy of two providers, to be changed."""
    return Path(shutil.copytree(made, tmp_path / "acme" / "_vendor" / "cloudinvoices"))


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """What of this project copies are made of, to be changed; not a checkout of git."""
    root = tmp_path / "checkout"
    for name in ("overlay", "generated", "specs"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "LICENSE"):
        shutil.copy(ROOT / name, root)
    return root
