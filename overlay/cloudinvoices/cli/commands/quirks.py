"""`quirks`: where providers differ from their documentation."""

from __future__ import annotations

import attrs
import click

from ...providers import NAMES
from ...quirks import Quirk, load_quirks
from ..command import Run, command
from ..output import Column, Layout

_LAYOUT = Layout(
    fields=[field.name for field in attrs.fields(Quirk)],
    columns=[
        Column("id", "id"),
        Column("what the provider really does", "really"),
        Column("what is done about it", "handling"),
        Column("seen", "seen"),
    ],
)


@command(
    "quirks",
    examples="""
        cloudinvoices quirks --provider akamai
        cloudinvoices quirks -o json | jq '.[] | select(.id == "QOVERY-LINK")'
    """,
)
@click.option("--provider", type=click.Choice(NAMES), help="Those of one provider only.")
def quirks(run: Run, provider: str | None) -> None:
    """Show where providers differ from their documentation.

    The table says what is so and what is done about it; the other forms of output also have what is documented, the
    evidence, and the test that shows it.
    """
    chosen = (quirk for quirk in load_quirks() if provider in (None, quirk.provider))
    run.output.many((attrs.asdict(quirk) for quirk in chosen), _LAYOUT)


COMMAND = quirks
