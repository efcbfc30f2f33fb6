"""An archive that is moved, removed or replaced while a run goes on, or cannot be written: told, and nothing lost."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

from cloudinvoices.archive import ArchiveError

from .books import DoiTBooks
from .conftest import damages, lines, run, snapshot, visible


def at_the_first_document(books: DoiTBooks, happens: Callable[[], object]) -> None:
    """Something happens to the archive while a document comes."""
    respond, done = books.respond, list[object]()

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("IN3/pdf") and not done:
            done.append(happens())
        return respond(request)

    books.respond = answer  # type: ignore[method-assign]


def replace_by_a_file(folder: Path) -> None:
    folder.rename(folder.parent / "elsewhere")
    folder.write_text("a file")


def replace_by_another_folder(folder: Path) -> None:
    folder.rename(folder.parent / "elsewhere")
    folder.mkdir()


MOVES: dict[str, Callable[[Path], object]] = {
    "removed": shutil.rmtree,
    "renamed": lambda folder: folder.rename(folder.parent / "elsewhere"),
    "replaced by a file": replace_by_a_file,
    "replaced by another folder": replace_by_another_folder,
}


@pytest.mark.parametrize("move", MOVES.values(), ids=MOVES)
def test_the_archive_during_a_run(folder: Path, move: Callable[[Path], object]) -> None:
    books = DoiTBooks("IN1", "IN2")
    run(folder, books.source())
    held = {name: (folder / name).read_bytes() for name in visible(folder)}
    books = DoiTBooks("IN1", "IN2", "IN3", "IN4")
    at_the_first_document(books, lambda: move(folder))
    try:
        ended = run(folder, books.source(), jobs=1).failures != []
    except (OSError, ArchiveError):
        ended = True
    assert ended, "it says that something is wrong"
    elsewhere = folder.parent / "elsewhere"
    if elsewhere.exists():  # put back
        if folder.is_dir():
            shutil.rmtree(folder)
        else:
            folder.unlink(missing_ok=True)
        elsewhere.rename(folder)
        assert {name: (folder / name).read_bytes() for name in held} == held
    assert run(folder, DoiTBooks("IN1", "IN2", "IN3", "IN4").source()).failures == []
    assert {line["invoice"] for line in lines(folder)} == {"IN1", "IN2", "IN3", "IN4"}
    assert len(visible(folder)) == 1 + 2 * 8
    assert damages(folder) == []
    assert list((folder / ".cloudinvoices" / "temporary").iterdir()) == []


@pytest.mark.parametrize("place", ["doit", "doit/2026"])
@pytest.mark.parametrize("move", MOVES.values(), ids=MOVES)
def test_a_folder_of_an_account_during_a_run(folder: Path, place: str, move: Callable[[Path], object]) -> None:
    run(folder, DoiTBooks("IN1", "IN2").source())
    books = DoiTBooks("IN1", "IN2", "IN3", "IN4")
    at_the_first_document(books, lambda: move(folder / place))
    with suppress(OSError, ArchiveError):
        run(folder, books.source(), jobs=1)
    elsewhere = (folder / place).parent / "elsewhere"
    if elsewhere.exists():  # somebody's work: put what is there now to it
        for path in [path for path in (folder / place).rglob("*") if path.is_file()]:
            target = elsewhere / path.relative_to(folder / place)
            target.parent.mkdir(exist_ok=True)
            path.rename(target)
        if (folder / place).is_dir():
            shutil.rmtree(folder / place)
        else:
            (folder / place).unlink(missing_ok=True)
        elsewhere.rename(folder / place)
    assert run(folder, DoiTBooks("IN1", "IN2", "IN3", "IN4").source()).failures == []
    assert {line["invoice"] for line in lines(folder)} == {"IN1", "IN2", "IN3", "IN4"}
    assert len(visible(folder)) == 1 + 2 * 8
    assert damages(folder) == []


READ_ONLY = """\
import sys
from tests.archive.books import DoiTBooks
from tests.archive.conftest import damages, lines, run
from cloudinvoices.archive import ArchiveError
from pathlib import Path
folder, books = Path(sys.argv[1]), DoiTBooks("IN1", "IN2")
try:
    run(folder, books.source())
except ArchiveError as error:
    print(error)
print(len(lines(folder)), damages(folder), books.requests)
"""


def test_a_disk_that_can_only_be_read(folder: Path) -> None:
    """Mounted so, which stops root as well."""
    run(folder, DoiTBooks("IN1").source())
    before = snapshot(folder)
    mounts = "mount --bind {0} {0} && mount -o remount,ro,bind {0} {0} && exec {1} -c '{2}' {0}"
    command = mounts.format(folder, sys.executable, READ_ONLY.replace("'", '"'))
    done = subprocess.run(
        ["unshare", "-m" if os.geteuid() == 0 else "-Urm", "sh", "-c", command],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    refused, seen = done.stdout.splitlines()
    assert "cannot be written" in refused, done.stderr
    assert seen == "2 [] []"
    assert snapshot(folder) == before


@pytest.mark.parametrize("place", [".cloudinvoices", ".cloudinvoices/temporary"])
def test_a_link_in_the_place_of_the_temporary_files(folder: Path, place: str) -> None:
    """Where it leads nothing is written, and above all nothing removed."""
    run(folder, DoiTBooks("IN1").source())
    other = folder.parent / "mine"
    (other / "temporary").mkdir(parents=True)
    for name in ("letter.txt", "temporary/letter.txt", f"x.{'0' * 16}"):
        (other / name).write_text("mine")
    shutil.rmtree(folder / place)
    (folder / place).symlink_to(other)
    before, books = snapshot(other), DoiTBooks("IN1", "IN2")
    with pytest.raises(ArchiveError, match="is a link") as refused:
        run(folder, books.source())
    assert refused.value.hint
    assert snapshot(other) == before
    assert books.requests == []
    (folder / place).unlink()
    assert run(folder, books.source()).failures == []


def test_what_is_not_ours_among_the_temporary_files_stays(folder: Path) -> None:
    run(folder, DoiTBooks("IN1").source())
    temporary = folder / ".cloudinvoices" / "temporary"
    (temporary / "letter.txt").write_text("mine")
    (temporary / f"doit+2026+2026-02-28_IN2.pdf.{'0' * 16}").write_text("of a killed run")
    run(folder, DoiTBooks("IN1", "IN2").source())
    assert [path.name for path in temporary.iterdir()] == ["letter.txt"]
