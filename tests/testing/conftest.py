from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date

import httpx
import pytest

from cloudinvoices.testing import Simulator

from . import contract

TODAY = date(2026, 11, 20)

Client = Callable[..., httpx.Client]


def bytes_until_cut(answer: httpx.Response) -> bytes:
    """What arrives until the connection breaks, which it has to."""
    received = b""
    try:
        for chunk in answer.iter_raw():
            received += chunk
    except httpx.RemoteProtocolError:
        return received
    raise AssertionError("the answer was complete")


@pytest.fixture
def sim() -> Iterator[Simulator]:
    with Simulator(today=TODAY) as simulator:
        yield simulator


@pytest.fixture
def client() -> Iterator[Client]:
    """Makes clients that check every answer against the specs, unless told that it is not what they describe."""
    with ExitStack() as clients:

        def make(base_url: str, *, documented: bool = True, **options: object) -> httpx.Client:
            hooks = {"response": [contract.check] if documented else []}
            made = httpx.Client(base_url=base_url, event_hooks=hooks, **options)  # type: ignore[arg-type]
            return clients.enter_context(made)

        yield make
