"""Faults that are no single answer: nobody there, clocks, links for one use, tokens that expire, waits asked for."""

from __future__ import annotations

import json
import socket
import time
from pathlib import Path
from typing import Any

import pytest
from reliability import Outcome as Note
from reliability import Tally

import cloudinvoices as ci
from cloudinvoices.providers import NAMES
from cloudinvoices.testing import FAULTS, ExpectedInvoice, Simulator

from .accounts import ask
from .test_every_answer import AWAITED


def settings(sim: Simulator, provider: str, **given: Any) -> dict[str, Any]:
    both = {**sim.settings(provider), "max_wait": 0.004, "timeout": 10.0, **given}
    return {name: value for name, value in both.items() if value is not None}


def with_document(sim: Simulator, provider: str) -> tuple[ExpectedInvoice, ci.Invoice]:
    those = [one for one in sim.expected(provider) if one.documents]
    expected = those[len(those) // 2]
    return expected, ci.Invoice(provider=provider, scope=expected.scope, id=expected.id, number=expected.number)


def service_account(sim: Simulator, folder: Path) -> dict[str, Any]:
    path = folder.with_name("service-account.json")
    path.write_text(json.dumps(sim.service_account()))
    return {"access_token": None, "service_account": str(path)}


@pytest.mark.parametrize("provider", NAMES)
def test_nobody_listens(sim: Simulator, provider: str, mode: str, tally: Tally, outcome: Note) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        closed = f"http://127.0.0.1:{taken.getsockname()[1]}"
    given = settings(sim, provider, retries=2)
    given |= {name: value.replace(sim.url, closed) for name, value in given.items() if name.endswith("_url")}
    with pytest.raises(ci.ConnectionFailed) as caught:
        ask(mode, provider, given, lambda account: account.list())
    assert caught.value.transient
    assert caught.value.hint
    assert sim.requests == []
    tally("fault cases")
    outcome("nobody listens", "list", "`ConnectionFailed`")


@pytest.mark.parametrize("offset", [600, -600])
def test_clock_of_edgegrid(mode: str, offset: int, tally: Tally) -> None:
    side = "behind" if offset > 0 else "ahead of"
    with Simulator(clock_offset=offset) as sim, pytest.raises(ci.ProviderError) as caught:
        ask(mode, "akamai", settings(sim, "akamai"), lambda account: account.list())
    assert caught.value.status == 400
    assert caught.value.hint is not None
    assert f"seconds {side} the provider's" in caught.value.hint
    tally("fault cases")


@pytest.mark.parametrize("offset", [600, -600])
def test_clock_of_a_service_account(mode: str, offset: int, folder: Path, tally: Tally) -> None:
    with Simulator(clock_offset=offset) as sim:
        given = settings(sim, "masstack", **service_account(sim, folder))
        with pytest.raises(ci.AuthenticationError, match="expired, not yet valid"):
            ask(mode, "masstack", given, lambda account: account.list())
    tally("fault cases")


@pytest.mark.parametrize(
    "provider", ["qovery", "doit", *(pytest.param(one, marks=pytest.mark.long) for one in ("masstack", "f5xc"))]
)
def test_clock_that_matters_to_nobody(mode: str, provider: str, folder: Path, tally: Tally) -> None:
    """Of links, dates are the storage's own affair; a date to wait until is read by the server's clock."""
    with Simulator(clock_offset=600) as sim:
        expected, invoice = with_document(sim, provider)
        sim.fail(f"{provider}.download" if provider != "doit" else "doit.pdf", fault="retry-after-date")
        given = settings(sim, provider, max_wait=5)
        saved = ask(mode, provider, given, lambda account: account.download(invoice, folder, format="pdf"))
    assert saved.path.read_bytes() == expected.documents["pdf"]
    tally("fault cases")


@pytest.mark.parametrize("fault", AWAITED)
def test_wait_that_is_asked_for(sim: Simulator, mode: str, fault: str, tally: Tally, outcome: Note) -> None:
    sim.fail("qovery.list", fault=fault)
    begun = time.monotonic()
    found = ask(mode, "qovery", settings(sim, "qovery", max_wait=5), lambda account: account.list())
    assert time.monotonic() - begun >= 1
    assert len(found) == len(sim.expected("qovery"))
    assert [request.status for request in sim.requests] == [429, 200]
    tally("fault cases")
    outcome(f"`{fault}`: {FAULTS[fault]}", "list", "data, after that wait")


@pytest.mark.parametrize("provider", ["qovery", "masstack"])
@pytest.mark.parametrize("fault", ["cut-body", "reset-body", "silence", "hang-up"])
def test_link_for_one_use(mode: str, provider: str, fault: str, folder: Path, tally: Tally, outcome: Note) -> None:
    """It is used up by the attempt that broke off: the next needs another."""
    with Simulator(single_use_links=True) as sim:
        expected, invoice = with_document(sim, provider)
        sim.fail(f"{provider}.link", fault=fault)
        given = settings(sim, provider, timeout=1.0)
        saved = ask(mode, provider, given, lambda account: account.download(invoice, folder, format="pdf"))
        assert saved.path.read_bytes() == expected.documents["pdf"]
        asked = [request.status for request in sim.requests if request.operation == f"{provider}.link"]
        # The third attempt goes on where the first broke off, if anything had come.
        assert asked == [200, 403, 206 if fault.endswith("body") else 200]
        assert sim.leaks == []
    tally("fault cases")
    outcome("a link for one use, and the connection breaks", "linked pdf", "data, by another link")


def test_links_that_have_expired_for_good(sim: Simulator, mode: str, folder: Path, tally: Tally) -> None:
    _, invoice = with_document(sim, "qovery")
    sim.fail("qovery.link", fault="expired-link", times=40)
    with pytest.raises(ci.DocumentUnavailable):
        ask(mode, "qovery", settings(sim, "qovery"), lambda account: account.download(invoice, folder, format="pdf"))
    links = [request for request in sim.requests if request.operation == "qovery.download"]
    assert len(links) == 3
    assert list(folder.iterdir()) == []
    tally("fault cases")


def test_token_that_expires_between_two_requests(sim: Simulator, mode: str, folder: Path, tally: Tally) -> None:
    expected, invoice = with_document(sim, "masstack")
    given = settings(sim, "masstack", **service_account(sim, folder))
    sim.fail("masstack.download", fault="expired-token")
    saved = ask(mode, "masstack", given, lambda account: account.download(invoice, folder, format="pdf"))
    assert saved.path.read_bytes() == expected.documents["pdf"]
    assert sum(request.operation == "masstack.token" for request in sim.requests) == 2
    sim.fail("masstack.list", fault="expired-token", times=40)
    with pytest.raises(ci.AuthenticationError):
        ask(mode, "masstack", given, lambda account: account.list())
    tally("fault cases", 2)


def test_token_that_expires_in_the_middle_of_a_list(sim: Simulator, mode: str, tally: Tally) -> None:
    """The list ends with an error, and not as if it were complete."""
    sim.fail("doit.list")  # the first page as it is
    sim.fail("doit.list", fault="expired-token")
    with pytest.raises(ci.AuthenticationError):
        ask(mode, "doit", settings(sim, "doit"), lambda account: account.list())
    assert [request.status for request in sim.requests] == [200, 401]
    tally("fault cases")


def test_second_page_is_the_first_again(sim: Simulator, mode: str, tally: Tally) -> None:
    sim.fail("doit.list")
    sim.fail("doit.list", fault="same-page", times=40)
    with pytest.raises(ci.UnexpectedAnswer, match="already shown"):
        ask(mode, "doit", settings(sim, "doit"), lambda account: account.list())
    tally("fault cases")


@pytest.mark.parametrize("provider", NAMES)
def test_burst_of_unavailability(sim: Simulator, provider: str, mode: str, tally: Tally) -> None:
    sim.fail(f"{provider}.list", fault="unavailable", times=5)
    newest = sim.expected(provider)[-1]
    found = ask(mode, provider, settings(sim, provider), lambda account: account.list(since=newest.dated))
    assert newest.id in [invoice.id for invoice in found]
    assert [request.status for request in sim.requests[:6]] == [503] * 5 + [200]
    tally("fault cases")
