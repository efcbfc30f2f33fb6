"""The pytest fixture that comes with the package; pytest finds it by itself, through the `pytest11` entry point.

def test_our_report(cloudinvoices_simulator):
    with cloudinvoices.connect("doit", **cloudinvoices_simulator.settings("doit")) as doit:
        found = {invoice.id for invoice in doit.list()}
    assert found == {invoice.id for invoice in cloudinvoices_simulator.expected("doit")}

Every test gets a simulator of its own. For one that lasts longer, or starts with other settings, write a fixture around
`cloudinvoices.testing.Simulator`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from .simulator import Simulator


@pytest.fixture
def cloudinvoices_simulator() -> Iterator[Simulator]:
    """A running local simulator of all providers; see `cloudinvoices.testing.Simulator`."""
    # Here and not above: pytest imports this module in every run, also where nobody asks for the fixture.
    from .simulator import Simulator

    with Simulator() as simulator:
        yield simulator
