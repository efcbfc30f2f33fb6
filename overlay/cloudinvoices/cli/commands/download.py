"""`download`: one document."""

from __future__ import annotations

import sys
from collections.abc import Generator
from contextlib import contextmanager
from typing import get_args

import click

from ...account.provider import Provider
from ...invoice import Format
from ..command import Run, command
from ..failures import writing
from ..invoice_id import InvoiceIdType
from ..invoices import DOWNLOADS, download_record
from ..output import binary_stdout
from ..progress import counting


@command(
    "download",
    examples="""
        cloudinvoices download doit INV-2026-0042 --format pdf
        cloudinvoices download edge 8000123456 --format csv --to invoices/
        cloudinvoices download platform 6f1c2a34-5b7d-4e8f-9a01-b2c3d4e5f601 --to - | lp
    """,
)
@click.argument("account")
@click.argument("id", type=InvoiceIdType())
@click.option("--format", "format", type=click.Choice(get_args(Format)), help="Default: the provider's first.")
@click.option("--to", metavar="PATH", default=".", help="Folder (default: this one), file, or - for stdout.")
def download(run: Run, account: str, id: str, format: Format | None, to: str) -> None:
    """Download the document of an invoice.

    It is fetched completely and checked before it appears under its name. A file that exists is never overwritten: the
    same bytes are kept as they are, other bytes get a number behind the name.
    """
    if to == "-" and sys.stdout.isatty():
        raise click.UsageError("A document is nothing for a terminal: name a file or folder, or pipe it on.")
    with run.connect(account) as provider, _as_usage_errors():
        if to == "-":
            _to_stdout(run, provider, id, format)
            return
        with counting("document", shown=not run.messages.quiet) as count, writing():
            done = provider.download(id, to, format=format)
            count()
        run.output.one(download_record(account, id, done), DOWNLOADS)


def _to_stdout(run: Run, provider: Provider, id: str, format: Format | None) -> None:
    stdout = binary_stdout()
    with provider.stream(id, format=format) as document:
        for piece in document:
            stdout.write(piece)
    stdout.flush()
    run.messages.note(f"{document.filename}: {document.received} bytes, sha256 {document.sha256}")


@contextmanager
def _as_usage_errors() -> Generator[None]:
    try:
        yield
    except ValueError as error:  # the core's word for an id that this provider cannot have
        raise click.UsageError(str(error)) from error


COMMAND = download
