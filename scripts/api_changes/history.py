"""What git holds: the newest release, and the sources at a reference. The work tree and .git stay as they are."""

import os
import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

from .errors import CheckError

_RELEASE = re.compile(r"v(\d+)\.(\d+)\.(\d+)")


def is_repository(root: Path) -> bool:
    """Whether the project is in a git repository, and git is installed."""
    return _run(root, "rev-parse", "--git-dir").returncode == 0


def is_shallow(root: Path) -> bool:
    """Whether the clone lacks a part of its history."""
    return _git(root, "rev-parse", "--is-shallow-repository").strip() == b"true"


def newest_release(root: Path) -> str | None:
    """The tag of the newest release that HEAD comes from, `v1.2.3`; None where there is none."""
    tags = _git(root, "tag", "--merged", "HEAD", "--list", "v*").decode().split()
    releases = [found for tag in tags if (found := _RELEASE.fullmatch(tag))]
    newest = max(releases, key=lambda found: [int(number) for number in found.groups()], default=None)
    return newest.group() if newest else None


def extract(root: Path, reference: str, paths: Iterable[str], folder: Path) -> None:
    """Write the paths, as far as they exist at the reference, into a folder.

    Raises:
        CheckError: there is no such reference, or git says something else.
    """
    prefix, directory = _find_repository(root)
    asked = _run(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{reference}^{{commit}}")
    if asked.returncode:
        fetch = "git fetch --tags --unshallow" if is_shallow(root) else "git fetch --tags"
        raise CheckError(f"git knows no commit {reference!r}. Fetch it ({fetch}), or name another: REF=main.")
    tree = f"{asked.stdout.decode().strip()}:{prefix}"
    present = _git(root, "ls-tree", "--full-tree", "--name-only", tree, *paths).decode().splitlines()
    if present:
        # With an index of its own, and no hook, the folder is a work tree that the repository knows nothing of.
        places = [f"--git-dir={directory}", f"--work-tree={folder}", "-c", f"core.hooksPath={os.devnull}"]
        environment = {**os.environ, "GIT_INDEX_FILE": str(folder / "index")}
        _git(folder, *places, "restore", f"--source={tree}", "--", *present, environment=environment)


def _find_repository(root: Path) -> tuple[str, str]:
    """Where the project is in its repository, and where that has its data."""
    asked = _run(root, "rev-parse", "--show-prefix", "--absolute-git-dir")
    if asked.returncode:
        said = asked.stderr.decode(errors="replace").strip()
        raise CheckError(f"There is nothing to compare with outside a git repository. git says: {said}")
    prefix, directory = asked.stdout.decode().splitlines()
    return prefix, directory


def _git(root: Path, *arguments: str, environment: dict[str, str] | None = None) -> bytes:
    done = _run(root, *arguments, environment=environment)
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip()
        raise CheckError(f"git cannot say what was: {said}")
    return done.stdout


def _run(root: Path, *arguments: str, environment: dict[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
    command = ["git", "-C", str(root), *arguments]
    try:
        return subprocess.run(command, capture_output=True, check=False, env=environment)
    except FileNotFoundError:
        return subprocess.CompletedProcess(command, 127, b"", b"git is not installed")
