"""Faults to order: what an operation answers instead, how late, and how much of it."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from threading import Lock

from .exchange import Answer


@dataclass(frozen=True, slots=True)
class Fault:
    """Whatever is None stays as it would be without the fault."""

    status: int | None
    headers: Mapping[str, str]
    body: bytes | None
    content_type: str | None
    delay: float
    drop_after: int | None

    def applied(self, error: Callable[[int], Answer], regular: Callable[[], Answer]) -> Answer:
        answer = self._replacement(error, regular)
        if self.content_type is not None:
            answer = replace(answer, content_type=self.content_type)
        headers = {**answer.headers, **self.headers}
        return replace(answer, headers=headers, delay=self.delay, drop_after=self.drop_after)

    def _replacement(self, error: Callable[[int], Answer], regular: Callable[[], Answer]) -> Answer:
        if self.body is not None:
            return Answer(self.status or 200, self.body, "text/plain; charset=utf-8")
        if self.status is None:
            return regular()
        # Without a body of its own, an error looks as the provider's errors do.
        return error(self.status) if self.status >= 400 else Answer(self.status)


class Faults:
    """The orders of each operation, used up in the order they came."""

    def __init__(self) -> None:
        self._orders: defaultdict[str, deque[Fault]] = defaultdict(deque)
        self._lock = Lock()

    def order(self, operation: str, fault: Fault, times: int) -> None:
        with self._lock:
            self._orders[operation].extend([fault] * times)

    def take(self, operation: str) -> Fault | None:
        with self._lock:
            orders = self._orders[operation]
            return orders.popleft() if orders else None

    def clear(self) -> None:
        with self._lock:
            self._orders.clear()
