"""Sync and async give the same, over either transport, whoever shares an account and whichever loop it runs in."""

from __future__ import annotations

import asyncio
import io
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import asdict

import cloudinvoices as ci
from cloudinvoices.testing import Simulator

from .account import MODES, SHORT_WAIT, open_account, open_async
from .operations import OPERATIONS, SENDERS, Operation, first_day, listed, with_document


def the_same(sim: Simulator, provider: str, act: Any) -> Any:
    """What an action gives, the same with accounts of all modes."""
    results = []
    for mode in MODES:
        account = open_account(mode, provider, **sim.settings(provider))
        results.append(act(account))
        account.close()
    assert results == [results[0]] * len(MODES)
    return results[0]


def test_lists_are_equal(sim: Simulator, provider: str) -> None:
    assert the_same(sim, provider, lambda account: listed(account, sim))


def test_requests_are_equal(sim: Simulator, provider: str) -> None:
    asked = []
    for mode in MODES:
        sim.reset()
        account = open_account(mode, provider, **sim.settings(provider))
        listed(account, sim)
        account.get(sim.expected(provider)[-1].id)
        account.download(with_document(sim, provider).id, io.BytesIO(), format="pdf")
        account.close()
        # Signatures and tokens differ each time.
        varying = ("authorization", "host")
        asked.append(
            [
                (
                    request.operation,
                    request.path,
                    {name: value for name, value in request.query.items() if name not in ("Expires", "Signature")},
                    {name: value for name, value in request.headers.items() if name not in varying},
                )
                for request in sim.requests
            ]
        )
    assert asked == [asked[0]] * len(MODES)


@pytest.mark.parametrize("operation", OPERATIONS, ids=str)
def test_operations_are_equal(sim: Simulator, operation: Operation) -> None:
    the_same(sim, operation.provider, lambda account: operation.run(account, sim))


def test_downloads_are_equal(sim: Simulator, provider: str, tmp_path: Path) -> None:
    places = (tmp_path / mode for mode in MODES)
    expected = with_document(sim, provider)

    def download_all(account: Any) -> list[dict[str, Any]]:
        place = next(places)
        saved = [account.download(expected.id, place, format=format) for format in expected.documents]
        return [{**asdict(one), "path": one.path.relative_to(place)} for one in saved]

    assert the_same(sim, provider, download_all)


@pytest.mark.parametrize("operation", OPERATIONS, ids=str)
@pytest.mark.parametrize("status", [401, 404, 429, 500])
def test_errors_are_equal(sim: Simulator, operation: Operation, status: int) -> None:
    def fail(account: Any) -> tuple[Any, ...]:
        sim.fail(operation.simulated, status=status, headers={"Retry-After": "900"}, body="the same for both")
        with pytest.raises(ci.CloudInvoicesError) as caught:
            operation.run(account, sim)
        error = caught.value
        # DoiT gives every answer an id of its own.
        facts = {name: value for name, value in vars(error).items() if name != "request_id"}
        return type(error), facts, type(error.__cause__)

    the_same(sim, operation.provider, fail)


def test_members_are_the_same() -> None:
    sync, asynchronous = set(dir(ci.Provider)), set(dir(ci.AsyncProvider))
    assert {name for name in sync ^ asynchronous if not name.startswith("_")} == {"close", "aclose"}
    for stream in (ci.DocumentStream, ci.AsyncDocumentStream):
        assert {"sha256", "received"} <= set(dir(stream))


def test_eight_threads_share_one_account(sim: Simulator, provider: str, tmp_path: Path) -> None:
    with ci.connect(provider, **sim.settings(provider), max_wait=SHORT_WAIT) as account:
        invoices = {(one.scope, one.id): one for one in account.list(since=first_day(sim, provider))}
        wanted = [one for one in sim.expected(provider) if "pdf" in one.documents][:24]

        def download(index: int) -> bytes:
            one = wanted[index]
            saved = account.download(invoices[one.scope, one.id], tmp_path, format="pdf")
            assert saved.path is not None
            return saved.path.read_bytes()

        with ThreadPoolExecutor(8) as threads:
            contents = list(threads.map(download, range(len(wanted))))
    assert contents == [one.documents["pdf"] for one in wanted]
    assert len(list(tmp_path.iterdir())) == len(wanted)


def test_eight_threads_want_the_same_document(sim: Simulator, provider: str, tmp_path: Path) -> None:
    expected = with_document(sim, provider)
    with (
        ci.connect(provider, **sim.settings(provider), max_wait=SHORT_WAIT) as account,
        ThreadPoolExecutor(8) as threads,
    ):
        saved = list(threads.map(lambda _: account.download(expected.id, tmp_path, format="pdf"), range(8)))
    assert len({one.path for one in saved}) == 1
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [expected.documents["pdf"]]


def test_eight_threads_share_one_service_account(sim: Simulator, tmp_path: Path) -> None:
    (tmp_path / "account.json").write_text(json.dumps(sim.service_account()))
    settings = sim.settings("masstack")
    del settings["access_token"]
    with ci.connect("masstack", **settings, service_account=tmp_path / "account.json") as account:
        with ThreadPoolExecutor(8) as threads:
            lists = list(threads.map(lambda _: len(list(account.list())), range(8)))
        sim.expire_tokens()
        with ThreadPoolExecutor(8) as threads:
            lists += list(threads.map(lambda _: len(list(account.list())), range(8)))
    assert set(lists) == {len(sim.expected("masstack"))}


over_both = pytest.mark.parametrize("mode", ["async", "fast"])


@over_both
def test_many_at_once_in_one_loop(sim: Simulator, provider: str, tmp_path: Path, mode: str) -> None:
    wanted = [one for one in sim.expected(provider) if "pdf" in one.documents][:16]

    async def download_all() -> list[bytes]:
        async with open_async(mode, provider, **sim.settings(provider), max_wait=SHORT_WAIT) as account:
            found = [one async for one in account.list(since=first_day(sim, provider))]
            invoices = {(one.scope, one.id): one for one in found}
            saved = await asyncio.gather(
                *(account.download(invoices[one.scope, one.id], tmp_path, format="pdf") for one in wanted)
            )
        return [one.path.read_bytes() for one in saved if one.path]

    assert asyncio.run(download_all()) == [one.documents["pdf"] for one in wanted]


@over_both
def test_two_loops_one_after_the_other(sim: Simulator, provider: str, mode: str) -> None:
    async def list_all() -> list[ci.Invoice]:
        async with open_async(mode, provider, **sim.settings(provider)) as account:
            return [invoice async for invoice in account.list(since=first_day(sim, provider))]

    assert asyncio.run(list_all()) == asyncio.run(list_all())


@over_both
def test_cancelled_download_leaves_nothing(sim: Simulator, provider: str, folder: Path, mode: str) -> None:
    expected = with_document(sim, provider)
    sim.fail(SENDERS[provider], delay=0.3)

    async def cancel() -> None:
        async with open_async(mode, provider, **sim.settings(provider)) as account:
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(account.download(expected.id, folder, format="pdf"), 0.1)

    asyncio.run(cancel())
    assert list(folder.iterdir()) == []
