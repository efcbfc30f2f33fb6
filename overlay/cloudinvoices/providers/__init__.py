"""The providers by their key; each module loads when it is asked for, and none knows another."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..core.adapter import Adapter

NAMES = ("qovery", "akamai", "masstack", "f5xc", "doit")


def find_present() -> tuple[str, ...]:
    """The providers that are here: a vendored copy may hold fewer than there are."""
    from pkgutil import iter_modules  # for the text of an error only

    found = {module.name for module in iter_modules(__path__)}
    return tuple(name for name in NAMES if name in found)


def load_adapter(name: str) -> type[Adapter]:
    """The adapter class of a provider.

    Raises:
        KeyError: there is no such provider in this copy.
    """
    if name not in NAMES:
        raise KeyError(name)
    try:
        adapter: type[Adapter] = import_module(f".{name}", __name__).ADAPTER
    except ModuleNotFoundError as error:
        if error.name != f"{__name__}.{name}":
            raise
        raise KeyError(name) from error
    return adapter
