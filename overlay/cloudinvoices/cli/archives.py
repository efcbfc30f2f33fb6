"""What the commands on an archive share: which one it is, and what is to be said of it before it is read."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from .messages import Messages

if TYPE_CHECKING:
    from ..archive import Archive

F = TypeVar("F", bound=Callable[..., Any])
_MOST_NAMED = 5


def archive_option(function: F) -> F:
    """The option that names the archive."""
    return click.option(
        "--archive",
        "address",
        metavar="PATH|URL",
        required=True,
        envvar="CLOUDINVOICES_ARCHIVE",
        help="The archive: a folder, or s3://, gs:// or az://. Default: CLOUDINVOICES_ARCHIVE.",
    )(function)


def refresh(archive: Archive, messages: Messages) -> bool:
    """Bring the index up to date and say what that showed; whether every record can be read.

    Raises:
        ArchiveError: there is no archive, or it cannot be read.
    """
    archive.require()
    for note in archive.refresh().notes():
        messages.note(note)
    return not _say_damaged(archive, messages)


def _say_damaged(archive: Archive, messages: Messages) -> bool:
    damaged = archive.damaged()
    for name, reason in damaged[:_MOST_NAMED]:
        messages.say(f"error: {name} is no readable record: {reason}")
    if len(damaged) > _MOST_NAMED:
        messages.say(f"error: and {len(damaged) - _MOST_NAMED:,} more")
    if damaged:
        messages.say("hint: `cloudinvoices verify` names all damage; restore it from a backup, or move it away.")
    return bool(damaged)
