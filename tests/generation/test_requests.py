"""The request builders of the generated packages, and the one download that has three formats."""

import importlib
from datetime import date
from typing import Any

import httpx
import pytest

from cloudinvoices_apis.akamai.client import Client
from cloudinvoices_apis.akamai.client.api.invoices import download_invoice, download_invoice_request

BUILDERS: list[tuple[str, dict[str, Any], str]] = [
    ("qovery.organizations.list_organizations", {}, "/organization"),
    ("qovery.invoices.list_invoices", {"organization_id": "o"}, "/organization/o/invoice"),
    ("qovery.invoices.get_invoice", {"organization_id": "o", "invoice_id": "a/b"}, "/organization/o/invoice/a%2Fb"),
    (
        "qovery.invoices.download_invoice",
        {"organization_id": "é", "invoice_id": "%2F"},
        "/organization/%C3%A9/invoice/%252F/download",
    ),
    ("akamai.invoices.list_invoices", {"month": "2026-01"}, "/invoicing-api/v4/invoices?month=2026-01"),
    (
        "akamai.invoices.list_contract_invoices",
        {"contract_id": "C-1", "month": "2026-01", "account_switch_key": "A:B"},
        "/invoicing-api/v4/contracts/C-1/invoices?month=2026-01&accountSwitchKey=A%3AB",
    ),
    (
        "akamai.invoices.download_invoice",
        {"contract_id": "C-1", "invoice_id": 3000000000, "source_type": "COMPUTE"},
        "/invoicing-api/v4/contracts/C-1/invoices/3000000000/download?sourceType=COMPUTE",
    ),
    (
        "akamai.contracts.list_contract_identifiers",
        {"depth": "ALL"},
        "/contract-api/v1/contracts/identifiers?depth=ALL",
    ),
    (
        "f5xc.invoices.list_invoices",
        {"namespace": "system", "limit": 5},
        "/api/web/namespaces/system/usage/invoices/custom_list?limit=5",
    ),
    (
        "f5xc.invoices.download_invoice",
        {"namespace": "system", "name": "a&b c"},
        "/api/web/namespaces/system/usage/invoice_pdf?name=a%26b+c",
    ),
    ("doit.authentication.validate_credentials", {}, "/auth/v1/validate"),
    (
        "doit.invoices.list_invoices",
        {"max_results": 2, "page_token": "t=", "filter_": "status:OPEN"},
        "/billing/v1/invoices?maxResults=2&pageToken=t%3D&filter=status%3AOPEN",
    ),
    ("doit.invoices.get_invoice", {"id": "{b}"}, "/billing/v1/invoices/%7Bb%7D"),
    ("doit.invoices.download_invoice", {"id": "b"}, "/billing/v1/invoices/b/pdf"),
    (
        "masstack.invoices.download_invoice",
        {"org_id": "o", "account_id": "a;b", "invoice_id": "i"},
        "/orgs/o/accounts/a%3Bb/invoices/i",
    ),
    (
        "masstack.invoices.get_billing_details",
        {"org_id": "o", "account_id": "a"},
        "/orgs/o/accounts/a/billing_details",
    ),
    (
        "masstack_customers.invoices.list_invoices",
        {"org_id": "o", "account_id": 1, "start_date": date(2026, 1, 2)},
        "/orgs/o/accounts/1/invoices?start_date=2026-01-02",
    ),
]


@pytest.mark.parametrize(("name", "arguments", "address"), BUILDERS, ids=[name for name, *_ in BUILDERS])
def test_a_request_builder_makes_the_documented_request(name: str, arguments: dict[str, Any], address: str) -> None:
    provider, tag, operation = name.split(".")
    package = importlib.import_module(f"cloudinvoices_apis.{provider}.client.api.{tag}")
    request = httpx.Client().build_request(**getattr(package, f"{operation}_request")(**arguments))
    assert (request.method, str(request.url)) == ("GET", address)


def test_the_format_of_an_akamai_download_is_asked_by_header() -> None:
    built = download_invoice_request("C-1", 7, accept="application/pdf")
    assert built["headers"] == {"Accept": "application/pdf"}


@pytest.mark.parametrize("kind", ["application/pdf", "text/csv", "application/json"])
def test_an_akamai_download_is_bytes_in_every_format(kind: str) -> None:
    body = b"%PDF-1.7\n\xff\xfe"
    transport = httpx.MockTransport(lambda _: httpx.Response(200, content=body, headers={"Content-Type": kind}))
    client = Client("https://provider.example", httpx_args={"transport": transport})
    file = download_invoice.sync("C-1", 7, client=client)
    assert file is not None
    assert file.payload.read() == body
