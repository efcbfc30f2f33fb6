"""Where this machine keeps the index of an archive that is elsewhere: privately, and for one run at a time."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from .lock import LockTaken, locked


class IndexPlace:
    """A file in the user's cache folder, another one for each archive."""

    def __init__(self, identity: str) -> None:
        """`identity` is what tells the archive from all others; it may be long."""
        self._name = f"{hashlib.sha256(identity.encode()).hexdigest()[:32]}.sqlite"
        self._is_taken = False

    @property
    def path(self) -> Path | None:
        """None where nothing can be written, and while another run has it."""
        if self._is_taken:
            return None
        try:
            import platformdirs

            folder = platformdirs.user_cache_path("cloudinvoices", appauthor=False) / "archives"
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            folder.chmod(0o700)
        except (OSError, RuntimeError):
            return None
        return folder / self._name if os.access(folder, os.W_OK) else None

    @contextmanager
    def lock(self) -> Generator[None]:
        """Keeps nobody out; but where another run has the index, this one is without."""
        path = self.path
        with ExitStack() as held:
            try:
                if path is not None:
                    held.enter_context(locked(path.with_suffix(".lock")))
            except LockTaken:
                self._is_taken = True
            try:
                yield
            finally:
                self._is_taken = False
