"""A local simulator of the providers, for the tests of whoever uses their invoices.

from cloudinvoices.testing import Simulator

with Simulator() as sim:
    sim.fail("doit.list", status=503, times=2)
    sim.fail("doit.pdf", fault="stalled-body")  # FAULTS has all names, and what they mean
    settings = sim.settings("doit")  # base_url and credentials, as cloudinvoices.connect("doit", ...) takes them

It is a real HTTP server on this machine, needs nothing but the standard library (MasStack's service account:
`cryptography`, too), and knows nothing of the client it is used with. With pytest, the fixture
`cloudinvoices_simulator` is there already.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .exchange import RecordedRequest
    from .expected import ExpectedInvoice
    from .links import Leak
    from .named_faults import FAULTS
    from .simulator import Simulator

__all__ = ["FAULTS", "ExpectedInvoice", "Leak", "RecordedRequest", "Simulator"]

_HOMES = {
    "FAULTS": "named_faults",
    "ExpectedInvoice": "expected",
    "Leak": "links",
    "RecordedRequest": "exchange",
    "Simulator": "simulator",
}


def __getattr__(name: str) -> object:
    # On request only, because the pytest plugin lives in this package and is imported by every run of pytest.
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOMES[name]}", __name__), name)
