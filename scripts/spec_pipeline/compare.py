"""A fresh generation beside the committed one: their differences, what is taken over, and putting it in its place."""

import difflib
import shutil
import tempfile
from pathlib import Path

from .seal import files


def differences(committed: Path, fresh: Path) -> str:
    """Return a unified diff from the committed folder to the fresh one; files that only one of them has are in it."""
    old, new = files(committed), files(fresh)
    return "".join(_difference(name, old.get(name), new.get(name)) for name in sorted(old | new))


def take_over(committed: Path, fresh: Path) -> None:
    """Copy a part of the committed folder, a folder or a module, into the fresh one."""
    if committed.is_file():
        shutil.copyfile(committed, fresh)
    else:
        shutil.copytree(committed, fresh, ignore=shutil.ignore_patterns("__pycache__"), dirs_exist_ok=True)


def replace(target: Path, fresh: Path) -> None:
    """Put the fresh folder where the target stands, by renaming, so that nobody meets half of it."""
    with tempfile.TemporaryDirectory(prefix=f".{target.name}-", dir=target.parent) as staging:
        new, old = Path(staging, "new"), Path(staging, "old")
        shutil.copytree(fresh, new)
        if target.exists():
            target.rename(old)
        try:
            new.rename(target)
        except OSError:
            old.rename(target)
            raise


def _difference(name: str, old: Path | None, new: Path | None) -> str:
    before, after = (path.read_bytes() if path else None for path in (old, new))
    if before == after:
        return ""
    state = "missing" if before is None else "made by no spec" if after is None else "different"
    lines = [
        f"generated/{name} is {state}\n",
        *difflib.unified_diff(_lines(before), _lines(after), f"committed/{name}", f"fresh/{name}"),
    ]
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)


def _lines(content: bytes | None) -> list[str]:
    return (content or b"").decode("utf-8", "backslashreplace").splitlines(keepends=True)
