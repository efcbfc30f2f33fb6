"""How a user writes it. Never run: mypy and pyright check that it fits, in their strict modes."""

import asyncio
import io
from collections.abc import AsyncIterator, Iterator, Mapping, MutableSequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, assert_type

import cloudinvoices as ci
from cloudinvoices import documents

JANUARY, JUNE = date(2026, 1, 1), date(2026, 6, 30)


def download_everything() -> list[ci.Download]:
    with ci.connect("qovery", organization="6f1c2a34") as qovery:
        return [qovery.download(invoice, to="invoices/") for invoice in qovery.list(since=JANUARY)]


async def download_everything_at_once() -> list[ci.Download]:
    async with ci.aconnect("akamai", section="billing") as akamai:
        invoices = [invoice async for invoice in akamai.list(since=JANUARY, until=JUNE)]
        return await asyncio.gather(*(akamai.download(invoice, to="invoices/", format="csv") for invoice in invoices))


def every_provider_and_its_settings() -> list[ci.Provider]:
    return [
        ci.connect("qovery", organization="6f1c2a34", token="token", token_type="bearer"),
        ci.connect(
            "akamai", client_token="a", client_secret="b", access_token="c", base_url="https://host.example.com"
        ),
        ci.connect("akamai", edgerc=Path("~/.edgerc"), section="billing", account_switch_key="B-3", contract="C-1"),
        ci.connect("masstack", organization="brand", account=4711, access_token="token", ids=["FT-1"]),
        ci.connect(
            "masstack", organization="brand", account="4711", service_account="account.json", token_url="https://x"
        ),
        ci.connect("f5xc", tenant="acme", api_token="token", namespace="system"),
        ci.connect("f5xc", base_url="https://acme.example.com", p12="client.p12", p12_password="password"),
        ci.connect("doit", api_key="key", tenant="acme", timeout=10, retries=0, max_document_bytes=1 << 20),
    ]


def what_an_account_offers(account: ci.Provider) -> None:
    assert_type(account.list(), Iterator[ci.Invoice])
    assert_type(account.get("INV-1"), ci.Invoice)
    assert_type(account.download("INV-1", "march.pdf"), ci.Download)
    assert_type(account.billing_details(), ci.BillingDetails)
    assert_type(account.name, str)
    assert_type(account.scope, str)
    assert_type(account.formats, tuple[Literal["pdf", "csv", "json"], ...])
    assert_type(account.skipped, MutableSequence[ci.Skipped])
    account.close()


async def what_an_async_account_offers(account: ci.AsyncProvider) -> None:
    assert_type(account.list(), AsyncIterator[ci.Invoice])
    assert_type(await account.get("INV-1"), ci.Invoice)
    assert_type(await account.download("INV-1", Path("march.pdf")), ci.Download)
    assert_type(await account.billing_details(), ci.BillingDetails)
    await account.aclose()


def places_for_a_document(account: ci.Provider, invoice: ci.Invoice) -> None:
    account.download(invoice, "invoices/")
    account.download(invoice, Path("invoices"), format="pdf")
    account.download(invoice, io.BytesIO())
    with Path("march.pdf").open("wb") as file:
        account.download(invoice.id, file)


def bytes_as_they_come(account: ci.Provider, invoice: ci.Invoice) -> int:
    with account.stream(invoice, format="csv") as document:
        assert_type(document, ci.DocumentStream)
        assert_type(document.media_type, str)
        assert_type(document.size, int | None)
        assert_type(document.filename, str)
        return sum(len(piece) for piece in document)


async def bytes_as_they_come_async(account: ci.AsyncProvider, invoice: ci.Invoice) -> bytes:
    async with account.stream(invoice) as document:
        assert_type(document, ci.AsyncDocumentStream)
        return b"".join([piece async for piece in document])


def what_an_invoice_says(invoice: ci.Invoice) -> None:
    assert_type(invoice.provider, str)
    assert_type(invoice.scope, str)
    assert_type(invoice.id, str)
    assert_type(invoice.number, str)
    assert_type(invoice.kind, Literal["invoice", "credit_note", "debit_note", "other"])
    assert_type(invoice.status, Literal["draft", "issued", "paid", "overdue", "void", "refunded", "unknown"])
    assert_type(invoice.provider_status, str | None)
    assert_type(invoice.currency, str | None)
    assert_type(invoice.total, Decimal | None)
    assert_type(invoice.amount_due, Decimal | None)
    assert_type(invoice.issued_on, date | None)
    assert_type(invoice.due_on, date | None)
    assert_type(invoice.period_start, date | None)
    assert_type(invoice.period_end, date | None)
    assert_type(invoice.dated, date | None)
    assert_type(invoice.formats, tuple[Literal["pdf", "csv", "json"], ...])
    assert_type(invoice.raw, Mapping[str, Any])
    assert_type({invoice: invoice.total}, dict[ci.Invoice, Decimal | None])


def what_a_download_says(saved: ci.Download) -> None:
    assert_type(saved.path, Path | None)
    assert_type(saved.format, Literal["pdf", "csv", "json"])
    assert_type(saved.media_type, str)
    assert_type(saved.size, int)
    assert_type(saved.sha256, str)


def what_is_in_an_invoice(path: Path) -> dict[str | None, Decimal]:
    totals: dict[str | None, Decimal] = {}
    with documents.open_akamai(path) as opened:
        for line in opened:
            assert_type(line, documents.AkamaiLine)
            assert_type(line.item_start_date, date | None)
            assert_type(line.others, dict[str, Any] | None)
            product = line.product
            totals[product] = totals.get(product, Decimal(0)) + (line.item_total or 0)
        assert_type(opened.header.invoice_currency, str | None)
    with path.open("rb") as file:
        read = documents.read_akamai(file)
    assert_type(read.lines, list[documents.AkamaiLine])
    assert_type(read.skipped[0].number, int)
    assert_type(read.lines[0].customer.end_customer_account_id, str | None)
    return totals


def what_an_error_says(account: ci.Provider) -> str | None:
    try:
        account.get("INV-1")
    except (ci.ConfigurationError, ci.AuthenticationError, ci.AccessDeniedError) as error:
        return error.hint
    except ci.RateLimitError as error:
        assert_type(error.retry_after, float | None)
    except (ci.DocumentUnavailable, ci.DocumentDamaged, ci.NotFoundError, ci.UnsupportedOperation):
        return None
    except (ci.ProviderError, ci.ConnectionFailed, ci.UnexpectedAnswer) as error:
        assert_type(error.status, int | None)
        assert_type(error.request_id, str | None)
    except ci.CloudInvoicesError as error:
        assert_type(error.provider, str | None)
        assert_type(error.operation, str | None)
        assert_type(error.url, str | None)
        assert_type(error.excerpt, str | None)
    return None


def what_was_skipped(account: ci.Provider) -> list[str]:
    return [skipped.reason for skipped in account.skipped if skipped.raw is not None]


def next_billing(account: ci.Provider) -> date | None:
    details = account.billing_details()
    assert_type(details.raw, Mapping[str, Any])
    return details.next_billing_date


def every_generated_operation(account: ci.Provider) -> int:
    from cloudinvoices_apis.doit.client.api.invoices import list_invoices

    return list_invoices.sync_detailed(client=account.client).status_code.value
