"""Every fault, in every shape of answer of every provider, once and for good, in every mode."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import pytest
from reliability import Outcome as Note
from reliability import Tally

from cloudinvoices.testing import FAULTS, Simulator

from .outcomes import EXPECTED, NO_FAULT, Outcome, expected, say
from .stage import Case, Stages
from .targets import TARGETS, Target

STALLING = ("silence", "stalled-head", "stalled-body", "dripping-head", "endless-interim")
"""What ends with `timeout`, and is tried again."""
LASTING = ("dripping-body", "empty-gzip-blocks", "empty-gzip-files")
"""What ends with `max_elapsed`, when there is no time left for another attempt."""
AWAITED = ("retry-after-seconds", "retry-after-date")
"""What accounts wait for that may wait longer than these: see test_situations.py."""
LIMITS = {"max_wait": 0.004, "max_answer_bytes": 1 << 20, "max_document_bytes": 1 << 20}


def limits(fault: str) -> dict[str, Any]:
    """Short where they have to be waited for; elsewhere a busy machine changes nothing."""
    timeout = 0.4 if fault in STALLING + LASTING else 20.0
    return {**LIMITS, "timeout": timeout, "max_elapsed": 0.6 if fault in LASTING else 60.0}


def test_every_fault_is_in_the_table() -> None:
    assert list(EXPECTED) == list(FAULTS)


@pytest.mark.parametrize("fault", EXPECTED)
def test_fault(fault: str, mode: str, stages: Stages, tmp_path: Path, tally: Tally, outcome: Note) -> None:
    wanted = {target: expected(fault, target.shape) for target in TARGETS if (fault, target.operation) not in NO_FAULT}
    those = {target: what for target, what in wanted.items() if what is not None and suits(fault, target)}
    assert those
    found = {
        times: stages.play(cases(those, fault, times, mode, tmp_path), at_once=fault in STALLING + LASTING)
        for times in ("once", "always")
    }
    wrong = [
        f"{target}, {times}: {result}; expected {' or '.join(allowed)}"
        for times, results in found.items()
        for target, result in results.items()
        if (allowed := getattr(those[target], times)) and result.partition(":")[0] not in allowed
    ]
    assert not wrong, "\n".join(wrong)
    tally("fault cases", 2 * len(those))
    for target, what in those.items() if fault not in AWAITED else ():
        outcome(f"`{fault}`: {FAULTS[fault]}", target.shape, say(what))


def suits(fault: str, target: Target) -> bool:
    try:
        Simulator().fail(target.operation, fault=fault)
    except ValueError:
        return False
    return True


def cases(those: dict[Target, Outcome], fault: str, times: str, mode: str, folder: Path) -> list[Case]:
    settings = {**limits(fault), "retries": 3 if times == "once" else 1}
    return [
        Case(
            target,
            mode,
            folder / times / str(number) / "invoices",
            settings,
            partial(Simulator.fail, operation=target.operation, fault=fault, times=1 if times == "once" else 40),
        )
        for number, target in enumerate(those)
    ]
