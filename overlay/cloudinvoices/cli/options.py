"""What all commands take their options with, and the options that every command takes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    ParamType = click.ParamType
else:

    class ParamType(click.ParamType):
        """With a type in brackets also before click 8.4."""

        def __class_getitem__(cls, kind: Any) -> type[ParamType]:
            return cls


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
        click.Option(
            ["-v", "--verbose"],
            count=True,
            is_eager=True,  # before --version, which says more with it
            help="What is waited for, and the causes of errors; twice: all.",
        ),
    ]
