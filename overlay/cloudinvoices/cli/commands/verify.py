"""`verify`: whether an archive is as it was written."""

from __future__ import annotations

import click

from ..archives import archive_option
from ..command import Run, command
from ..failures import FAILED
from ..output import Column, Layout
from ..progress import has_room

_LAYOUT = Layout(fields=("path", "reason"), columns=(Column("path", "path"), Column("reason", "reason")))


@command(
    "verify",
    examples="""
        cloudinvoices verify --archive invoices/
        cloudinvoices verify --archive s3://acme-finance/invoices -o csv > damage.csv
    """,
)
@archive_option
def verify(run: Run, address: str) -> None:
    """Check every byte of an archive against its record.

    Names documents that are changed, cut off or gone, records that cannot be read, and files that no record names.
    Nothing is written. A sync that is running is waited for, a minute at most.

    The exit code is 1 if anything is named.
    """
    from ...archive import Archive
    from ..verification import Verification

    with Archive(address) as archive:
        verification = Verification(archive, run.messages)
        damages = verification.run(shown=has_room(streams=run.output.streams))
        records = ({"path": damage.path, "reason": damage.reason} for damage in damages)
        run.output.many(records, _LAYOUT, bare=False)
    run.messages.note(verification.sentence)
    if verification.damages:
        raise click.exceptions.Exit(FAILED)


COMMAND = verify
