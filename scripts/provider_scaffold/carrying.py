"""From a changed copy of the project into the project: everything or nothing, also if it is interrupted."""

import shutil
import signal
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from .names import Refused

_FOLDER = ".new-provider"


@contextmanager
def working_folder(root: Path) -> Generator[Path]:
    """A folder inside the project, so that files can be renamed into it; one at a time, and gone afterwards."""
    folder = root / _FOLDER
    try:
        folder.mkdir()
    except FileExistsError:
        raise Refused(_how_to_clean_up(folder)) from None
    before = signal.signal(signal.SIGTERM, _end)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)
        signal.signal(signal.SIGTERM, before)


def carry_over(copy: Path, root: Path, before: Path, since: int) -> None:
    """Take every file of the copy that the project has not, or has otherwise; what it had is kept in `before`.

    Raises:
        Refused: somebody changed one of the files after `since`, in nanoseconds, when the copy was begun.
    """
    paths = [path.relative_to(copy) for path in sorted(copy.rglob("*")) if path.is_file()]
    new = [path for path in paths if not (root / path).exists()]
    edited = [path for path in paths if path not in new and (root / path).read_bytes() != (copy / path).read_bytes()]
    if changed := [str(path) for path in edited if (root / path).stat().st_mtime_ns > since]:
        raise Refused(f"{', '.join(changed)} was changed meanwhile. Run it again.")
    for path in edited:
        (before / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(root / path, before / path)
    (before.parent / "new.txt").write_text("".join(f"{path}\n" for path in new), encoding="utf-8")
    added: list[Path] = []
    try:
        for path in new:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            added.append(path)
            (copy / path).replace(root / path)
        for path in edited:
            (copy / path).replace(root / path)
    except BaseException:
        _undo(root, added, before)
        raise


def _undo(root: Path, added: list[Path], before: Path) -> None:
    for path in added:
        (root / path).unlink(missing_ok=True)
    folders = {folder for path in added for folder in path.parents}
    for folder in sorted(folders, key=lambda one: len(one.parts), reverse=True):
        if (root / folder).is_dir() and not any((root / folder).iterdir()):
            (root / folder).rmdir()
    if before.exists():
        shutil.copytree(before, root, dirs_exist_ok=True)


def _end(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + signal.SIGTERM)


def _how_to_clean_up(folder: Path) -> str:
    lines = [f"{folder.name} is there: a run is at work, or one was killed. If none is at work:"]
    if (folder / "new.txt").exists():
        lines += [
            f"  xargs rm -f < {folder.name}/new.txt   # what it may have added",
            "  find generated -type d -empty -delete",
            f"  cp -R {folder.name}/before/. .   # what it may have changed, as it was",
        ]
    return "\n".join([*lines, f"  rm -r {folder.name}"])
