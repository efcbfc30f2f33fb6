"""Where cases are tried: beside each other, each with a simulator of its own, and none for longer than a watchdog."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread
from types import TracebackType
from typing import Any, Self

from cloudinvoices import CloudInvoicesError
from cloudinvoices.testing import Simulator

from .targets import Asking, Target

LONGEST = 20.0
"""Seconds for a case; one that takes more hangs."""


_MOST_TRIES = 3
# More than one page of DoiT's, and not so many of F5's that the list looks as if it were cut off.
_MONTHS = 15


@dataclass(frozen=True)
class Case:
    target: Target
    mode: str
    folder: Path
    settings: dict[str, Any]
    prepare: Callable[[Simulator], None]


class Stages:
    """Simulators, kept from one test to the next."""

    def __init__(self) -> None:
        self._made: dict[Target, Simulator] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        for simulator in self._made.values():
            simulator.close()

    def play(self, cases: Iterable[Case], *, at_once: bool) -> dict[Target, str]:
        """What came of each: "data", the name of an error, or a text that says what is wrong."""
        cases = list(cases)
        results: dict[Target, str] = {}
        over = Event()

        def play_some(some: list[Case]) -> None:
            for case in some:
                result = _play(case, self._simulator(case.target))
                if over.is_set():
                    return
                results[case.target] = result

        groups = [[case] for case in cases] if at_once else [cases]
        threads = [Thread(target=play_some, args=(group,), daemon=True) for group in groups]
        for thread in threads:
            thread.start()
        deadline = time.monotonic() + LONGEST
        for thread in threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        over.set()
        late = [case.target for case in cases if case.target not in results]
        for target in late:
            if target in self._made:
                self._made.pop(target).close()  # which ends the case
        return results | dict.fromkeys(late, f"nothing within {LONGEST:.0f} s")

    def _simulator(self, target: Target) -> Simulator:
        if target not in self._made:
            self._made[target] = Simulator(today=datetime.now(UTC).date(), months=_MONTHS).start()
        return self._made[target]


def _play(case: Case, simulator: Simulator) -> str:
    case.folder.mkdir(parents=True)
    asking = Asking(case.mode, case.target.provider, simulator, case.folder, case.settings)
    # A machine so busy that nothing was sent within a short limit of time has not tried anything yet.
    for _ in range(_MOST_TRIES):
        simulator.reset()
        case.prepare(simulator)
        result = _result(case, asking)
        if any(request.operation == case.target.operation for request in simulator.requests):
            return result if simulator.leaks == [] else f"{result}, and it leaked {simulator.leaks}"
    return f"{result}, and nothing was asked"


def _result(case: Case, asking: Asking) -> str:
    try:
        return case.target.fetch(asking)
    except CloudInvoicesError as error:
        left = sorted(path.name for path in case.folder.iterdir())
        return type(error).__name__ if not left else f"{type(error).__name__}, and it left {left}"
    except Exception as error:  # the very thing that must not come
        return f"{type(error).__name__} escaped: {error}"
