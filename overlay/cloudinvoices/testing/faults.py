"""Faults to order: what an operation answers instead, how late, and how much of it."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Mapping
from dataclasses import dataclass, replace
from threading import Lock
from typing import Protocol

from .contents import Turn
from .exchange import Answer
from .named_faults import NamedFault


class Fault(Protocol):
    """One that can be ordered."""

    def answer(self, turn: Turn) -> Answer: ...


@dataclass(frozen=True, slots=True)
class CustomFault:
    """Whatever is None stays as it would be without the fault."""

    status: int | None
    headers: Mapping[str, str]
    body: bytes | None
    content_type: str | None
    delay: float
    drop_after: int | None

    def answer(self, turn: Turn) -> Answer:
        answer = self._replacement(turn)
        if self.content_type is not None:
            answer = replace(answer, content_type=self.content_type)
        headers = {**answer.headers, **self.headers}
        return replace(answer, headers=headers, delay=self.delay, drop_after=self.drop_after)

    def _replacement(self, turn: Turn) -> Answer:
        if self.body is not None:
            return Answer(self.status or 200, self.body, "text/plain; charset=utf-8")
        if self.status is None:
            return turn.regular()
        # Without a body of its own, an error looks as the provider's errors do.
        return turn.error(self.status) if self.status >= 400 else Answer(self.status)


@dataclass(frozen=True, slots=True)
class Late:
    """A named fault that comes after `delay` seconds."""

    fault: NamedFault
    delay: float

    def answer(self, turn: Turn) -> Answer:
        return replace(self.fault.answer(turn), delay=self.delay)


class Faults:
    """The orders of each operation, used up in the order they came."""

    def __init__(self) -> None:
        self._orders: defaultdict[str, deque[tuple[int, Fault]]] = defaultdict(deque)
        self._lock = Lock()

    def order(self, operation: str, fault: Fault, times: int) -> None:
        with self._lock:
            self._orders[operation].extend((number, fault) for number in range(times))

    def take(self, operation: str) -> tuple[int, Fault] | None:
        """The fault that is next, and how often its order was met before."""
        with self._lock:
            orders = self._orders[operation]
            return orders.popleft() if orders else None

    def clear(self) -> None:
        with self._lock:
            self._orders.clear()
