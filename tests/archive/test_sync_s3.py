"""An archive in a bucket: the same promises as in a folder, also while two runs write it at once."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from threading import Barrier
from typing import Any

import pytest

from cloudinvoices.archive import Archive, ArchiveError, Damage, Options, Report, sync, verify
from cloudinvoices.archive.index_place import IndexPlace
from cloudinvoices.archive.object_address import ObjectAddress
from cloudinvoices.archive.objects import ObjectStore
from cloudinvoices.testing import Simulator

from .books import DoiTBooks, pdf
from .conftest import sources_of
from .s3 import Bucket


@pytest.fixture(scope="module")
def _few_months() -> Iterator[Simulator]:
    with Simulator(today=datetime.now(UTC).date(), months=4) as simulator:
        yield simulator


@pytest.fixture
def sim(_few_months: Simulator) -> Simulator:
    _few_months.reset()
    return _few_months


class OnAnotherMachine(ObjectStore):
    """The same store with an index of its own, which is empty."""

    def __init__(self, address: ObjectAddress) -> None:
        super().__init__(address)
        self._index = IndexPlace(f"{address.identity} {secrets.token_hex(8)}")


def run(bucket: Bucket, *sources: Any, **options: Any) -> Report:
    with Archive(bucket.url) as archive:
        return sync(archive, sources, Options(**options))


def lines(bucket: Bucket, *, all_versions: bool = False) -> list[dict[str, Any]]:
    with Archive(OnAnotherMachine.open(bucket.url)) as archive:
        archive.refresh()
        return list(archive.records(all_versions=all_versions))


def damages(bucket: Bucket) -> list[Damage]:
    with Archive(bucket.url) as archive:
        return list(verify(archive))


def documents(report: Report) -> int:
    return sum(account.downloaded for account in report.accounts)


def asked_for(sim: Simulator) -> set[str]:
    return {request.operation.partition(".")[2] for request in sim.requests}


def check_all_is_held(sim: Simulator, bucket: Bucket) -> None:
    """Every document of every provider, once, byte for byte."""
    held = {(line["account"], line["invoice"], line["format"]): line for line in lines(bucket, all_versions=True)}
    for provider in sim.providers:
        for expected in sim.expected(provider):
            for format, content in expected.documents.items():
                if (provider, format) != ("akamai", "json"):  # not kept unless it is asked for
                    assert bucket.get(held.pop((provider, expected.id, format))["path"]) == content
    assert held == {}


def test_every_document_of_every_account_is_kept(sim: Simulator, bucket: Bucket) -> None:
    report = run(bucket, *sources_of(sim))
    assert report.failures == []
    assert report.notes == []
    check_all_is_held(sim, bucket)
    assert damages(bucket) == []
    # The marker, and of each document itself and its record.
    assert len(bucket.gateway.sent("PUT")) == 1 + 2 * documents(report)
    assert bucket.gateway.sent("DELETE") == []


def test_a_second_run_asks_for_no_document_reads_no_record_and_writes_nothing(sim: Simulator, bucket: Bucket) -> None:
    first = run(bucket, *sources_of(sim))
    bucket.gateway.exchanges.clear()
    sim.reset()
    second = run(bucket, *sources_of(sim))
    assert sum(account.unchanged for account in second.accounts) == documents(first) > 0
    assert asked_for(sim) <= {"list", "token"}
    assert bucket.gateway.sent("PUT", "POST", "DELETE") == []
    read = [one.path for one in bucket.gateway.sent("GET") if "list-type" not in one.path]
    assert [path.rpartition("/")[2] for path in read] == ["cloudinvoices-archive.json"]


def test_without_the_index_it_is_made_anew(sim: Simulator, bucket: Bucket) -> None:
    report = run(bucket, *sources_of(sim))
    path = bucket.store().index_path
    assert path is not None
    path.unlink()
    sim.reset()
    bucket.gateway.exchanges.clear()
    again = run(bucket, *sources_of(sim))
    assert again.notes == [f"The index was made anew from {documents(report)} records."]
    assert bucket.gateway.sent("PUT") == []
    assert path.exists()


def test_verify_names_what_is_damaged_or_gone(bucket: Bucket) -> None:
    run(bucket, DoiTBooks("IN1", "IN2", "IN3", "IN4").source(), formats=("pdf",))
    one, two, three, four = sorted(lines(bucket), key=lambda line: str(line["invoice"]))
    bucket.put(one["path"], pdf("forged"))
    bucket.delete(two["path"])
    bucket.delete(three["record"])
    bucket.put(four["record"], b"{}")
    bucket.put("doit/2026/stray.txt", b"")
    named = {damage.path for damage in damages(bucket)}
    assert {one["path"], two["record"], three["path"], four["record"], "doit/2026/stray.txt"} <= named


def test_a_document_that_is_gone_is_fetched_again(bucket: Bucket) -> None:
    books = DoiTBooks("IN1", "IN2")
    run(bucket, books.source())
    gone = lines(bucket)[0]["path"]
    content = bucket.get(gone)
    bucket.delete(gone)
    run(bucket, books.source())
    assert bucket.get(gone) == content
    assert damages(bucket) == []


def test_a_new_document_comes_beside_the_old_one(bucket: Bucket) -> None:
    books = DoiTBooks("IN1")
    run(bucket, books.source(), formats=("pdf",))
    books.pdfs["IN1"] = pdf("another")
    run(bucket, books.source(), formats=("pdf",), recheck=True)
    versions = {line["version"]: bucket.get(line["path"]) for line in lines(bucket, all_versions=True)}
    assert versions == {1: pdf("IN1"), 2: pdf("another")}
    assert damages(bucket) == []


def on_this_machine(bucket: Bucket) -> Archive:
    return Archive(bucket.url)


def on_another(bucket: Bucket) -> Archive:
    return Archive(OnAnotherMachine.open(bucket.url))


@pytest.mark.parametrize(
    "places", [(on_this_machine, on_another), (on_this_machine, on_this_machine)], ids=["two machines", "one machine"]
)
def test_two_runs_at_once_keep_every_document_once(
    sim: Simulator, bucket: Bucket, places: tuple[Callable[[Bucket], Archive], ...]
) -> None:
    start = Barrier(2)

    def one(open_archive: Callable[[Bucket], Archive]) -> Report:
        with open_archive(bucket) as archive:
            start.wait()
            return sync(archive, sources_of(sim), Options())

    with ThreadPoolExecutor(2) as threads:
        reports = list(threads.map(one, places))
    assert [report.failures for report in reports] == [[], []]
    check_all_is_held(sim, bucket)
    assert damages(bucket) == []
    sim.reset()
    bucket.gateway.exchanges.clear()
    run(bucket, *sources_of(sim))
    assert asked_for(sim) <= {"list", "token"}
    assert bucket.gateway.sent("PUT") == []


def test_what_a_store_does_not_offer_is_in_the_report(bucket: Bucket) -> None:
    bucket.gateway.dropped_headers.add("if-none-match")
    books = DoiTBooks("IN1", "IN2")
    report = run(bucket, books.source())
    assert ["create-only" in note for note in report.notes] == [True]
    asked = books.asked_for_documents()
    run(bucket, books.source())
    assert books.asked_for_documents() == asked
    assert damages(bucket) == []


def test_a_store_that_refuses_is_told_before_anything_is_asked_for(bucket: Bucket) -> None:
    books = DoiTBooks("IN1")
    bucket.gateway.refuse = lambda method, path, headers: (403, b"<Error><Code>AccessDenied</Code></Error>")
    with pytest.raises(ArchiveError, match="AccessDenied"):
        run(bucket, books.source())
    assert books.requests == []


def test_a_store_that_fails_on_the_way_leaves_nothing_wrong(sim: Simulator, bucket: Bucket) -> None:
    """The next run goes on."""
    left = iter(range(40))

    def until_then(method: str, path: str, headers: dict[str, str]) -> tuple[int, bytes] | None:
        if method == "PUT" and next(left, None) is None:
            return 400, b"<Error><Code>ExpiredToken</Code></Error>"
        return None

    bucket.gateway.refuse = until_then
    with suppress(ArchiveError):
        assert run(bucket, *sources_of(sim)).failures != []
    assert len(bucket.gateway.sent("PUT")) < 40
    bucket.gateway.refuse = lambda method, path, headers: None
    assert run(bucket, *sources_of(sim)).failures == []
    check_all_is_held(sim, bucket)
    assert damages(bucket) == []
