"""The options that every command takes."""

from __future__ import annotations

from pathlib import Path

import click

FORMATS = ("table", "json", "ndjson", "csv")


def common_options() -> list[click.Parameter]:
    """New ones for each command."""
    return [
        click.Option(
            ["--config"],
            metavar="FILE",
            type=click.Path(path_type=Path),
            help="Configuration. Default: CLOUDINVOICES_CONFIG, ./cloudinvoices.toml, the user's.",
        ),
        click.Option(["-o", "--output"], type=click.Choice(FORMATS), help="Form of the output. Default: table."),
        click.Option(["-q", "--quiet"], is_flag=True, help="No progress, no notes."),
        click.Option(["-v", "--verbose"], count=True, help="What is waited for, and the causes of errors; twice: all."),
    ]
