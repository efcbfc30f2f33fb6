# Generated from specs/akamai.yaml
# (SHA-256 c69263036b8324ad68b615d5217abe7568ace43fc6a717fca34a680e98858c75)
# by openapi-python-client 0.29.1, datamodel-code-generator 0.89.0, ruff 0.17.5.
# Do not edit, run `make generate`.

"""Contains endpoint functions for accessing the API, and the request of each as keyword arguments for httpx"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .list_contract_identifiers import _get_kwargs as list_contract_identifiers_request

__all__ = ("list_contract_identifiers_request",)

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return import_module(f".{name.removesuffix('_request')}", __name__)._get_kwargs
