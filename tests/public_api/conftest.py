"""Small projects with the two source roots: as folders to compare, and as git repositories to check."""

import os
import shutil
import subprocess
from collections.abc import Callable, Container, Mapping
from pathlib import Path

import attrs
import pytest
from api_changes.compare import find_breaks, find_new
from api_changes.sources import Sources
from api_changes.surface import Surface, read_surface
from check_api import main

Comparison = Callable[[str, str], list[str]]


def write(root: Path, files: Mapping[str, str]) -> None:
    """Write files by their path below the root."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def surface_of(root: Path, code: str, known: Container[str] = ()) -> Surface:
    """What is public of a project that is one generated module, `cloudinvoices_apis.shop`."""
    write(root, {"generated/cloudinvoices_apis/__init__.py": "", "generated/cloudinvoices_apis/shop.py": code})
    return read_surface(Sources(root, "test"), known)


@pytest.fixture
def breaks(tmp_path: Path) -> Comparison:
    """Compare two versions of a module; what comes back are the breaks, without the module's name."""

    def compare(old: str, new: str) -> list[str]:
        before = surface_of(tmp_path / "old", old)
        after = surface_of(tmp_path / "new", new, before.entries)
        return [str(found).removeprefix("cloudinvoices_apis.shop.") for found in find_breaks(before, after)]

    return compare


@pytest.fixture
def new_names(tmp_path: Path) -> Comparison:
    """Compare two versions of a module; what comes back are the names that are new."""

    def compare(old: str, new: str) -> list[str]:
        names = find_new(surface_of(tmp_path / "old", old), surface_of(tmp_path / "new", new))
        return [name.removeprefix("cloudinvoices_apis.shop.") for name in names]

    return compare


@attrs.frozen
class Said:
    """What the command said."""

    code: int
    out: str
    err: str


def git(root: Path, *arguments: str) -> str:
    """Run git in a folder, with nobody's configuration."""
    names = ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL")
    environment = {**os.environ, **dict.fromkeys(names, "test"), "GIT_CONFIG_GLOBAL": os.devnull}
    command = ["git", "-C", str(root), *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout


def commit_everything(root: Path) -> None:
    """Commit the work tree, changed or not."""
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--allow-empty", "--message", "change")


@attrs.frozen
class Project:
    """A git repository with a project."""

    root: Path
    captured: pytest.CaptureFixture[str]

    def write(self, files: Mapping[str, str]) -> None:
        """Change the work tree."""
        write(self.root, files)

    def commit(self, *, tag: str = "") -> None:
        """Commit everything, and tag it."""
        commit_everything(self.root)
        if tag:
            git(self.root, "tag", tag)

    def check(self, *arguments: str) -> Said:
        """Run the command on it."""
        code = main(["--root", str(self.root), *arguments])
        said = self.captured.readouterr()
        return Said(code, said.out, said.err)


LAZY = """\
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .account import Account, connect

__version__ = "1.0.0"
__all__ = ["Account", "__version__", "connect"]
"""
ACCOUNT = """\
import attrs


class _Shared:
    def close(self, wait: float = 1.0) -> None: ...


@attrs.frozen
class Account(_Shared):
    name: str
    scope: str | None = None


def connect(name: str, *, retries: int = 5, **settings: object) -> Account: ...


def _hidden(it: int) -> None: ...
"""
SYNC = """\
def sync(folder: str) -> int: ...
"""
WIRE = """\
from decimal import Decimal

from msgspec import Struct, field


class Bill(Struct, kw_only=True):
    total: Decimal | None = field(name="Total", default=None)
"""
FILES = {
    "CHANGELOG.md": "# Changelog\n\nFor users.\n\n## 1.1.0, unreleased\n\n- Nothing yet.\n",
    "overlay/cloudinvoices/__init__.py": LAZY,
    "overlay/cloudinvoices/account.py": ACCOUNT,
    "overlay/cloudinvoices/archive/__init__.py": 'from .sync import sync\n\n__all__ = ["sync"]\n',
    "overlay/cloudinvoices/archive/sync.py": SYNC,
    "generated/cloudinvoices_apis/__init__.py": "",
    "generated/cloudinvoices_apis/shop/__init__.py": "",
    "generated/cloudinvoices_apis/shop/wire.py": WIRE,
}


@pytest.fixture(scope="session")
def committed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project, committed on `main`, of which nothing is released: not to be changed."""
    root = tmp_path_factory.mktemp("committed")
    write(root, FILES)
    git(root, "init", "--quiet", "--initial-branch", "main")
    commit_everything(root)
    return root


@pytest.fixture
def project(committed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Project:
    """A copy of it for a test."""
    return Project(Path(shutil.copytree(committed, tmp_path / "project")), capsys)
