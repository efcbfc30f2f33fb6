import asyncio
import io
import warnings
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

import cloudinvoices as ci
from cloudinvoices_apis.doit.client.api.invoices import get_invoice

from .transports import Script, answer, document

PAGE = {
    "invoices": [
        {"id": "INV-1", "invoiceDate": 1767225600000, "totalAmount": 10.5, "currency": "USD", "status": "PAID"},
        {"id": "INV-2", "invoiceDate": 1769904000000},
        "not an invoice",
        {"id": "INV-1", "invoiceDate": 1767225600000},
        {"id": "INV-3", "invoiceDate": "broken"},
        {"invoiceDate": 1769904000000},
        {"invoiceDate": 1769904000000},
    ]
}
PDF = b"%PDF-1.4\n%%EOF\n"


def doit(*prepared: Any) -> ci.Provider:
    return ci.connect("doit", api_key="planted", transport=Script(*prepared), retries=0)


@pytest.fixture
def quiet() -> Iterator[list[warnings.WarningMessage]]:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        yield caught


def test_what_cannot_be_read_is_told_and_the_rest_is_listed(quiet: list[warnings.WarningMessage]) -> None:
    account = doit(answer(PAGE))
    assert [invoice.id for invoice in account.list()] == ["INV-1", "INV-2", "INV-3", "", ""]
    assert [(skipped.provider, skipped.raw) for skipped in account.skipped] == [("doit", "not an invoice")]
    assert {warning.category for warning in quiet} == {ci.CloudInvoicesWarning}
    said = [str(warning.message) for warning in quiet]
    assert len(said) == 4
    assert "was skipped" in said[0]
    assert "INV-3 was read in part" in said[1]
    assert all("no id" in message for message in said[2:])


@pytest.mark.usefixtures("quiet")
def test_async_is_the_same() -> None:
    async def run() -> list[str]:
        async with ci.aconnect("doit", api_key="planted", transport=Script(answer(PAGE)), retries=0) as account:
            return [invoice.id async for invoice in account.list(until=date(2026, 1, 31))]

    assert asyncio.run(run()) == ["INV-1", "INV-3"]


@pytest.mark.usefixtures("quiet")
def test_both_days_count_and_what_has_no_date_is_listed() -> None:
    assert [invoice.id for invoice in doit(answer(PAGE)).list(since=date(2026, 2, 1))] == ["INV-2", "INV-3", "", ""]
    assert [invoice.id for invoice in doit(answer(PAGE)).list(until=date(2026, 1, 1))] == ["INV-1", "INV-3"]


def test_a_list_is_lazy_and_checks_its_days_at_once() -> None:
    account = doit()
    account.list()
    with pytest.raises(ValueError, match="is after"):
        account.list(since=date(2026, 2, 1), until=date(2026, 1, 1))
    with pytest.raises(TypeError, match="since must be"):
        account.list(since=datetime(2026, 2, 1))  # noqa: DTZ001  # a wrong argument


def test_an_invoice_without_id_cannot_be_downloaded(tmp_path: Path) -> None:
    invoice = ci.Invoice(provider="doit", scope="", id="", number="")
    with pytest.raises(ci.DocumentUnavailable, match="no id"):
        doit().download(invoice, tmp_path)


@pytest.mark.parametrize("id", ["..", "", "a\nb"])
def test_ids_are_checked_before_anything_is_sent(id: str, tmp_path: Path) -> None:
    account = doit()
    for attempt in (account.get, lambda id: account.download(id, tmp_path), account.stream):
        with pytest.raises(ValueError, match="cannot be the id"):
            attempt(id)


def test_an_invoice_of_another_provider_is_a_mistake(tmp_path: Path) -> None:
    invoice = ci.Invoice(provider="qovery", scope="o", id="1", number="1")
    with pytest.raises(ValueError, match="from qovery, not from doit"):
        doit().download(invoice, tmp_path)


def test_formats(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="format must be one of pdf, csv, json"):
        doit().download("INV-1", tmp_path, format="xml")  # type: ignore[arg-type]
    with pytest.raises(ci.DocumentUnavailable, match="there are no csv documents"):
        doit().download("INV-1", tmp_path, format="csv")
    invoice = ci.Invoice(provider="doit", scope="", id="INV-1", number="1", formats=("pdf",))
    saved = doit(document(PDF)).download(invoice, tmp_path)
    assert (saved.format, saved.media_type, saved.size) == ("pdf", "application/pdf", len(PDF))


def test_a_place_that_cannot_be_written_is_told_before_anything_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ci.ConfigurationError, match="cannot write"):
        doit().download("INV-1", tmp_path / "file" / "deeper")


def test_nothing_is_left_of_a_damaged_document(tmp_path: Path) -> None:
    with pytest.raises(ci.DocumentDamaged):
        doit(document(b"%PDF-1.4\n")).download("INV-1", tmp_path, format="pdf")
    assert list(tmp_path.glob("*.p*")) == []


def test_a_stream_is_checked_on_the_way() -> None:
    with doit(document(PDF[:5], PDF[5:], content_length=str(len(PDF)))).stream("INV-1", format="pdf") as stream:
        assert (stream.media_type, stream.size, stream.received) == ("application/pdf", len(PDF), 0)
        assert stream.filename.startswith("doit-INV-1-")
        assert b"".join(stream) == PDF
        assert stream.received == len(PDF)


def test_into_a_file_object() -> None:
    target = io.BytesIO()
    saved = doit(document(PDF)).download("INV-1", target, format="pdf")
    assert saved.path is None
    assert target.getvalue() == PDF


def test_raw_clients_send_through_us() -> None:
    from cloudinvoices_apis.doit.client.api.invoices import get_invoice

    script = Script(answer({"id": "INV-1"}))
    account = ci.connect("doit", api_key="planted", transport=script)
    assert get_invoice.sync_detailed("INV-1", client=account.client).status_code == 200
    assert script.requests[0].headers["authorization"] == "Bearer planted"


def test_no_billing_details_where_there_are_none() -> None:
    with pytest.raises(ci.UnsupportedOperation) as raised:
        doit().billing_details()
    assert raised.value.provider == "doit"


def test_a_closed_account_says_so() -> None:
    account = doit()
    account.close()
    with pytest.raises(ci.ConfigurationError, match="closed"):
        list(account.list())
    account.close()


def test_an_item_that_cannot_be_read_does_not_stand_in_the_way_of_another() -> None:
    account = ci.connect(
        "f5xc",
        base_url="https://tenant.example.com",
        api_token="planted",
        transport=Script(answer({"invoices": [None, {"name": "A"}]})),
        retries=0,
    )
    assert account.get("A").id == "A"


@pytest.mark.parametrize("mode", ["r+b", "file"])
def test_a_failed_download_leaves_a_callers_file_as_it_was(mode: str, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.write_bytes(b"existing data")
    with kept.open("r+b") if mode == "r+b" else io.BytesIO(b"existing data") as file:
        with pytest.raises(ci.NotFoundError):
            doit(answer({}, 404)).download("A1", file, format="json")
        file.seek(0)
        assert file.read() == b"existing data"


def test_a_stream_is_read_once_and_inside_its_with() -> None:
    stream = doit(document(PDF), document(PDF)).stream("IN1", format="pdf")
    with pytest.raises(RuntimeError, match="inside its with"):
        iter(stream)
    with stream:
        assert b"".join(stream) == PDF
    with pytest.raises(RuntimeError, match="inside its with"):
        iter(stream)
    with pytest.raises(RuntimeError, match="read once"):
        stream.__enter__()


def test_the_other_kind_of_raw_function_is_refused_and_not_sent_unsigned() -> None:
    with pytest.raises(ci.UnsupportedOperation, match="sync"):
        asyncio.run(get_invoice.asyncio("A1", client=doit().client))
    account = ci.aconnect("doit", api_key="planted", transport=Script(), retries=0)
    with pytest.raises(ci.UnsupportedOperation, match="asyncio"):
        get_invoice.sync("A1", client=account.client)


def test_a_raw_answer_that_is_no_json_is_our_error() -> None:
    page = document(b"<html>", content_type="application/json")
    with pytest.raises(ci.UnexpectedAnswer):
        get_invoice.sync("A1", client=doit(page).client)


def test_the_first_day_of_all_is_a_day() -> None:
    account = ci.connect(
        "akamai",
        base_url="https://host.example.com",
        client_token="c" * 8,
        client_secret="s" * 8,
        access_token="a" * 8,
        transport=Script(answer(None, 204)),
    )
    assert list(account.list(since=date.min, until=date(2016, 3, 31))) == []


def test_accounts_that_are_people_are_not_shown() -> None:
    account = ci.connect("masstack", organization="telco", account="600123123", access_token="planted")
    assert "600123123" not in repr(account)
    assert account.scope == "600123123"


@pytest.mark.parametrize("ids", [[None], ["../x", ".."], [""]])
def test_ids_of_the_caller_are_checked(ids: list[Any]) -> None:
    with pytest.raises(ci.ConfigurationError):
        ci.connect("masstack", organization="telco", account="1", access_token="planted", ids=ids)


@pytest.mark.parametrize(
    "environment",
    [{"ALL_PROXY": "foo://proxy"}, {"SSL_CERT_FILE": "/nonexistent/roots.pem"}],
    ids=["proxy", "roots"],
)
def test_a_wrong_environment_is_told_as_such(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ci.ConfigurationError, match="no HTTP client can be made") as raised:
        ci.connect("doit", api_key="planted", base_url="https://api.example.com", retries=0).get("A1")
    assert next(iter(environment)) in str(raised.value.hint)
