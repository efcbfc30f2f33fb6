"""Second attempts: where one helps it is made, as often as was said and no more."""

from __future__ import annotations

from typing import Any

import pytest

import cloudinvoices as ci
from cloudinvoices.testing import Simulator

from .account import Connect
from .operations import OPERATIONS, Operation, asked
from .refusals import check_facts, refused

SOON = {"Retry-After": "0.002"}


def test_too_many_requests_and_a_short_wait(
    connect: Connect, sim: Simulator, operation: Operation, settings: dict[str, Any]
) -> None:
    account = connect(operation.provider, **settings)
    expected = operation.run(account, sim)
    sim.reset()
    sim.fail(operation.simulated, status=429, headers=SOON)
    assert operation.run(account, sim) == expected
    assert 429 in [request.status for request in sim.requests if request.operation == operation.simulated]


def test_too_many_requests_and_a_long_wait(
    connect: Connect, sim: Simulator, operation: Operation, settings: dict[str, Any]
) -> None:
    sim.fail(operation.simulated, status=429, headers={"Retry-After": "3600"})
    error = refused(connect, sim, operation, settings)
    assert type(error) is ci.RateLimitError
    assert error.retry_after == 3600
    assert error.status == 429
    check_facts(error, operation, sim, settings)
    assert asked(sim, operation.simulated) == 1


def test_unavailable_twice(connect: Connect, sim: Simulator, operation: Operation, settings: dict[str, Any]) -> None:
    account = connect(operation.provider, **settings)
    expected = operation.run(account, sim)
    before = asked(sim, operation.simulated)
    sim.fail(operation.simulated, status=503, times=2)
    assert operation.run(account, sim) == expected
    assert asked(sim, operation.simulated) == 2 * before + 2


@pytest.mark.parametrize("status", [502, 503, 504])
def test_unavailable_for_good(
    connect: Connect, sim: Simulator, operation: Operation, settings: dict[str, Any], status: int
) -> None:
    sim.fail(operation.simulated, status=status, times=10)
    error = refused(connect, sim, operation, settings, retries=2)
    assert type(error) is ci.ProviderError
    assert error.status == status
    check_facts(error, operation, sim, settings)
    assert asked(sim, operation.simulated) == 3


def test_no_second_attempt_without_retries(
    connect: Connect, sim: Simulator, operation: Operation, settings: dict[str, Any]
) -> None:
    sim.fail(operation.simulated, status=503, headers=SOON)
    assert refused(connect, sim, operation, settings, retries=0).status == 503
    assert asked(sim, operation.simulated) == 1


@pytest.mark.parametrize("body", ['{"results": [', ""], ids=["cut", "empty"])
@pytest.mark.parametrize("operation", [operation for operation in OPERATIONS if operation.is_json], ids=str)
def test_broken_json_once(
    connect: Connect, sim: Simulator, operation: Operation, settings: dict[str, Any], body: str
) -> None:
    account = connect(operation.provider, **settings)
    expected = operation.run(account, sim)
    before = asked(sim, operation.simulated)
    sim.fail(operation.simulated, body=body, content_type="application/json")
    assert operation.run(account, sim) == expected
    assert asked(sim, operation.simulated) == 2 * before + 1


def test_broken_json_for_good(connect: Connect, sim: Simulator, operation: Operation, settings: dict[str, Any]) -> None:
    sim.fail(operation.simulated, body='{"results": [', content_type="application/json", times=10)
    error = refused(connect, sim, operation, settings, retries=1)
    assert type(error) is ci.UnexpectedAnswer
    check_facts(error, operation, sim, settings)


def test_connection_that_breaks_once(
    connect: Connect, sim: Simulator, operation: Operation, settings: dict[str, Any]
) -> None:
    account = connect(operation.provider, **settings)
    expected = operation.run(account, sim)
    before = asked(sim, operation.simulated)
    sim.fail(operation.simulated, drop_after=7)
    assert operation.run(account, sim) == expected
    assert asked(sim, operation.simulated) == 2 * before + 1


def test_connection_that_always_breaks(
    connect: Connect, sim: Simulator, operation: Operation, settings: dict[str, Any]
) -> None:
    sim.fail(operation.simulated, drop_after=7, times=10)
    error = refused(connect, sim, operation, settings, retries=1)
    assert type(error) is ci.ConnectionFailed
    assert error.status is None
    assert error.__cause__ is not None
    check_facts(error, operation, sim, settings)
    assert asked(sim, operation.simulated) == 2
