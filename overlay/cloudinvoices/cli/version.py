"""`--version`: what a report of a bug needs to say, and which specs the installed package was generated from."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from cloudinvoices_apis.documents import SCHEMA_SHA256

from .. import __version__

_LIBRARIES = ("aiohttp", "attrs", "click", "httpcore", "httpx", "msgspec", "obstore", "rich")


def version_lines(*, with_libraries: bool) -> Iterator[str]:
    """Version, Python, the libraries if wanted, and the specs, as sha256sum writes them and can check them."""
    yield f"cloudinvoices {__version__}"
    yield f"{sys.implementation.name} {sys.version.partition(' ')[0]}, {sys.platform}"
    if with_libraries:
        yield ", ".join(_libraries())
    yield from (f"{sha256}  specs/{name}" for name, sha256 in _sources())


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
