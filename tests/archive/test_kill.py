"""SIGKILL at any moment: the next run finishes, and every document is there exactly once."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cloudinvoices.testing import Simulator

from .conftest import damages, lines, visible

KILLS = 100


class Forked:
    """Syncs that begin at once, one after the other."""

    def __init__(self, simulator: Simulator) -> None:
        settings = {provider: simulator.settings(provider) for provider in simulator.providers}
        self._program = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "tests.archive.kill", json.dumps(settings)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
            cwd=Path(__file__).parents[2],
        )

    def sync(self, folder: Path, kill_after: float | None = None) -> int:
        """How it ended: 0 well, 9 killed."""
        assert self._program.stdin is not None
        assert self._program.stdout is not None
        self._program.stdin.write(f"{folder}\t{'' if kill_after is None else kill_after}\n")
        return int(self._program.stdout.readline())

    def close(self) -> None:
        self._program.communicate()


@pytest.fixture(scope="module")
def small() -> Iterator[Simulator]:
    with Simulator(months=4) as simulator:
        yield simulator


@pytest.fixture(scope="module")
def forked(small: Simulator) -> Iterator[Forked]:
    forked = Forked(small)
    yield forked
    forked.close()


def test_a_killed_sync_loses_nothing_and_doubles_nothing(forked: Forked, tmp_path: Path) -> None:
    seed = random.SystemRandom().randrange(1 << 32)
    moments = random.Random(seed)
    assert forked.sync(tmp_path / "first") == 0
    started = time.monotonic()
    assert forked.sync(tmp_path / "whole") == 0
    duration = time.monotonic() - started
    whole = {(line["path"], line["sha256"]) for line in lines(tmp_path / "whole")}
    names = visible(tmp_path / "whole")
    killed = number = 0
    while killed < KILLS:
        number += 1
        assert number < 4 * KILLS, "most runs have ended before their kill"
        folder = tmp_path / str(number)
        killed += forked.sync(folder, kill_after=moments.uniform(0, duration)) == signal.SIGKILL
        assert forked.sync(folder) == 0, f"seed {seed}, kill {number}"
        assert {(line["path"], line["sha256"]) for line in lines(folder)} == whole, f"seed {seed}, kill {number}"
        assert visible(folder) == names, f"seed {seed}, kill {number}"
        assert list((folder / ".cloudinvoices" / "temporary").iterdir()) == []
        assert damages(folder) == [], f"seed {seed}, kill {number}"


def test_kills_in_a_row_come_to_an_end(forked: Forked, tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    moments = random.Random()
    for _ in range(5):
        forked.sync(folder, kill_after=moments.uniform(0.01, 0.15))
    assert forked.sync(folder) == 0
    assert damages(folder) == []
    assert len(lines(folder)) == len([name for name in visible(folder) if ".record" in name])
