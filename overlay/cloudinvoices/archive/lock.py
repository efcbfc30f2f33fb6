"""A lock on a file that the system gives back when its holder dies."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from .errors import ArchiveError


class LockTaken(Exception):
    """Somebody else holds it."""


@contextmanager
def locked(path: Path) -> Generator[None]:
    """Hold the lock; the file stays, and is never written to.

    Raises:
        LockTaken: somebody else holds it.
        ArchiveError: the file system has no locks.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        try:
            _take(handle)
        except (BlockingIOError, PermissionError) as error:  # the second is what Windows says
            raise LockTaken from error
        except OSError as error:
            hint = "Keep the archive where two runs can be told apart: on a local disk, or in an object store."
            raise ArchiveError(f"no lock can be had at {path}: {error.strerror}", hint=hint) from error
        yield
    finally:
        os.close(handle)


def _take(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
