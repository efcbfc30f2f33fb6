"""How long an object store is waited for."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import attrs

_FIRST_PAUSE = 0.1
_LONGEST_PAUSE = 5.0


@attrs.frozen
class Limits:
    """In seconds."""

    connect: float
    request: float
    """One request with its answer."""
    retries: int
    total: float
    """After this, a request that failed is not sent again."""

    @property
    def settings(self) -> Any:
        """What the client calls them."""
        return {"connect_timeout": _milliseconds(self.connect), "timeout": _milliseconds(self.request)}

    @property
    def retrying(self) -> Any:
        """What the client repeats by itself."""
        return {"max_retries": self.retries, "retry_timeout": timedelta(seconds=self.total)}


# At the start nothing has been done yet, and a mistake in the settings is told soon.
PROBING = Limits(connect=5, request=10, retries=2, total=15)
WORKING = Limits(connect=5, request=60, retries=8, total=60)


def pause_after(attempt: int) -> float:
    """Seconds until what failed for the `attempt`th time is tried again; the first is 0."""
    return float(min(_FIRST_PAUSE * 2**attempt, _LONGEST_PAUSE))


def _milliseconds(seconds: float) -> str:
    return f"{round(seconds * 1000)}ms"
