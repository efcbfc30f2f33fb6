"""What a list says of a document before it is fetched: its name, and a text that changes when the document does."""

from decimal import Decimal
from typing import Any

from msgspec.structs import replace

import cloudinvoices as ci

AKAMAI: dict[str, Any] = {"client_token": "akab-client", "client_secret": "akab-secret", "access_token": "akab-access"}


def file(media_type: str, name: str, version: int | None, source_type: str = "REGULAR") -> dict[str, Any]:
    return {"contentType": media_type, "fileName": name, "fileVersion": version, "sourceType": source_type}


def akamai_invoice(*files: dict[str, Any]) -> ci.Invoice:
    return ci.Invoice(provider="akamai", scope="C-1", id="12", number="12", raw={"invoiceId": 12, "files": list(files)})


def test_akamai_lists_name_and_version_of_each_file() -> None:
    invoice = akamai_invoice(
        file("application/pdf", "usage.pdf", 7, "COMPUTE"),
        file("application/pdf", "Invoice_12_FINAL_1.pdf", 1),
        file("text/csv", "12_2.csv", 2, "COMPUTE"),
        file("application/json", "12.json", None),
    )
    with ci.connect("akamai", base_url="https://akamai.example", **AKAMAI) as akamai:
        assert akamai.describe_document(invoice, "pdf") == ci.ListedDocument(name="Invoice_12_FINAL_1.pdf", version="1")
        assert akamai.describe_document(invoice, "csv") == ci.ListedDocument(name="12_2.csv", version="2")
        assert akamai.describe_document(invoice, "json") == ci.ListedDocument(name="12.json", version=None)
        assert akamai.describe_document(akamai_invoice(), "pdf") == ci.ListedDocument()


def test_akamai_usage_data_has_files_of_its_own() -> None:
    invoice = akamai_invoice(file("text/csv", "a.csv", 1), file("text/csv", "usage.csv", 2, "COMPUTE"))
    with ci.connect("akamai", base_url="https://akamai.example", source_type="COMPUTE", **AKAMAI) as akamai:
        assert akamai.describe_document(invoice, "csv") == ci.ListedDocument(name="usage.csv", version="2")


def test_the_json_of_doit_changes_with_its_invoice() -> None:
    invoice = ci.Invoice(provider="doit", scope="", id="1", number="1", provider_status="OPEN", total=Decimal("1.10"))
    paid = replace(invoice, provider_status="PAID")
    with ci.connect("doit", api_key="planted") as doit:
        before, after = (doit.describe_document(one, "json").version for one in (invoice, paid))
        assert before is not None
        assert before != after
        assert doit.describe_document(invoice, "pdf") == ci.ListedDocument()


def test_the_others_say_nothing() -> None:
    invoice = ci.Invoice(provider="f5xc", scope="system", id="1", number="1")
    with ci.connect("f5xc", tenant="example", api_token="planted") as f5xc:
        assert f5xc.describe_document(invoice, "pdf") == ci.ListedDocument()
