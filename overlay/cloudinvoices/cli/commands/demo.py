"""`demo`: everything at once, on this machine, without an account anywhere."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import click

from ..command import Run, command


@command(
    "demo",
    examples="""
        cloudinvoices demo
        cloudinvoices demo try-it -o json
    """,
)
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path, file_okay=False), default="demo-invoices")
def demo(run: Run, folder: Path) -> None:
    """Try it all on this machine, without an account.

    Starts the simulator, writes a configuration for it into DIR (demo-invoices unless given), and makes an archive
    there of every document of all providers. Then it shows what each has invoiced, and checks the archive. Run it
    again, and it finds nothing new. Nothing leaves this machine, and nothing in DIR is overwritten.
    """
    from ..demonstration import demonstrate

    code = demonstrate(run, folder)
    _say_what_next(run, folder)
    if code:
        raise click.exceptions.Exit(code)


def _say_what_next(run: Run, folder: Path) -> None:
    program, archive = _program(), shlex.quote(str(folder))
    for line in (
        "Look at it:",
        f"  {program} records --archive {archive}",
        f"  {program} records --archive {archive} --kind credit_note -o csv",
        f"  {program} missing --archive {archive}",
        f"Once more, and nothing is fetched:  {program} demo {archive}",
        f"Your own accounts: `{program} providers` shows what to set. Then:",
        f"  {program} sync --archive invoices/",
    ):
        run.messages.note(line)


def _program() -> str:
    """As it was called, where that is not just its name: from a checkout it is not on the person's PATH."""
    called = Path(sys.argv[0])
    return str(called) if called.name == "cloudinvoices" and not called.is_absolute() else "cloudinvoices"


COMMAND = demo
