"""Writing beside the event loop: what has come meanwhile is written together, so that the disk is waited for once."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Self

from .keeping import Fetched, Keeper, Kept
from .store import Store

# Seconds a document, beyond which the disk is what is waited for. Where it is not, a second thread only gets in the way
# of the event loop, and takes a tenth of all processor time.
_SLOW = 0.005
Waiting = tuple[Fetched, "asyncio.Future[Kept]"]


class Writers:
    """The threads that write into one store; used from one event loop. As a context manager it waits for their end."""

    def __init__(self, store: Store) -> None:
        self._keeper = Keeper(store)
        self._threads = ThreadPoolExecutor(store.writers)
        self._most = store.writers
        self._least = 1 if store.writes_at_once > 1 else store.writers
        self._busy = 0
        self._is_slow = False
        self._at_once = store.writes_at_once
        self._waiting = deque[Waiting]()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._threads.shutdown()

    async def keep(self, fetched: Fetched) -> Kept:
        """Write it; see `Keeper.keep`.

        Raises:
            ArchiveError, OSError: it could not be written.
        """
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Kept] = loop.create_future()
        self._waiting.append((fetched, future))
        self._start(loop)
        return await future

    def _start(self, loop: asyncio.AbstractEventLoop) -> None:
        while self._waiting and self._busy < (self._most if self._is_slow else self._least):
            taken = [self._waiting.popleft() for _ in range(min(self._at_once, len(self._waiting)))]
            batch = [(fetched, future) for fetched, future in taken if not future.done()]  # else it was given up
            if batch:
                self._busy += 1
                self._threads.submit(self._write, loop, batch)

    def _write(self, loop: asyncio.AbstractEventLoop, batch: list[Waiting]) -> None:
        results: Sequence[Kept | BaseException]
        begun = time.monotonic()
        try:
            results = self._keeper.keep([fetched for fetched, _ in batch])
        except BaseException as error:  # handed over to those who wait
            results = [error] * len(batch)
        self._is_slow = time.monotonic() - begun > _SLOW * len(batch)
        loop.call_soon_threadsafe(self._finish, loop, batch, results)

    def _finish(
        self, loop: asyncio.AbstractEventLoop, batch: list[Waiting], results: Sequence[Kept | BaseException]
    ) -> None:
        self._busy -= 1
        self._start(loop)
        for (_, future), result in zip(batch, results, strict=True):
            if future.done():  # given up meanwhile
                continue
            if isinstance(result, BaseException):
                future.set_exception(result)
            else:
                future.set_result(result)
