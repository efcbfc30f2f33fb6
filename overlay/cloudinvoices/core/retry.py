"""When to try again and after how long: a function of the error and the attempt."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from msgspec import Struct

from ..errors import CloudInvoicesError

RETRIED_STATUSES = frozenset({429, 502, 503, 504})


class Retry(Struct, frozen=True):
    """Exponential waits with jitter; what the server asks for goes first."""

    retries: int = 5
    """Further attempts after the first; 0 turns retrying off."""
    max_wait: float = 60.0
    """Seconds; a server that asks for a longer wait is not asked again."""
    max_elapsed: float = 300.0
    """Seconds for one call with all its attempts and waits."""
    first_wait: float = 0.5

    def wait(self, error: CloudInvoicesError, attempt: int, elapsed: float) -> float | None:
        """Seconds to wait before another attempt, None for no more. `attempt` counts from 0."""
        if not error.transient or attempt >= self.retries:
            return None
        wait = error.retry_after
        if wait is None:
            wait = min(self.max_wait, self.first_wait * 2 ** min(attempt, 16)) * random.uniform(0.5, 1.0)  # noqa: S311  # jitter
        return wait if wait <= self.max_wait and elapsed + wait <= self.max_elapsed else None


def seconds_to_wait(headers: Mapping[str, str], now: datetime | None = None) -> float | None:
    """What the server asks for in `Retry-After` (seconds or a date) or `X-RateLimit-Next`; None if that is no wait."""
    now = _date(headers.get("date")) or now or datetime.now(UTC)
    asked = headers.get("retry-after", "").strip()
    try:
        seconds = float(asked)
    except ValueError:
        then = _date(asked) or _timestamp(headers.get("x-ratelimit-next"))
        if then is None:
            return None
        seconds = (then - now).total_seconds()
    return seconds if 0 < seconds < float("inf") else None


def _date(text: str | None) -> datetime | None:
    try:
        when = parsedate_to_datetime(text or "")
    except (ValueError, OverflowError):
        return None
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def _timestamp(text: str | None) -> datetime | None:
    try:
        when = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return when if when.tzinfo else when.replace(tzinfo=UTC)
