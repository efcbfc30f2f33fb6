"""Copies of the project, in which a provider is added and filled in."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# Nothing of git is among them: a folder of files is enough.
PARTS = ("specs", "generated", "overlay", "scripts", "tests", "docs", "benchmarks")

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The project as it is in the work tree, for a test to change."""
    folder = tmp_path / "project"
    folder.mkdir()
    for part in PARTS:
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ROOT.glob("[!.]*"):
        if file.is_file():
            shutil.copyfile(file, folder / file.name)
    (folder / ".venv").symlink_to(sys.prefix)  # where pyright is told to look for packages
    return folder


def environment(project: Path) -> dict[str, str]:
    """Of somebody at work in the copy: its packages are found before those this environment has installed."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "COV_"))}
    paths = os.pathsep.join(str(project / part) for part in ("overlay", "generated"))
    return {**kept, "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1", "GIT_CEILING_DIRECTORIES": str(project.parent)}


@pytest.fixture
def run(project: Path) -> Run:
    """Runs a command in the copy: a script of the project, or a tool of this interpreter as `-m` runs it."""

    def run(*command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *command],
            cwd=project,
            env=environment(project),
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )

    return run


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, but what Python leaves beside modules."""
    files = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
