"""A small project, in git."""

import json
import shutil
import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from .drafts import draft

Git = Callable[..., str]


@pytest.fixture(scope="session")
def committed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with one spec and one commit, on the branch main: not to be changed."""
    root = tmp_path_factory.mktemp("committed") / "project"
    (root / "specs").mkdir(parents=True)
    (root / "specs" / "draft.yaml").write_text(json.dumps(draft()), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        ask_nobody(patch)
        run_git(root, "init", "--quiet", "--template=", "--initial-branch", "main")
        run_git(root, "add", ".")
        run_git(root, "commit", "--quiet", "--message", "First")
    return root


@pytest.fixture
def project(committed: Path, tmp_path: Path) -> Path:
    """A copy of it for a test."""
    return Path(shutil.copytree(committed, tmp_path / "project"))


@pytest.fixture
def git(project: Path, monkeypatch: pytest.MonkeyPatch) -> Git:
    """Git in that project."""
    ask_nobody(monkeypatch)
    return partial(run_git, project)


def ask_nobody(patch: pytest.MonkeyPatch) -> None:
    """Keep what whoever runs the tests has set out of git."""
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        patch.setenv(name, "/dev/null")
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        patch.delenv(name, raising=False)


def run_git(root: Path, *arguments: str) -> str:
    command = ["git", "-C", str(root), "-c", "user.name=a", "-c", "user.email=a@example.com", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
