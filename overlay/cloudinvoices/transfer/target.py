"""Where a document goes: a folder, a file, or an open file object. Nothing half-written, nothing overwritten."""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from stat import S_ISDIR
from typing import BinaryIO

import attrs

from ..errors import ConfigurationError

NO_HARD_LINKS = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK)
"""What a file system says that has no hard links."""
Destination = str | os.PathLike[str] | BinaryIO


@attrs.define
class Sink:
    """An open place for the bytes of one document."""

    file: BinaryIO
    path: Path | None
    """Where the document is, once `save` has returned."""
    _part: Path | None = None
    _start: int | None = attrs.field(default=0, alias="start")
    """Where the document begins in the file; None if it cannot be gone back to."""

    def write(self, piece: bytes) -> None:
        """Write all of it: an unbuffered file may take less at once."""
        while piece:
            piece = piece[self.file.write(piece) or len(piece) :]

    def restart(self) -> bool:
        """Take back what was written, if that can be done."""
        if self._start is None:
            return False
        self.file.seek(self._start)
        self.file.truncate()
        return True

    def save(self, sha256: str) -> None:
        """Make the complete document visible under its name, in one step; other bytes under that name stay."""
        if self._part is None or self.path is None:
            return
        self.file.flush()
        os.fsync(self.file.fileno())
        self.file.close()
        self.path = _publish(self._part, self.path, sha256)
        fsync_folder(self.path.parent)


@contextmanager
def open_target(to: Destination, name: str) -> Generator[Sink, None, None]:
    """A sink for a document called `name` unless `to` is a file's path.

    `to` is a folder if it exists as one, ends with a separator, or has no extension; it is made where it is missing.

    Raises:
        ConfigurationError: it cannot be written. Nothing was asked for yet.
    """
    if not isinstance(to, str | os.PathLike):
        yield from _open_object(to)
        return
    try:
        path = _path(to, name)
        part = path.parent / f".{secrets.token_hex(8)}.part"
        with suppress(FileNotFoundError):
            if S_ISDIR(path.stat().st_mode):  # since Python 3.14 is_dir() says False of a name that cannot be
                raise IsADirectoryError(21, "there is a folder of that name")
        file = _open_new(part)
    except OSError as error:
        raise ConfigurationError(
            f"cannot write to {os.fspath(to)!r}: {error.strerror or error}", hint="Choose another place with to=..."
        ) from error
    try:
        with file:
            yield Sink(file, path, part)
    finally:
        with suppress(FileNotFoundError):
            part.unlink()


def _open_new(path: Path) -> BinaryIO:
    try:
        return path.open("xb")
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("xb")


def _open_object(file: BinaryIO) -> Generator[Sink, None, None]:
    try:
        file.write(b"")
        start = _end(file)
    except (AttributeError, TypeError) as error:
        raise TypeError("to must be a path or a binary file object") from error
    except (OSError, ValueError) as error:
        raise ConfigurationError(f"cannot write to the file object: {error}") from error
    sink = Sink(file, None, start=start)
    complete = False
    try:
        yield sink
        complete = True
    finally:
        if not complete:
            sink.restart()


def _end(file: BinaryIO) -> int | None:
    """Where a document begins that is written at the end of a file; None if it is written elsewhere."""
    if not file.seekable():
        return None
    here = file.tell()
    at_end = file.seek(0, os.SEEK_END) == here
    file.seek(here)
    return here if at_end else None


def _path(to: str | os.PathLike[str], name: str) -> Path:
    if not os.fspath(to):
        raise ValueError("to is empty; the current folder is '.'")
    path = Path(to)
    is_folder = str(os.fspath(to)).endswith(("/", os.sep)) or not path.suffix or path.is_dir()
    return path / name if is_folder else path


def _publish(part: Path, wanted: Path, sha256: str) -> Path:
    """Give the complete file its name. The same bytes there are kept; beside other bytes it gets the next number."""
    path, number = wanted, 1
    while True:
        try:
            _move(part, path)
            return path
        except FileExistsError:
            if path.is_file() and sha256_of(path) == sha256:
                return path
            number += 1
            path = wanted.with_stem(f"{wanted.stem}-{number}")


def _move(part: Path, path: Path) -> None:
    """Rename, but only onto a free name."""
    try:
        os.link(part, path)
    except OSError as error:
        if error.errno not in NO_HARD_LINKS:
            raise
        # No hard links on this file system: an empty file reserves the name for the moment of the rename.
        path.open("xb").close()
        try:
            part.replace(path)
        except OSError:
            path.unlink()
            raise


def sha256_of(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def fsync_folder(folder: Path) -> None:
    """Make the names in a folder last."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
