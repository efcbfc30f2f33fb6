"""Where an archive keeps its files: a folder or an object store, the same to everybody else."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import AbstractContextManager
from os import PathLike
from pathlib import Path
from typing import BinaryIO, Protocol

from .errors import ArchiveError
from .folder import Folder
from .layout import Entry


class Staged(Protocol):
    """Bytes on their way into the store, visible to nobody."""

    @property
    def file(self) -> BinaryIO:
        """To write to, from the beginning; `seek(0)` and `truncate()` take back what was written."""
        ...

    def seal(self) -> None:
        """The bytes are complete: make them last, as far as that can be done before they have a name."""
        ...

    def create(self, name: str) -> str | None:
        """Make the bytes visible under a free name, complete; returns their stamp (see `Entry`).

        None if the name is taken; then another one may be tried.
        """
        ...


class Store(Protocol):
    """The files of one archive. All methods block; they may be called from several threads.

    Everything raises `ArchiveError` where the store refuses, and OSError where a disk does.
    """

    @property
    def address(self) -> str:
        """What the person calls it; holds no secret."""
        ...

    @property
    def index_path(self) -> Path | None:
        """Where the index may be kept; None where it cannot be written."""
        ...

    @property
    def writers(self) -> int:
        """How many writes at a time make sense."""
        ...

    @property
    def writes_at_once(self) -> int:
        """How many writes one writer should take together; they are waited for together as well."""
        ...

    def exists(self) -> bool:
        """Whether there is an archive; writes nothing.

        Raises:
            ArchiveError: it cannot be read, or is of a newer layout.
        """
        ...

    def check(self) -> list[str]:
        """Whether it can be read and written, before anything is fetched; returns what it does not offer, in sentences.

        Creates the archive where there is none.

        Raises:
            ArchiveError: it cannot be used; says why and what to do.
        """
        ...

    def lock(self) -> AbstractContextManager[None]:
        """Keeps other runs out where the store can do that.

        Raises:
            ArchiveError: another run did not end in time.
        """
        ...

    def recover(self) -> None:
        """Finish or remove what a killed run has left. Only while the lock is held."""
        ...

    def folders(self, name: str = "") -> list[str]:
        """The names of the folders in a folder, sorted; hidden ones left out."""
        ...

    def entries(self, folder: str) -> Iterator[Entry]:
        """The files in a folder, not in those below it; hidden ones left out."""
        ...

    def read(self, name: str) -> bytes | None:
        """The whole of a small file; None if there is none."""
        ...

    def pieces(self, name: str) -> Generator[bytes, None, None]:
        """A file piece by piece.

        Raises:
            FileNotFoundError: there is none.
        """
        ...

    def stage(self, name: str) -> AbstractContextManager[Staged]:
        """A place for new bytes, which will most likely get this name.

        Nothing of it is left at the end, but what `recover` needs after an error.
        """
        ...

    def settle(self, folder: str) -> None:
        """Return when the names created in a folder are lasting as well."""
        ...


def open_store(address: str | PathLike[str]) -> Store:
    """The store at a folder's path, or at a URL: s3://, gs://, az://. Touches nothing.

    Raises:
        ArchiveError: an address of another kind, or the extra `cloud` is missing.
    """
    if "://" in str(address):
        from .objects import ObjectStore

        return ObjectStore.open(str(address))
    if not str(address).strip():
        raise ArchiveError("the archive's path is empty", hint="The current folder is '.'.")
    return Folder(Path(address).expanduser())
