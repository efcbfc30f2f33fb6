"""Sync: what is new is kept, what is held is left alone, what changes is kept beside it, what fails stops nothing."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import httpx
import pytest

import cloudinvoices as ci
from cloudinvoices.archive import Archive, ArchiveError, Options, Source, TooManyRequests, sync
from cloudinvoices.testing import Simulator

from .books import AkamaiBooks, DoiTBooks, pdf
from .conftest import damages, lines, run, snapshot, source_of, sources_of, visible


def test_every_document_of_every_account_is_kept(sim: Simulator, folder: Path) -> None:
    report = run(folder, *sources_of(sim))
    assert [(one.account, one.failed) for one in report.accounts] == [(name, 0) for name in sim.providers]
    held = {(line["account"], line["invoice"], line["format"]): line for line in lines(folder)}
    for provider in sim.providers:
        for expected in sim.expected(provider):
            for format, content in expected.documents.items():
                line = held.pop((provider, expected.id, format), None)
                if (provider, format) == ("akamai", "json"):
                    assert line is None  # not kept unless it is asked for
                    continue
                assert line is not None
                assert (folder / line["path"]).read_bytes() == content
                assert Decimal(line["total"]) == expected.total
    assert held == {}
    assert damages(folder) == []


def test_a_second_run_asks_for_no_document_and_writes_nothing(sim: Simulator, folder: Path) -> None:
    first = run(folder, *sources_of(sim))
    before, asked = snapshot(folder), len(sim.requests)
    second = run(folder, *sources_of(sim))
    unavailable = sum(account.unavailable for account in first.accounts)
    assert [account.unchanged for account in second.accounts] == [account.downloaded for account in first.accounts]
    assert sum(account.unavailable for account in second.accounts) == unavailable
    assert not [one for one in sim.requests[asked:] if "download" in one.operation]
    assert {one.operation.partition(".")[2] for one in sim.requests[asked:]} <= {"list", "token"}
    assert snapshot(folder) == before
    assert second.failures == []


def test_only_the_formats_that_were_asked_for(sim: Simulator, folder: Path) -> None:
    run(folder, source_of(sim, "akamai"), source_of(sim, "doit"), formats=("json",))
    assert {line["format"] for line in lines(folder)} == {"json"}
    run(folder, source_of(sim, "akamai"))
    assert {line["format"] for line in lines(folder, account=["akamai"])} == {"json", "pdf", "csv"}


def test_the_window(sim: Simulator, folder: Path) -> None:
    since, until = date(2026, 3, 1), date(2026, 5, 31)
    run(folder, *sources_of(sim), since=since, until=until)
    days = {line["dated"] for line in lines(folder)}
    assert days
    assert min(days) >= str(since)
    assert max(days) <= str(until)


def test_without_a_window_the_last_closed_months(folder: Path) -> None:
    books, today = DoiTBooks(), datetime.now(UTC).date()
    first = date(today.year - 1, today.month, 1)
    books.add("too-old", first - timedelta(days=1))
    books.add("oldest", first)
    books.add("newest", today)
    run(folder, books.source(since=None))
    assert {line["invoice"] for line in lines(folder)} == {"oldest", "newest"}


def test_a_new_status_is_a_new_version_and_costs_no_pdf(folder: Path) -> None:
    books = DoiTBooks("IN1", "IN2")
    run(folder, books.source())
    before = {name: (folder / name).read_bytes() for name in visible(folder)}
    books.invoices["IN1"] |= {"status": "PAID", "balanceAmount": 0}
    books.requests.clear()
    report = run(folder, books.source())
    assert [path for path in books.requests if path.endswith("/pdf")] == []
    assert (report.accounts[0].renewed, report.accounts[0].downloaded) == (1, 1)  # the PDF stays, the JSON has changed
    assert {name: (folder / name).read_bytes() for name in before} == before
    paid = [line for line in lines(folder, all_versions=True, account=["doit"]) if line["invoice"] == "IN1"]
    versions = {(line["format"], line["version"], line["status"]) for line in paid}
    assert versions == {("json", 1, "issued"), ("json", 2, "paid"), ("pdf", 1, "issued"), ("pdf", 2, "paid")}
    assert len({line["path"] for line in paid if line["format"] == "pdf"}) == 1
    assert len({line["path"] for line in paid if line["format"] == "json"}) == 2
    assert {line["status"] for line in lines(folder) if line["invoice"] == "IN1"} == {"paid"}
    assert damages(folder) == []
    again = snapshot(folder)
    run(folder, books.source())
    assert snapshot(folder) == again


def test_a_new_version_that_the_provider_announces_is_kept_beside_the_old(folder: Path) -> None:
    books = AkamaiBooks()
    run(folder, books.source())
    (first,) = lines(folder)
    books.content = pdf("second")
    assert run(folder, books.source()).accounts[0].unchanged == 1  # nothing says that it has changed
    books.version = 2
    run(folder, books.source())
    (second,) = lines(folder)
    assert (first["version"], second["version"]) == (1, 2)
    assert (folder / first["path"]).read_bytes() == pdf("first")
    assert (folder / second["path"]).read_bytes() == pdf("second")
    assert second["name"] == "Invoice_8000123456_FINAL_2.pdf"
    record = json.loads((folder / second["record"]).read_text())
    assert record["predecessor"] == first["record"]
    assert damages(folder) == []
    asked = books.asked_for_documents()
    run(folder, books.source())
    assert books.asked_for_documents() == asked


def test_a_new_version_with_the_same_bytes_is_asked_for_once(folder: Path) -> None:
    books = AkamaiBooks()
    run(folder, books.source())
    books.version = 2
    run(folder, books.source())
    run(folder, books.source())
    assert books.asked_for_documents() == 2
    (line,) = lines(folder)
    assert line["version"] == 2
    assert len([name for name in visible(folder) if name.endswith(".pdf")]) == 1


def test_recheck_finds_other_bytes_and_writes_nothing_else(folder: Path) -> None:
    books = DoiTBooks("IN1", "IN2")
    run(folder, books.source())
    before = snapshot(folder)
    assert run(folder, books.source(), recheck=True).accounts[0].unchanged == 4
    assert {name: of for name, of in snapshot(folder).items() if "temporary" not in name} == {
        name: of for name, of in before.items() if "temporary" not in name
    }
    books.pdfs["IN2"] = pdf("corrected")
    report = run(folder, books.source(), recheck=True)
    assert (report.accounts[0].downloaded, report.accounts[0].unchanged) == (1, 3)
    books.pdfs["IN2"] = pdf("IN2")
    run(folder, books.source(), recheck=True)
    everything = lines(folder, all_versions=True)
    versions = [line for line in everything if (line["invoice"], line["format"]) == ("IN2", "pdf")]
    assert sorted(line["version"] for line in versions) == [1, 2, 3]
    assert len({line["path"] for line in versions}) == 2  # the first bytes are back, and need no second place
    assert damages(folder) == []


def test_one_account_that_fails_stops_nothing(sim: Simulator, folder: Path) -> None:
    def refuse() -> ci.AsyncProvider:
        raise ci.ConfigurationError("there is no key", hint="Set DOIT_API_KEY.")

    sources = [Source("mine", "doit", refuse), source_of(sim, "qovery"), source_of(sim, "doit", api_key="wrong")]
    report = run(folder, *sources)
    assert [(one.account, one.is_listed) for one in report.accounts] == [
        ("mine", False),
        ("qovery", True),
        ("doit", False),
    ]
    assert [(one.account, one.invoice, bool(one.error.hint)) for one in report.failures] == [
        ("mine", "", True),
        ("doit", "", True),
    ]
    assert {line["account"] for line in lines(folder)} == {"qovery"}


def test_one_document_that_fails_stops_nothing_and_is_tried_again(folder: Path) -> None:
    books = DoiTBooks("IN1", "IN2", "IN3")
    books.failing["/IN2"] = httpx.Response(500, content=b"{}")
    report = run(folder, books.source())
    assert [(one.invoice, type(one.error)) for one in report.failures] == [("IN2", ci.ProviderError)] * 2
    assert {line["invoice"] for line in lines(folder)} == {"IN1", "IN3"}
    books.failing.clear()
    assert run(folder, books.source()).accounts[0].downloaded == 2
    assert {line["invoice"] for line in lines(folder)} == {"IN1", "IN2", "IN3"}


def test_a_document_that_is_no_document_is_not_kept(folder: Path) -> None:
    books = DoiTBooks("IN1")
    books.pdfs["IN1"] = pdf("cut")[:-8]
    (failure,) = run(folder, books.source()).failures
    assert isinstance(failure.error, ci.DocumentDamaged)
    assert not [name for name in visible(folder) if ".pdf" in name]
    assert damages(folder) == []


def test_a_provider_that_is_gone_is_not_asked_for_every_document(folder: Path) -> None:
    books = DoiTBooks()
    for number in range(1, 41):
        books.add(f"IN{number}", date(2026, 1, 1) + timedelta(days=number))
    books.failing["/IN"] = httpx.ConnectError("refused")
    report = run(folder, books.source(), jobs=4)
    assert books.asked_for_documents() <= 5 + 4 - 1
    assert [type(one.error) for one in report.failures] == [ci.ConnectionFailed] * len(report.failures)
    assert (
        report.failures[-1].error.message
        == f"{80 - books.asked_for_documents()} documents were not tried after these failures"
    )
    books.failing.clear()
    assert run(folder, books.source()).accounts[0].downloaded == 80


def test_a_document_that_does_not_exist_is_asked_for_again_while_it_may_come(folder: Path) -> None:
    books, today = DoiTBooks(), datetime.now(UTC).date()
    books.add("old", today - timedelta(days=100))
    books.add("young", today - timedelta(days=3))
    books.pdfs |= {"old": None, "young": None}
    report = run(folder, books.source())
    assert [(one.invoice, type(one.error)) for one in report.unavailable] == [
        ("old", ci.DocumentUnavailable),
        ("young", ci.DocumentUnavailable),
    ]
    assert (report.accounts[0].unavailable, report.failures) == (2, [])
    books.requests.clear()
    assert run(folder, books.source()).accounts[0].unavailable == 2
    assert [path for path in books.requests if path.endswith("/pdf")] == ["/billing/v1/invoices/young/pdf"]
    books.pdfs |= {"old": pdf("old"), "young": pdf("young")}
    run(folder, books.source())
    assert {line["invoice"] for line in lines(folder) if line["format"] == "pdf"} == {"young"}
    run(folder, books.source(), recheck=True)
    assert {line["invoice"] for line in lines(folder) if line["format"] == "pdf"} == {"young", "old"}


def test_an_invoice_without_an_id_is_a_failure_with_its_name(folder: Path) -> None:
    books = DoiTBooks("IN1")
    books.add("", date(2026, 5, 5))
    with pytest.warns(ci.CloudInvoicesWarning, match="no id"):
        report = run(folder, books.source())
    (failure,) = report.failures
    assert "no id" in failure.error.message
    assert {line["invoice"] for line in lines(folder)} == {"IN1"}


def test_an_item_that_cannot_be_read_is_a_failure(folder: Path) -> None:
    books = DoiTBooks("IN1")
    books.invoices["IN2"] = [1]
    with pytest.warns(ci.CloudInvoicesWarning, match="skipped"):
        report = run(folder, books.source())
    (failure,) = report.failures
    assert "could not be read" in failure.error.message


def test_a_dry_run_says_what_it_would_do_and_leaves_nothing(folder: Path) -> None:
    books = DoiTBooks("IN1", "IN2")
    report = run(folder, books.source(), dry_run=True)
    assert [(task.invoice.id, task.format, task.reason) for task in report.tasks] == [
        (id, format, "new") for id in ("IN1", "IN2") for format in ("json", "pdf")
    ]
    assert report.requests == 5
    assert not folder.exists()
    assert books.asked_for_documents() == 0
    run(folder, books.source())
    before = snapshot(folder)
    assert run(folder, books.source(), dry_run=True).tasks == []
    assert snapshot(folder) == before


def test_a_run_of_too_many_requests_is_refused(folder: Path) -> None:
    books = DoiTBooks()
    for number in range(2501):
        books.add(f"IN{number}", date(2020, 1, 1) + timedelta(days=number % 2000))
    with pytest.raises(TooManyRequests, match="5003 requests"):
        run(folder, books.source())
    assert books.asked_for_documents() == 0
    assert lines(folder) == []
    assert run(folder, books.source(), dry_run=True).requests == 5003


def test_a_document_that_somebody_removed_is_fetched_again(folder: Path) -> None:
    books = DoiTBooks("IN1", "IN2")
    run(folder, books.source())
    (line,) = [line for line in lines(folder) if (line["invoice"], line["format"]) == ("IN2", "pdf")]
    (folder / line["path"]).unlink()
    books.requests.clear()
    report = run(folder, books.source())
    assert report.accounts[0].downloaded == 1
    assert books.asked_for_documents() == 1
    assert (folder / line["path"]).read_bytes() == pdf("IN2")
    assert lines(folder)[0]["version"] == 1
    assert damages(folder) == []
    before = snapshot(folder)
    run(folder, books.source())
    assert snapshot(folder) == before


def test_a_record_and_document_that_somebody_removed_are_fetched_again(folder: Path) -> None:
    books = DoiTBooks("IN1", "IN2")
    run(folder, books.source())
    (line,) = [line for line in lines(folder) if (line["invoice"], line["format"]) == ("IN2", "pdf")]
    (folder / line["path"]).unlink()
    (folder / line["record"]).unlink()
    report = run(folder, books.source())
    assert report.notes == [f"Records that the index knew are gone from the archive: {line['record']}."]
    assert len(lines(folder)) == 4
    assert damages(folder) == []


@pytest.mark.parametrize("is_made_anew", [False, True])
def test_a_document_that_is_gone_after_its_invoice_has_changed(folder: Path, *, is_made_anew: bool) -> None:
    """All versions name the same document: the newest one must know that it is gone, and no name may change hands."""
    books = DoiTBooks("IN1", "IN2", "IN3")
    run(folder, books.source(), formats=("pdf",))
    for id in books.invoices:
        books.invoices[id] |= {"status": "PAID"}
    run(folder, books.source(), formats=("pdf",))
    documents = {line["invoice"]: line["path"] for line in lines(folder)}
    backup = {id: (folder / path).read_bytes() for id, path in documents.items()}
    for path in documents.values():
        (folder / path).unlink()
    assert len(damages(folder)) == 3
    if is_made_anew:
        books.pdfs |= {id: pdf(f"{id} made anew") for id in documents}
    assert run(folder, books.source(), formats=("pdf",)).accounts[0].downloaded == 3
    newest = {line["invoice"]: line for line in lines(folder)}
    for id, path in documents.items():
        assert (newest[id]["path"] != path) is is_made_anew
        assert (folder / newest[id]["path"]).read_bytes() == books.pdfs[id]
        if is_made_anew:
            (folder / path).write_bytes(backup[id])  # which is what verify would have somebody do
    assert damages(folder) == []
    books.requests.clear()
    run(folder, books.source(), formats=("pdf",))
    assert books.asked_for_documents() == 0


def test_errors_of_many_documents_keep_nothing_of_them(folder: Path) -> None:
    books = DoiTBooks("IN1", "IN2")
    books.failing["/pdf"] = httpx.Response(500, content=b"{}")
    for failure in run(folder, books.source()).failures:
        error: BaseException | None = failure.error
        while error is not None:
            assert error.__traceback__ is None
            error = error.__cause__ or error.__context__


def test_failures_in_a_row_are_in_a_row(folder: Path) -> None:
    books = DoiTBooks()
    for number in range(1, 31):
        books.add(f"IN{number:02}", date(2026, 1, number))
    books.failing |= {f"/IN{number:02}/pdf": httpx.ConnectError("refused") for number in range(2, 31, 2)}
    report = run(folder, books.source(), jobs=1)
    assert report.accounts[0].downloaded == 45
    assert len(report.failures) == 15


def test_dead_documents_at_the_head_keep_the_rest_from_nothing(folder: Path) -> None:
    books = DoiTBooks()
    for number in range(1, 21):
        books.add(f"IN{number:02}", date(2026, 1, number))
    books.failing |= {f"/IN{number:02}/pdf": httpx.Response(200, content=b"%PDF-1.4 cut") for number in range(1, 11)}
    report = run(folder, books.source(), jobs=1)
    assert report.accounts[0].downloaded == 30
    assert len(report.failures) == 10


def test_json_that_is_of_another_invoice_is_not_kept(folder: Path) -> None:
    books = DoiTBooks("IN1", "IN2")
    other = json.dumps(books.invoices["IN2"]).encode()
    books.failing["/IN1"] = httpx.Response(200, content=other, headers={"content-type": "application/json"})
    report = run(folder, books.source())
    assert {one.invoice for one in report.failures} == {"IN1"}
    assert "another invoice" in " ".join(str(one.error) for one in report.failures)
    assert {line["format"] for line in lines(folder) if line["invoice"] == "IN1"} <= {"pdf"}
    assert damages(folder) == []


@pytest.mark.parametrize("name", ["../outside", "a/b", ".hidden", "", ".", "a" * 65, "会" * 30, "a b", "con:", "x."])
def test_a_name_that_no_folder_should_have(name: str) -> None:
    with pytest.raises(ValueError, match="cannot be the name of an account"):
        DoiTBooks("IN1").source(name)


def test_a_long_name_in_other_letters(folder: Path) -> None:
    books = DoiTBooks()
    books.add("IN" + "1" * 100, date(2026, 1, 1))
    report = run(folder, books.source("会" * 21))
    assert report.failures == []
    assert damages(folder) == []


def test_a_damaged_record_keeps_its_account_from_being_fetched_and_no_other(folder: Path) -> None:
    books, other = DoiTBooks("IN1", "IN2"), DoiTBooks("IN9")
    run(folder, books.source())
    record = folder / lines(folder)[0]["record"]
    record.write_text("{}")
    books.requests.clear()
    report = run(folder, books.source(), other.source("other"))
    assert books.requests == []
    (failure,) = report.failures
    assert isinstance(failure.error, ArchiveError)
    assert str(record.relative_to(folder)) in failure.error.message
    assert failure.error.hint
    assert report.accounts[1].downloaded == 2
    assert record.read_text() == "{}"


@pytest.mark.parametrize("planted", ["{}", "", "no json", '{"layout": 2}'])
def test_an_archive_of_another_layout_is_refused(folder: Path, planted: str) -> None:
    folder.mkdir()
    (folder / "cloudinvoices-archive.json").write_text(planted)
    books = DoiTBooks("IN1")
    with pytest.raises(ArchiveError, match=r"layout 2|is damaged") as refused:
        run(folder, books.source())
    assert refused.value.hint
    assert books.requests == []


def test_a_file_is_no_archive(tmp_path: Path) -> None:
    path, books = tmp_path / "archive", DoiTBooks("IN1")
    path.write_text("a file")
    for options in ({}, {"dry_run": True}):
        with pytest.raises(ArchiveError, match="is a file"):
            run(path, books.source(), **options)
    assert books.requests == []


def test_what_cannot_be_written_is_refused_before_anything_is_fetched(tmp_path: Path) -> None:
    books = DoiTBooks("IN1")
    for path in (Path("/proc/archive"), tmp_path / "file" / "archive"):
        (tmp_path / "file").touch()
        with pytest.raises(ArchiveError) as refused:
            run(path, books.source())
        assert refused.value.hint
    assert books.requests == []


def test_two_accounts_side_by_side_and_the_same_invoice_in_both(folder: Path) -> None:
    books = DoiTBooks("IN1")
    run(folder, books.source("one"), books.source("two"))
    assert {line["account"] for line in lines(folder)} == {"one", "two"}
    assert damages(folder) == []


def test_hostile_names_stay_inside_and_apart(folder: Path) -> None:
    books = DoiTBooks()
    names = ["../../etc/passwd", "CON", "a" * 300, "é", "e\u0301", "IN1", "in1", "x\u202efdp", "a/b", "a\\b", "~"]
    for name in names:
        books.add(name, date(2026, 1, 1))
    report = run(folder, books.source(), formats=("pdf",))
    held = {line["invoice"]: line for line in lines(folder)}
    assert set(names) - set(held) == {one.invoice for one in report.failures} == set()
    assert len({line["path"].casefold() for line in held.values()}) == len(held)
    assert {path.partition("/")[0] for path in visible(folder)} == {"doit", "cloudinvoices-archive.json"}
    assert damages(folder) == []


def test_the_watch_is_told(folder: Path) -> None:
    from cloudinvoices.archive import Watch

    class Seen(Watch):
        def __init__(self) -> None:
            self.told: list[object] = []

        def listed(self, account: str) -> None:
            self.told.append(("listed", account))

        def account_listed(self, account: str) -> None:
            self.told.append(("account listed", account))

        def planned(self, documents: int) -> None:
            self.told.append(("planned", documents))

        def received(self, size: int) -> None:
            self.told.append(size)

        def done(self, account: str) -> None:
            self.told.append(("done", account))

        def account_done(self, account: str) -> None:
            self.told.append(("account done", account))

    books, watch = DoiTBooks("IN1"), Seen()
    with Archive(folder) as archive:
        report = sync(archive, [books.source()], Options(), watch)
    received = [told for told in watch.told if isinstance(told, int)]
    assert sum(received) == report.accounts[0].bytes
    told = [told for told in watch.told if not isinstance(told, int)]
    assert told == [
        ("listed", "doit"),
        ("account listed", "doit"),
        ("planned", 2),
        ("done", "doit"),
        ("done", "doit"),
        ("account done", "doit"),
    ]


@pytest.mark.parametrize("depth", [100, 450, 700, 900])
def test_what_is_nested_deeply_stops_nothing(folder: Path, depth: int) -> None:
    books = DoiTBooks("IN1", "IN2")
    nested = '"more": ' + "[" * depth + "]" * depth
    books.invoices["IN1"] = json.dumps(books.invoices["IN1"])[:-1] + f", {nested}}}"
    report = run(folder, books.source(), formats=("pdf",))
    held = {line["invoice"] for line in lines(folder)}
    assert held | {one.invoice for one in report.failures} == {"IN1", "IN2"}
    assert "IN2" in held
    assert ("IN1" in held) is (report.failures == [])
    assert "IN1" in held or depth > 400
    assert damages(folder) == []
