"""What a hand-written client has to know of the two providers."""

from __future__ import annotations

import json
from pathlib import Path

from ..work import Work


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
