"""The simulator, accounts at it in every mode, the command line, and listeners that must hear of no credential."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from cloudinvoices.testing import Simulator
from tests.cli.conftest import at_terminal, configure, invoke, nobody, process
from tests.conformance.conftest import _running, connect, mode, provider
from tests.conformance.operations import OPERATIONS, Operation

from .strangers import Answer, Stranger, stranger

__all__ = ["_running", "at_terminal", "configure", "connect", "invoke", "mode", "nobody", "process", "provider"]

Listen = Callable[..., Stranger]


@pytest.fixture
def sim(_running: Simulator) -> Simulator:
    """The simulator without any trace of other tests."""
    _running.reset()
    return _running


@pytest.fixture
def listen() -> Iterator[Listen]:
    """Makes listeners that are closed when the test ends."""
    with ExitStack() as listeners:

        def make(answer: bytes | Answer = b"", **options: object) -> Stranger:
            return listeners.enter_context(stranger(answer, **options))  # type: ignore[arg-type]

        yield make


@pytest.fixture(params=OPERATIONS, ids=str)
def operation(request: pytest.FixtureRequest) -> Operation:
    assert isinstance(request.param, Operation)
    return request.param
