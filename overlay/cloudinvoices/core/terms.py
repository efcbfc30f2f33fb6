"""What holds on every connection while one step of a flow runs."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar

from msgspec import Struct


class Terms(Struct):
    """When the step has to end, and whom it may talk to."""

    deadline: float
    """On the clock of `time.monotonic`."""
    check_peer: Callable[[str], None] | None = None
    """Raises what is to come of a new connection to this address."""


terms: ContextVar[Terms | None] = ContextVar("cloudinvoices_terms", default=None)
"""Of the step that runs; None while none of ours does."""
