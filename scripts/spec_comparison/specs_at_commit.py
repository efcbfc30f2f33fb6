"""The specs of a project as they are at a commit, read with git and without a checkout."""

import subprocess
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from spec_pipeline.errors import GenerationError


@contextmanager
def specs_at(root: Path, commit: str) -> Generator[Path]:
    """Give a folder that holds specs/ as it is at a commit; GenerationError says that there is none, and what to do."""
    sha = _find(root, commit)
    names = _git(root, "ls-tree", "-r", "-z", "--name-only", sha, "specs/").stdout.decode().split("\0")[:-1]
    if not names:
        raise GenerationError([f"there is no folder specs/ at {commit}. Cure: give a commit that has one"])
    with tempfile.TemporaryDirectory(prefix="cloudinvoices-") as folder:
        for name in names:
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(_git(root, "show", f"{sha}:./{name}").stdout)
        yield Path(folder)


def _find(root: Path, commit: str) -> str:
    """Return the id of a commit."""
    if _git(root, "rev-parse", "--is-inside-work-tree").returncode != 0:
        raise GenerationError([f"{root.name}/ is no git checkout, so nothing is known of what its specs were"])
    found = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{commit}^{{commit}}")
    if found.returncode != 0:
        cure = "Cure: give a branch, tag or commit that `git log` knows, or fetch it"
        raise GenerationError([f"git knows no commit {commit}. {cure}, for instance REF=origin/main"])
    return found.stdout.decode().strip()


def _git(root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=False)
    except FileNotFoundError as error:
        raise GenerationError(["git is not installed, and the specs of a commit are read with it"]) from error
