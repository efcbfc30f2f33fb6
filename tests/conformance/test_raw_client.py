"""The generated clients by themselves: every operation has our signature, attempts and errors."""

from __future__ import annotations

import asyncio
import json
from base64 import b64decode
from decimal import Decimal
from importlib import import_module
from types import ModuleType
from typing import Any

import httpx
import pytest

import cloudinvoices as ci
from cloudinvoices.testing import Simulator

from .account import Account, Blocking, Connect, call_generated
from .operations import asked, with_document

# The six operations the project began with: provider, generated module, name in the simulator.
SEEDS = (
    ("qovery", "invoices.download_invoice", "qovery.download"),
    ("akamai", "invoices.download_invoice", "akamai.download"),
    ("masstack", "invoices.download_invoice", "masstack.download"),
    ("masstack", "invoices.get_billing_details", "masstack.billing_details"),
    ("f5xc", "invoices.download_invoice", "f5xc.download"),
    ("doit", "invoices.get_invoice", "doit.get"),
)


def generated(client: Any, name: str) -> ModuleType:
    """An operation of the generated package that a client is of."""
    return import_module(f"..api.{name}", type(client).__module__)


class Seed:
    def __init__(self, sim: Simulator, account: Account, operation: ModuleType, simulated: str) -> None:
        self.sim = sim
        self.account = account
        self.operation = operation
        self.simulated = simulated
        self.expected = with_document(sim, account.name)

    def call(self, **arguments: Any) -> Any:
        settings = self.sim.settings(self.account.name)
        places: list[Any] = [self.expected.scope, self.expected.id]
        if self.simulated == "akamai.download":
            places = [self.expected.scope, int(self.expected.id)]
        elif self.simulated == "masstack.billing_details":
            places = [settings["organization"], settings["account"]]
        elif self.simulated == "masstack.download":
            places = [settings["organization"], settings["account"], self.expected.id]
        elif self.simulated == "f5xc.download":
            places, arguments = [self.expected.scope], {**arguments, "name": self.expected.id}
        elif self.simulated == "doit.get":
            places = [self.expected.id]
        return call_generated(self.account, self.operation, *places, **arguments)


@pytest.fixture(params=SEEDS, ids=lambda seed: seed[2])
def seed(request: pytest.FixtureRequest, connect: Connect, sim: Simulator) -> Seed:
    provider, name, simulated = request.param
    account = connect(provider, **sim.settings(provider))
    return Seed(sim, account, generated(account.client, name), simulated)


def test_operation_is_answered(seed: Seed) -> None:
    answer = seed.call()
    documents = seed.expected.documents
    if seed.simulated in ("qovery.download", "masstack.download"):
        assert answer.url.startswith("http")
        assert httpx.get(answer.url).content == documents["pdf"]
    elif seed.simulated == "akamai.download":
        assert answer.payload.read() == documents["pdf"]
        assert seed.call(accept="text/csv").payload.read() == documents["csv"]
    elif seed.simulated == "f5xc.download":
        assert b64decode(answer.pdf) == documents["pdf"]
    elif seed.simulated == "doit.get":
        assert answer.id == seed.expected.id
        assert answer.total_amount == seed.expected.total
    else:
        assert answer.next_billing_date


def test_second_attempt(seed: Seed) -> None:
    seed.sim.fail(seed.simulated, status=503, times=2)
    assert seed.call() is not None
    assert asked(seed.sim, seed.simulated) == 3
    assert len({str(request.headers["authorization"]) for request in seed.sim.requests}) in (1, 3)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (401, ci.AuthenticationError),
        (403, ci.AccessDeniedError),
        (404, ci.NotFoundError),
        (418, ci.ProviderError),
    ],
)
def test_refusal_is_our_error(seed: Seed, status: int, kind: type[ci.CloudInvoicesError]) -> None:
    seed.sim.fail(seed.simulated, status=status)
    with pytest.raises(ci.CloudInvoicesError) as caught:
        seed.call()
    assert type(caught.value) is kind
    assert caught.value.provider == seed.account.name
    assert caught.value.status == status
    assert asked(seed.sim, seed.simulated) == 1


def test_broken_connection_is_our_error(seed: Seed) -> None:
    seed.sim.fail(seed.simulated, drop_after=3, times=20)
    with pytest.raises(ci.ConnectionFailed):
        seed.call()


def test_too_many_requests(seed: Seed) -> None:
    seed.sim.fail(seed.simulated, status=429, headers={"Retry-After": "900"})
    with pytest.raises(ci.RateLimitError) as caught:
        seed.call()
    assert caught.value.retry_after == 900


def test_token_of_a_service_account(connect: Connect, sim: Simulator, tmp_path: Any) -> None:
    (tmp_path / "account.json").write_text(json.dumps(sim.service_account()))
    settings = sim.settings("masstack")
    del settings["access_token"]
    account = connect("masstack", **settings, service_account=tmp_path / "account.json")
    operation = generated(account.client, "invoices.get_billing_details")
    for _ in range(2):
        assert call_generated(account, operation, settings["organization"], settings["account"])
        sim.expire_tokens()
    assert asked(sim, "masstack.token") == 2


def test_other_server_of_masstack(connect: Connect, sim: Simulator) -> None:
    settings = sim.settings("masstack")
    account = connect("masstack", **settings)
    client = account.clients["customers"]
    operation = generated(client, "invoices.list_invoices")
    answer = call_generated(account, operation, settings["organization"], int(settings["account"]), client=client)
    assert len(answer.invoices) == len(sim.expected("masstack"))


def test_amounts_are_exact(connect: Connect, sim: Simulator) -> None:
    account = connect("doit", **sim.settings("doit"))
    for text in ("0.10", "1234567890123456.789", "1e-7"):
        sim.fail("doit.get", body=f'{{"id": "IN1", "totalAmount": {text}}}', content_type="application/json")
        answer = call_generated(account, generated(account.client, "invoices.get_invoice"), "IN1")
        assert type(answer.total_amount) is Decimal
        assert answer.total_amount == Decimal(text)


def request_raw(account: Account, url: str) -> httpx.Response:
    if isinstance(account, Blocking):
        client = account.client.get_async_httpx_client()
        assert isinstance(client, httpx.AsyncClient)
        return account.runner.run(_get(client, url))
    client = account.client.get_httpx_client()
    assert isinstance(client, httpx.Client)
    return client.get(url)


async def _get(client: httpx.AsyncClient, url: str) -> httpx.Response:
    return await client.get(url)


@pytest.mark.parametrize(
    "url",
    ["https://elsewhere.example/invoices", "http://127.0.0.1:9/invoices", "http://localhost/", "https://127.0.0.1/"],
)
def test_credential_goes_nowhere_else(account: Account, sim: Simulator, url: str) -> None:
    with pytest.raises(ci.ConfigurationError, match="not one of the provider's"):
        request_raw(account, url)
    assert sim.requests == []


def test_other_path_of_the_provider(account: Account, sim: Simulator) -> None:
    with pytest.raises(ci.NotFoundError):
        request_raw(account, "/no/such/path")
    assert sim.requests[0].path.endswith("/no/such/path")


def test_redirect_is_not_followed(account: Account, sim: Simulator) -> None:
    (request,) = _asked_for_list(account, sim)
    sim.fail(request.operation, status=302, headers={"Location": "https://elsewhere.example/"})
    target = request.path + ("?month=2026-01" if "month" in request.query else "")
    with pytest.raises(ci.UnexpectedAnswer) as caught:
        request_raw(account, f"{sim.url}{target}")
    assert caught.value.status == 302


def _asked_for_list(account: Account, sim: Simulator) -> list[Any]:
    next(account.list(since=sim.expected(account.name)[5].dated))
    return sim.requests


def test_no_cookie_is_kept(account: Account, sim: Simulator) -> None:
    (request,) = _asked_for_list(account, sim)
    target = f"{sim.url}{request.path}" + ("?month=2026-01" if "month" in request.query else "")
    sim.fail(request.operation, status=200, body="{}", headers={"Set-Cookie": "session=1; Path=/"})
    for _ in range(2):
        request_raw(account, target)
    next(account.list(since=sim.expected(account.name)[5].dated))
    assert not [one for one in sim.requests if "cookie" in one.headers]


def test_several_at_once(connect: Connect, sim: Simulator) -> None:
    account = connect("doit", **sim.settings("doit"))
    operation = generated(account.client, "invoices.get_invoice")
    ids = [one.id for one in sim.expected("doit")[:8]]
    if isinstance(account, Blocking):

        async def all_at_once() -> list[Any]:
            return await asyncio.gather(*(operation.asyncio(id, client=account.client) for id in ids))

        answers = account.runner.run(all_at_once())
    else:
        answers = [operation.sync(id, client=account.client) for id in ids]
    assert [answer.id for answer in answers] == ids
