"""What a hand-written client has to know of the providers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from ..work import Kind, Work

HEADERS = {"Authorization": "Bearer not-a-secret", "Accept": "application/json"}
LARGE: Mapping[Kind, str] = {
    "qovery": "00000000-0000-4000-8000-000000000000",
    "akamai": "20240301000",
    "f5xc": "invoice-1",
}
"""The id of the large document."""
SIGNED_LISTS = 200
"""With one session: a list takes two requests, and our account sends at most 500 in a minute."""
_CONTRACT = "C-0N7RAC7"


def invoice_id(work: Work, number: int) -> str:
    """The id of an invoice."""
    return f"00000000-0000-4000-8000-{number:012d}" if work.kind == "qovery" else f"IN{number:09d}"


def document_format(work: Work) -> Literal["json", "pdf"]:
    """That of the documents which the bulk fetches."""
    return "json" if work.kind == "doit" else "pdf"


def large_settings(work: Work) -> dict[str, Any]:
    """What is beside the credential."""
    return {"contract": _CONTRACT} if work.kind == "akamai" else {}


def large_address(work: Work) -> str:
    """Where the large document is, or, at Qovery, the link to it."""
    match work.kind:
        case "akamai":
            return f"{work.account()}/invoicing-api/v4/contracts/{_CONTRACT}/invoices/{LARGE['akamai']}/download"
        case "f5xc":
            return f"{work.account()}/api/web/namespaces/system/usage/invoice_pdf?name={LARGE['f5xc']}"
        case _:
            return first_request(work, 0, LARGE[work.kind])


def first_page(work: Work, account: int = 0) -> str:
    """The address of an account's list."""
    path = "organization/o/invoice" if work.kind == "qovery" else "billing/v1/invoices"
    return f"{work.account(account)}/{path}"


def read_page(work: Work, account: int, body: bytes) -> tuple[list[str], str | None]:
    """The ids on a page, and the address of the next one."""
    page = json.loads(body)
    if work.kind == "qovery":
        return [invoice["id"] for invoice in page["results"]], None
    token = page["pageToken"]
    return [invoice["id"] for invoice in page["invoices"]], (
        f"{first_page(work, account)}?pageToken={token}" if token else None
    )


def first_request(work: Work, account: int, invoice: str) -> str:
    """Where the document is, or, at Qovery, the link to it."""
    return f"{first_page(work, account)}/{invoice}{'/download' if work.kind == 'qovery' else ''}"


def read_link(body: bytes) -> str:
    """The address of the document."""
    link: str = json.loads(body)["url"]
    return link


def file_for(work: Work, account: int, invoice: str) -> Path:
    """Where these clients put a document."""
    return Path(work.folder, f"{account}-{invoice}")
