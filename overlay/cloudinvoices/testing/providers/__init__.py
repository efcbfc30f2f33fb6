"""The simulated providers: what each serves, whom it lets in, and how it reports errors."""

from __future__ import annotations

from typing import Protocol

from ..data.row import Row
from ..routing import Service


class SimulatedProvider(Protocol):
    """What the simulator asks of each provider."""

    @property
    def name(self) -> str: ...

    @property
    def rows(self) -> tuple[Row, ...]: ...

    @property
    def secrets(self) -> tuple[str, ...]: ...

    def settings(self, base: str) -> dict[str, str]: ...

    def services(self) -> tuple[Service, ...]: ...
