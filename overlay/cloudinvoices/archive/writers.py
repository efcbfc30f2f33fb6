"""Writing beside the event loop: what has come meanwhile is written together, so that the disk is waited for once."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Self

from .keeping import Fetched, Keeper, Kept
from .store import Store

Waiting = tuple[Fetched, "asyncio.Future[Kept]"]


class Writers:
    """The threads that write into one store; used from one event loop. As a context manager it waits for their end."""

    def __init__(self, store: Store) -> None:
        self._keeper = Keeper(store)
        self._threads = ThreadPoolExecutor(store.writers)
        self._idle = store.writers
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
        while self._idle and self._waiting:
            taken = [self._waiting.popleft() for _ in range(min(self._at_once, len(self._waiting)))]
            batch = [(fetched, future) for fetched, future in taken if not future.done()]  # else it was given up
            if batch:
                self._idle -= 1
                self._threads.submit(self._write, loop, batch)

    def _write(self, loop: asyncio.AbstractEventLoop, batch: list[Waiting]) -> None:
        results: Sequence[Kept | BaseException]
        try:
            results = self._keeper.keep([fetched for fetched, _ in batch])
        except BaseException as error:  # handed over to those who wait
            results = [error] * len(batch)
        loop.call_soon_threadsafe(self._finish, loop, batch, results)

    def _finish(
        self, loop: asyncio.AbstractEventLoop, batch: list[Waiting], results: Sequence[Kept | BaseException]
    ) -> None:
        self._idle += 1
        self._start(loop)
        for (_, future), result in zip(batch, results, strict=True):
            if future.done():  # given up meanwhile
                continue
            if isinstance(result, BaseException):
                future.set_exception(result)
            else:
                future.set_result(result)
