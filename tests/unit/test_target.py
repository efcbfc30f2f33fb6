import hashlib
import io
import os
from pathlib import Path
from typing import Any

import pytest

from cloudinvoices.errors import ConfigurationError
from cloudinvoices.transfer.target import Destination, open_target

NAME = "doit-INV-1-0123456789.pdf"


def save(to: Destination, content: bytes = b"one") -> Path:
    with open_target(to, NAME) as sink:
        sink.write(content)
        sink.save(hashlib.sha256(content).hexdigest())
    assert sink.path is not None
    return sink.path


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    ("to", "expected"),
    [
        ("", NAME),
        ("new", f"new/{NAME}"),
        ("new/deeper", f"new/deeper/{NAME}"),
        ("with.dot/", f"with.dot/{NAME}"),
        ("there.is", f"there.is/{NAME}"),
        ("march.pdf", "march.pdf"),
        ("new/march.pdf", "new/march.pdf"),
    ],
)
@pytest.mark.parametrize("kind", [str, Path])
def test_folder_or_file(tmp_path: Path, to: str, expected: str, kind: type) -> None:
    (tmp_path / "there.is").mkdir()
    if kind is Path and to.endswith("/"):
        (tmp_path / to).mkdir()  # a Path loses the slash, so that only an existing folder is known as one
    path = save(kind(f"{tmp_path}/{to}"))
    assert path == tmp_path / expected
    assert files(tmp_path) == [expected]
    assert path.read_bytes() == b"one"


def test_an_open_file_object_stays_open_and_is_the_callers() -> None:
    target = io.BytesIO()
    with open_target(target, NAME) as sink:
        sink.write(b"one")
        sink.save("")
    assert sink.path is None
    assert target.getvalue() == b"one"
    assert not target.closed


@pytest.mark.parametrize("to", [None, 5, b"bytes", ["list"]])
def test_anything_else_is_a_mistake(to: Any) -> None:
    with pytest.raises(TypeError, match="to must be"), open_target(to, NAME):
        pass


def test_the_same_bytes_are_kept(tmp_path: Path) -> None:
    first = save(tmp_path)
    before = first.stat()
    assert save(tmp_path) == first
    assert files(tmp_path) == [NAME]
    assert (first.stat().st_ino, first.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_other_bytes_are_never_overwritten(tmp_path: Path) -> None:
    paths = [save(tmp_path / "a.pdf", content) for content in (b"one", b"two", b"three", b"two")]
    assert [path.name for path in paths] == ["a.pdf", "a-2.pdf", "a-3.pdf", "a-2.pdf"]
    assert [path.read_bytes() for path in paths] == [b"one", b"two", b"three", b"two"]
    assert files(tmp_path) == ["a-2.pdf", "a-3.pdf", "a.pdf"]


def test_a_link_that_leads_nowhere_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").symlink_to(tmp_path / "elsewhere.pdf")
    assert save(tmp_path / "a.pdf").name == "a-2.pdf"
    assert not (tmp_path / "elsewhere.pdf").exists()


def test_nothing_is_visible_before_it_is_complete(tmp_path: Path) -> None:
    with open_target(tmp_path, NAME) as sink:
        sink.write(b"half")
        assert all(file.startswith(".") and file.endswith(".part") for file in files(tmp_path))
        assert len(files(tmp_path)) == 1
    assert files(tmp_path) == []


@pytest.mark.parametrize("error", [OSError("disk full"), KeyboardInterrupt(), ValueError("x")])
def test_nothing_is_left_after_a_failure(tmp_path: Path, error: BaseException) -> None:
    def fail() -> None:
        with open_target(tmp_path, NAME) as sink:
            sink.write(b"half")
            raise error

    with pytest.raises(type(error)):
        fail()
    assert files(tmp_path) == []


def no_hard_links(*_: object) -> None:
    raise PermissionError(1, "Operation not permitted")


def test_without_hard_links_it_is_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "link", no_hard_links)  # a file system such as exFAT
    paths = [save(tmp_path / "a.pdf", content) for content in (b"one", b"two", b"one")]
    assert [path.name for path in paths] == ["a.pdf", "a-2.pdf", "a.pdf"]
    assert [path.read_bytes() for path in paths] == [b"one", b"two", b"one"]
    assert files(tmp_path) == ["a-2.pdf", "a.pdf"]


def test_a_part_that_vanishes_leaves_no_empty_document(tmp_path: Path) -> None:
    """A cleaner of temporary files took it: an error, and no file of no bytes under the document's name."""
    with open_target(tmp_path, NAME) as sink:
        sink.write(b"one")
        next(tmp_path.glob(".*.part")).unlink()
        with pytest.raises(OSError, match="No such file"):
            sink.save(hashlib.sha256(b"one").hexdigest())
    assert files(tmp_path) == []


@pytest.mark.parametrize("to", ["file/deeper", "file/a.pdf", "taken", "x" * 300, f"{'x' * 300}.pdf"])
def test_what_cannot_be_written_is_told_before_anything_is_asked_for(tmp_path: Path, to: str) -> None:
    (tmp_path / "file").write_bytes(b"in the way")
    (tmp_path / "taken" / NAME).mkdir(parents=True)
    with pytest.raises(ConfigurationError, match="cannot write to") as raised, open_target(tmp_path / to, NAME):
        raise AssertionError("it was opened")
    assert raised.value.hint
