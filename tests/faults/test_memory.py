"""However much a server sends, no more is held than has to be."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from reliability import Tally

from cloudinvoices.testing import Simulator

FLOODS = ("gzip-bomb", "empty-gzip-blocks", "empty-gzip-files", "endless-head", "endless-header", "endless-interim")
SHAPES = (
    ("qovery", "qovery.list"),
    ("qovery", "qovery.link"),
    ("akamai", "akamai.download"),
    ("f5xc", "f5xc.download"),
)
MIB = 1 << 20
LARGE_DOCUMENT = 256 * MIB


class Process:
    """Another process with accounts at a simulator."""

    def __init__(self, sim: Simulator, mode: str) -> None:
        self.sim = sim
        self.mode = mode
        self._process = subprocess.Popen(
            [sys.executable, Path(__file__).with_name("memory.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, provider: str, operation: str, **settings: Any) -> tuple[str, float]:
        """What came, and the peak of memory until now."""
        invoice = next(one for one in self.sim.expected(provider) if one.documents)
        question = {
            "mode": self.mode,
            "provider": provider,
            "settings": {**self.sim.settings(provider), "timeout": 0.4, "retries": 0, **settings},
            "what": "list" if operation.endswith(".list") else "document",
            "invoice": invoice.id,
            "scope": invoice.scope,
        }
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(json.dumps(question), file=self._process.stdin, flush=True)
        result, peak = json.loads(self._process.stdout.readline())
        return result, peak

    def close(self) -> None:
        with self._process:
            self._process.kill()


@pytest.fixture
def process(sim: Simulator, mode: str) -> Iterator[Process]:
    process = Process(sim, mode)
    yield process
    process.close()


def before(process: Process) -> float:
    """The peak once everything is loaded and has worked."""
    for provider, operation in SHAPES:
        result, _ = process.ask(provider, operation, timeout=20)
        assert result == "data" or int(result) > 0
    return process.ask(*SHAPES[0], timeout=20)[1]


def test_floods(process: Process, tally: Tally) -> None:
    start = before(process)
    for flood in FLOODS:
        for provider, operation in SHAPES:
            process.sim.fail(operation, fault=flood)
            result, peak = process.ask(provider, operation, max_elapsed=0.4, max_document_bytes=LARGE_DOCUMENT)
            assert result in ("ConnectionFailed", "UnexpectedAnswer", "DocumentDamaged")
            assert peak - start < 64, f"{flood}, {operation}: {peak - start:.0f} MiB"
            tally("floods survived in 64 MiB")


@pytest.mark.parametrize("shape", SHAPES[1:], ids=lambda shape: shape[1])
def test_document_without_end(process: Process, shape: tuple[str, str], tally: Tally) -> None:
    start = before(process)
    process.sim.fail(shape[1], fault="endless-body")
    result, peak = process.ask(*shape, timeout=20, max_document_bytes=LARGE_DOCUMENT)
    assert result in ("UnexpectedAnswer", "DocumentDamaged")
    assert peak - start < 64, f"{peak - start:.0f} MiB"
    tally("floods survived in 64 MiB")


def test_json_without_end_takes_its_limit(process: Process, tally: Tally) -> None:
    """Its bytes are held, up to `max_answer_bytes`."""
    start = before(process)
    process.sim.fail("qovery.list", fault="endless-body")
    result, peak = process.ask("qovery", "qovery.list", timeout=20)
    assert result == "UnexpectedAnswer"
    assert 32 < peak - start < 80, f"{peak - start:.0f} MiB"
    tally("floods survived in 128 MiB")
