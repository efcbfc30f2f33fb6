"""`--version`: what a report of a bug needs to say, and which specs the installed package was generated from."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

import click

from cloudinvoices_apis.documents import SCHEMA_SHA256

from .. import __version__

_LIBRARIES = ("aiohttp", "attrs", "click", "httpcore", "httpx", "msgspec", "obstore", "rich")


def show_version(ctx: click.Context, _option: click.Parameter, wanted: bool) -> None:
    """Print it and end, where it is asked for."""
    if not wanted or ctx.resilient_parsing:
        return
    click.echo(f"cloudinvoices {__version__}")
    click.echo(f"{sys.implementation.name} {sys.version.partition(' ')[0]}, {sys.platform}")
    if ctx.params["verbose"]:
        click.echo(", ".join(_libraries()))
    for name, sha256 in _sources():
        click.echo(f"{sha256}  specs/{name}")  # as sha256sum writes it, so that it can check it
    ctx.exit()


def _sources() -> Iterator[tuple[str, str]]:
    """The files of specs/ behind the generated packages that are installed, whichever those are."""
    for module in iter_modules(import_module("cloudinvoices_apis").__path__):
        if module.name != "documents":
            package = import_module(f"cloudinvoices_apis.{module.name}")
            yield f"{module.name}.yaml", package.SPEC_SHA256
    for name, sha256 in SCHEMA_SHA256.items():
        yield f"documents/{name}.schema.json", sha256


def _libraries() -> Iterator[str]:
    """Imported here: it costs half of what all the rest of a start does."""
    from importlib.metadata import PackageNotFoundError, version

    for name in _LIBRARIES:
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:
            yield f"no {name}"
