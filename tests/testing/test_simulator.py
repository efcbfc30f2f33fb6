"""What holds for the simulator as a whole."""

import ast
import http.client
import socket
import subprocess
import sys
import time
from datetime import date
from decimal import Decimal
from pathlib import Path

import httpx
import pytest

import cloudinvoices.testing
from cloudinvoices.providers import NAMES, load_adapter
from cloudinvoices.testing import ExpectedInvoice, RecordedRequest, Simulator
from tests.conformance.operations import OPERATIONS, SENDERS
from tests.provider_facts import FACTS

from . import contract
from .conftest import TODAY


def test_names_of_providers_and_operations(sim: Simulator) -> None:
    assert sim.providers == NAMES
    covered = {*(operation.simulated for operation in OPERATIONS), *SENDERS.values()}
    assert set(sim.operations) == covered | {
        *("qovery.organizations", "akamai.contracts", "doit.validate"),
        *("masstack.discovery", "masstack.token"),
    }


def test_settings_are_what_connect_takes(sim: Simulator) -> None:
    for provider in NAMES:
        declared = {setting.name for setting in load_adapter(provider).settings}
        assert {"base_url", FACTS[provider].credential} <= set(sim.settings(provider)) <= declared


@pytest.mark.parametrize("provider", NAMES)
def test_invoices_are_the_same_every_time(provider: str) -> None:
    assert Simulator(today=TODAY).expected(provider) == Simulator(today=TODAY).expected(provider)


def test_an_invoice_stays_what_it_is_when_months_pass() -> None:
    earlier = {invoice.id: invoice for invoice in Simulator(today=date(2026, 9, 3)).expected("masstack")}
    later = {invoice.id: invoice for invoice in Simulator(today=TODAY).expected("masstack")}
    both = earlier.keys() & later.keys()
    assert len(both) == 14 * 2
    assert all(earlier[identity] == later[identity] for identity in both)


@pytest.mark.parametrize("provider", NAMES)
def test_expected_invoices_are_in_order_and_distinct(provider: str) -> None:
    invoices = Simulator(today=TODAY).expected(provider)
    assert [invoice.dated for invoice in invoices] == sorted(invoice.dated for invoice in invoices)
    assert len({(invoice.scope, invoice.id) for invoice in invoices}) == len(invoices)
    assert all(isinstance(invoice.total, Decimal) for invoice in invoices)


@pytest.mark.parametrize("today", [TODAY, date(2026, 1, 1), date(2024, 2, 29)], ids=str)
@pytest.mark.parametrize("provider", NAMES)
def test_every_month_is_covered_but_one_of_doit(provider: str, today: date) -> None:
    invoices = Simulator(today=today, months=16).expected(provider)
    first = invoices[0].dated
    months = {(invoice.dated.year, invoice.dated.month) for invoice in invoices}
    length = (invoices[-1].dated.year - first.year) * 12 + invoices[-1].dated.month - first.month + 1
    missing = length - len(months)
    assert length >= 16
    assert missing == (1 if provider == "doit" else 0)


def test_default_is_the_last_closed_month() -> None:
    today = date.today()  # noqa: DTZ011 - as the simulator: the day of the person here
    latest = Simulator().expected("doit")[-1].dated
    assert (today.year * 12 + today.month) - (latest.year * 12 + latest.month) == 1


def test_too_few_months() -> None:
    with pytest.raises(ValueError, match="at least 4"):
        Simulator(months=3)


def test_unknown_provider(sim: Simulator) -> None:
    with pytest.raises(ValueError, match="no provider 'aws'; there are qovery, akamai, masstack, f5xc, doit"):
        sim.settings("aws")
    with pytest.raises(ValueError, match="no provider 'aws'"):
        sim.expected("aws")


def test_unknown_operation_is_told_the_known_ones(sim: Simulator) -> None:
    with pytest.raises(ValueError, match=r"no operation 'doit\.lists'; there are .*doit\.list, doit\.get"):
        sim.fail("doit.lists")


def test_times_has_to_be_positive(sim: Simulator) -> None:
    with pytest.raises(ValueError, match="times"):
        sim.fail("doit.list", status=503, times=0)


def test_not_running() -> None:
    with pytest.raises(RuntimeError, match="not running"):
        Simulator().settings("doit")


def test_starting_twice(sim: Simulator) -> None:
    with pytest.raises(RuntimeError, match="running already"):
        sim.start()


def test_start_and_close_by_hand_and_again() -> None:
    sim = Simulator(today=TODAY)
    for _ in range(2):
        assert sim.start() is sim
        assert httpx.get(f"{sim.url}/doit/").status_code == 404
        url = sim.url
        sim.close()
        with pytest.raises(httpx.ConnectError):
            httpx.get(url)
    sim.close()


def test_port_of_ones_own_choice() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(OSError, match="in use"):
            Simulator(port).start()
    with Simulator(port) as sim:
        assert sim.url == f"http://127.0.0.1:{port}"


def test_closing_does_not_wait_for_clients_that_stay_connected() -> None:
    with Simulator(today=TODAY) as sim, httpx.Client(base_url=sim.url) as client:
        client.get("/")
        began = time.monotonic()
        sim.close()
        assert time.monotonic() - began < 1
        with pytest.raises(httpx.ConnectError):
            client.get("/")


def test_closing_ends_a_delay() -> None:
    with Simulator(today=TODAY) as sim:
        settings = sim.settings("f5xc")
        sim.fail("f5xc.list", delay=60)
        with socket.create_connection(("127.0.0.1", httpx.URL(sim.url).port or 0)) as connection:
            path = "/f5xc/api/web/namespaces/system/usage/invoices/custom_list"
            head = f"GET {path} HTTP/1.1\r\nHost: x\r\nAuthorization: APIToken {settings['api_token']}\r\n\r\n"
            connection.sendall(head.encode())
            while not sim.requests:
                time.sleep(0.01)
            began = time.monotonic()
            sim.close()
            assert time.monotonic() - began < 1


def test_connection_is_kept(sim: Simulator) -> None:
    with httpx.Client() as client:
        ports = {
            client.get(f"{sim.url}/doit/").extensions["network_stream"].get_extra_info("client_addr")[1]
            for _ in range(3)
        }
    assert len(ports) == 1


def test_requests_are_recorded(sim: Simulator) -> None:
    settings = sim.settings("doit")
    url = f"{settings['base_url']}/billing/v1/invoices"
    httpx.get(url, params={"maxResults": 3}, headers={"Authorization": "Bearer wrong", "X-Tenant-Id": "t"})
    httpx.get(f"{sim.url}/elsewhere")
    first, second = sim.requests
    assert first == RecordedRequest(
        "doit.list", "GET", "/doit/billing/v1/invoices", {"maxResults": "3"}, first.headers, 401
    )
    assert first.headers["authorization"] == "Bearer wrong"
    assert (second.operation, second.path, second.status) == ("", "/elsewhere", 404)


def test_reset(sim: Simulator) -> None:
    settings = sim.settings("doit")
    headers = {"Authorization": f"Bearer {settings['api_key']}", "X-Tenant-Id": settings["tenant"]}
    sim.fail("doit.list", status=503)
    httpx.get(f"{settings['base_url']}/auth/v1/validate", headers=headers)
    sim.reset()
    assert sim.requests == []
    assert sim.leaks == []
    assert httpx.get(f"{settings['base_url']}/billing/v1/invoices", headers=headers).status_code == 200


def test_every_operation_of_the_specs_is_there(sim: Simulator) -> None:
    paths = list(contract.example_paths())
    for path in paths:
        httpx.get(sim.url + path)
    assert [request.path for request in sim.requests if not request.operation] == []
    assert len(sim.requests) == len(paths) >= 17


def test_target_that_is_no_path(sim: Simulator) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", httpx.URL(sim.url).port)
    connection.request("OPTIONS", "*")
    assert connection.getresponse().status == 404
    connection.close()


def test_request_bodies_without_a_length_or_too_long(sim: Simulator) -> None:
    assert httpx.post(sim.token_url, content=iter([b"grant_type=x"])).status_code == 411
    assert httpx.post(sim.token_url, content=bytes(2_000_000)).status_code == 413


def test_fixture_of_the_plugin(cloudinvoices_simulator: Simulator) -> None:
    assert isinstance(cloudinvoices_simulator.expected("doit")[0], ExpectedInvoice)
    assert httpx.get(cloudinvoices_simulator.url).status_code == 404


def test_plugin_imports_the_simulator_only_when_used() -> None:
    program = "import sys, cloudinvoices.testing.pytest_plugin; print('cloudinvoices.testing.simulator' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout == "False\n"


def test_public_names() -> None:
    assert all(hasattr(cloudinvoices.testing, name) for name in cloudinvoices.testing.__all__)
    with pytest.raises(AttributeError, match="no attribute 'Simulation'"):
        _ = cloudinvoices.testing.Simulation


def test_package_needs_the_standard_library_only() -> None:
    """Nothing of the package that it tests, so that a mistake there cannot hide here."""
    folder = Path(cloudinvoices.testing.__file__).parent
    found: set[str] = set()
    for source in folder.rglob("*.py"):
        depth = len(source.relative_to(folder).parts)
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                assert node.level <= depth, f"{source.name} imports from above the package"
                found |= {(node.module or "").partition(".")[0]} if node.level == 0 else set()
    assert found - sys.stdlib_module_names == {"cryptography", "pytest"}
