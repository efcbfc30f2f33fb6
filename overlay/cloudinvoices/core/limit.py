"""Client-side rate limit: how long the next request of an account has to wait."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Mapping

_MINUTE = 60.0


class RateLimit:
    """At most `per_minute` requests in any minute, the first ones at once."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._places: deque[float] = deque(maxlen=per_minute)
        self._clock = clock
        self._not_before = 0.0
        self._lock = threading.Lock()

    def reserve(self) -> float:
        """Take a place; returns the seconds to wait for it."""
        with self._lock:
            now = self._clock()
            full = len(self._places) == self._places.maxlen
            place = max(now, self._not_before, self._places[0] + _MINUTE if full else now)
            self._places.append(place)
            return place - now

    def observe(self, headers: Mapping[str, str]) -> None:
        """Wait for one more place when the server says in `X-RateLimit-Remaining` that none remains."""
        if headers.get("x-ratelimit-remaining", "").strip() == "0":
            with self._lock:
                self._not_before = self._clock() + _MINUTE / (self._places.maxlen or 1)
