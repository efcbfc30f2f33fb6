"""An archive in a local folder: what is written is complete, lasting, and never in the place of something else."""

from __future__ import annotations

import errno
import logging
import os
import re
import secrets
import stat
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

import attrs

from ..transfer.target import NO_HARD_LINKS, fsync_folder, sha256_of
from .errors import ArchiveError
from .layout import HIDDEN, MARKER, MARKER_CONTENT, STAGING, Entry, base_of, check_marker, folder_of
from .lock import LockTaken, locked
from .records import read_record

log: logging.Logger = logging.getLogger("cloudinvoices")

_PIECE = 1 << 18
_BUFFER = 1 << 13
_STAGED = re.compile(r"(?P<name>.+)\.[0-9a-f]{16}")
_LONGEST_WAIT = 60.0
_LARGEST_RECORD = 1 << 30


@attrs.frozen
class StagedFile:
    """A hidden file, to be given its name later."""

    file: BinaryIO
    _path: Path
    _root: Path

    def seal(self) -> None:
        if not self.file.closed:
            self.file.flush()
            os.fsync(self.file.fileno())
            self.file.close()

    def create(self, name: str) -> str | None:
        self.seal()
        try:
            stamp = _stamp(self._path.stat())
            self._link(self._root / name)
        except FileExistsError:
            return None
        except OSError as error:
            if error.errno not in NO_HARD_LINKS:
                raise
            hint = "Keep the archive on another file system, or in an object store."
            raise ArchiveError(
                f"{self._root}: this file system has no hard links, without which a file could be seen half-made",
                hint=hint,
            ) from error
        return stamp

    def _link(self, target: Path) -> None:
        try:
            os.link(self._path, target)
        except FileNotFoundError:
            _make_folder(target.parent)
            os.link(self._path, target)


class Folder:
    """The store in a folder of this machine."""

    # Two threads keep the disk busy; more of them get in the way of the event loop.
    writers = 2
    writes_at_once = 32

    def __init__(self, root: Path, *, longest_wait: float = _LONGEST_WAIT) -> None:
        self._root = root
        self._hidden = root / HIDDEN
        self._temporary = root / STAGING
        self._longest_wait = longest_wait

    @property
    def address(self) -> str:
        return str(self._root)

    @property
    def index_path(self) -> Path | None:
        return self._hidden / "index.sqlite" if os.access(self._hidden, os.W_OK) else None

    def exists(self) -> bool:
        if self._root.exists() and not self._root.is_dir():
            raise ArchiveError(f"{self._root} is a file, not a folder", hint="Name a folder for the archive.")
        try:
            content = _read_file(self._root / MARKER)
        except (FileNotFoundError, NotADirectoryError):
            return False
        except OSError as error:
            raise self._refused("read", error) from error
        check_marker(content, self.address)
        return True

    def check(self) -> list[str]:
        try:
            is_new = not self.exists()
            self._refuse_links()
            _make_folder(self._temporary)
            if is_new:
                with self.lock():  # another run removes what is staged without it
                    self._make()
            folders = [self._root, self._hidden, self._temporary, *map(self._root.joinpath, self.folders())]
        except OSError as error:
            raise self._refused("written", error) from error
        for folder in folders:
            if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
                raise ArchiveError(f"{folder} cannot be written", hint="Check its permissions, or name another folder.")
        return []

    def _refuse_links(self) -> None:
        for folder in (self._hidden, self._temporary):
            if folder.is_symlink():
                hint = "Remove the link: the next run makes a folder of its own, and removes what it has left there."
                raise ArchiveError(f"{folder} is a link to another folder", hint=hint)

    def _make(self) -> None:
        with self.stage(MARKER) as staged:
            staged.file.write(MARKER_CONTENT)
            staged.create(MARKER)
        self.settle("")

    def _refused(self, what: str, error: OSError) -> ArchiveError:
        reason = error.strerror or str(error)
        return ArchiveError(f"{self._root} cannot be {what}: {reason}", hint="Check the path and its permissions.")

    @contextmanager
    def lock(self) -> Generator[None]:
        deadline, is_waiting = time.monotonic() + self._longest_wait, False
        while True:
            try:
                with locked(self._hidden / "lock"):
                    yield
                return
            except LockTaken as error:
                if not is_waiting:
                    log.warning("another run is using the archive: waiting for it, %.0f s at most", self._longest_wait)
                is_waiting = True
                if time.monotonic() > deadline:
                    hint = "Wait until it has ended; there may be a scheduled one."
                    raise ArchiveError(f"another run is using the archive {self._root}", hint=hint) from error
                time.sleep(0.1)

    def recover(self) -> None:
        for path in filter(Path.is_file, self._temporary.iterdir()):
            if staged := _STAGED.fullmatch(path.name):  # what has another name is somebody else's
                name = staged["name"].replace("+", "/")
                if base_of(name) and self._is_awaited(path):
                    with suppress(FileExistsError):
                        os.link(path, self._root / name)
                        self.settle(folder_of(name))
                path.unlink(missing_ok=True)

    def _is_awaited(self, path: Path) -> bool:
        """A record was complete before its document got a name: where the document has one, so shall the record."""
        try:
            record = read_record(path.read_bytes())
        except ValueError:
            return False  # the run was ended before it was complete
        document = self._root / record.document.path
        return document.is_file() and sha256_of(document) == record.document.sha256

    def folders(self, name: str = "") -> list[str]:
        with os.scandir(self._root / name) as entries:
            return sorted(entry.name for entry in entries if entry.is_dir() and not entry.name.startswith("."))

    def entries(self, folder: str) -> Iterator[Entry]:
        prefix = f"{folder}/" if folder else ""
        with os.scandir(self._root / folder) as entries:
            for entry in entries:
                if not entry.name.startswith(".") and entry.is_file():
                    yield Entry(prefix + entry.name, _stamp(entry.stat()))

    def read(self, name: str) -> bytes | None:
        try:
            return _read_file(self._root / name)
        except FileNotFoundError:
            return None

    def pieces(self, name: str) -> Generator[bytes, None, None]:
        path = self._root / name
        if path.exists() and not path.is_file():
            raise FileNotFoundError(errno.ENOENT, "no file", str(path))  # to open a pipe would take for ever
        with path.open("rb", buffering=0) as file:
            while piece := file.read(_PIECE):
                yield piece

    @contextmanager
    def stage(self, name: str) -> Generator[StagedFile]:
        path = self._temporary / f"{name.replace('/', '+')}.{secrets.token_hex(8)}"
        with path.open("xb", buffering=_BUFFER) as file:
            try:
                yield StagedFile(file, path, self._root)
            except BaseException:
                with suppress(OSError):
                    if not (base_of(name) and self._is_awaited(path)):  # else `recover` gives it its name
                        path.unlink()
                raise
            path.unlink(missing_ok=True)

    def settle(self, folder: str) -> None:
        fsync_folder(self._root / folder)


def _stamp(status: os.stat_result) -> str:
    return f"{status.st_mtime_ns}-{status.st_size}"


def _make_folder(folder: Path) -> None:
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    fsync_folder(folder.parent)


def _read_file(path: Path) -> bytes:
    """The content of a small file; who waits for a pipe, or reads a device, does not come back."""
    status = path.stat()
    if not stat.S_ISREG(status.st_mode) or status.st_size > _LARGEST_RECORD:
        raise PermissionError(errno.EACCES, "it is no file, or much too large", str(path))
    return path.read_bytes()
