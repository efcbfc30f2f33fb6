"""Documents behind links: no credential goes there, an expired one is asked for again, a broken one resumed."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

import cloudinvoices as ci
from cloudinvoices.testing import Simulator

from .account import Account
from .operations import SENDERS, asked, contents, hex_digest, with_document


@pytest.fixture(params=["qovery", "masstack"])
def provider(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_links_are_followed_without_credential(account: Account, sim: Simulator, provider: str) -> None:
    account.download(with_document(sim, provider).id, io.BytesIO())
    (request,) = [request for request in sim.requests if request.operation == SENDERS[provider]]
    assert {"authorization", "cookie"}.isdisjoint(request.headers)
    assert asked(sim, f"{provider}.download") == 1


def test_expired_link_is_asked_for_again(account: Account, sim: Simulator, provider: str) -> None:
    expected = with_document(sim, provider)
    sim.fail(SENDERS[provider], status=403)
    target = io.BytesIO()
    account.download(expected.id, target)
    assert target.getvalue() == expected.documents["pdf"]
    assert asked(sim, f"{provider}.download") == 2


def test_link_that_is_always_refused(account: Account, sim: Simulator, provider: str, folder: Path) -> None:
    sim.fail(SENDERS[provider], status=403, times=10)
    with pytest.raises(ci.DocumentUnavailable) as caught:
        account.download(with_document(sim, provider).id, folder)
    # Storage refuses the link, not the credential.
    assert caught.value.status == 403
    assert 1 < asked(sim, f"{provider}.download") <= 4
    assert contents(folder) == {}


def test_broken_transfer_goes_on_where_it_broke(account: Account, sim: Simulator, provider: str) -> None:
    expected = with_document(sim, provider)
    sim.fail(SENDERS[provider], drop_after=200)
    target = io.BytesIO()
    saved = account.download(expected.id, target)
    assert target.getvalue() == expected.documents["pdf"]
    assert saved.sha256 == hex_digest(expected.documents["pdf"])
    first, second = [request for request in sim.requests if request.operation == SENDERS[provider]]
    assert "range" not in first.headers
    assert second.headers["range"] == "bytes=200-"
    assert second.status == 206
