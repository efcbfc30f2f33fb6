# Generated from specs/qovery.yaml
# (SHA-256 ab7d9fdcc4b384043fe05922e3ccee33bf7c6ba76a4689ecf1cd68495d475225)
# by openapi-python-client 0.29.1, datamodel-code-generator 0.89.0, ruff 0.17.5.
# Do not edit, run `make generate`.

"""Contains endpoint functions for accessing the API, and the request of each as keyword arguments for httpx"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .list_organizations import _get_kwargs as list_organizations_request

__all__ = ("list_organizations_request",)

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return import_module(f".{name.removesuffix('_request')}", __name__)._get_kwargs
