"""The providers by their key; each module loads when it is asked for, and none knows another."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..core.adapter import Adapter

NAMES = ("qovery", "akamai", "masstack", "f5xc", "doit")


def load_adapter(name: str) -> type[Adapter]:
    """The adapter class of a provider.

    Raises:
        KeyError: there is no such provider.
    """
    if name not in NAMES:
        raise KeyError(name)
    adapter: type[Adapter] = import_module(f".{name}", __name__).ADAPTER
    return adapter
