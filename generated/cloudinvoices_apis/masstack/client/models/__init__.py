# Generated from specs/masstack.yaml
# (SHA-256 fa1416b05fc2248ac79033a3deccd542c551091220db83e654bb5effb03322da)
# by openapi-python-client 0.29.1, datamodel-code-generator 0.89.0, ruff 0.17.5.
# Do not edit, run `make generate`.

"""Contains all the data models used in inputs/outputs, each imported when it is asked for"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .account_billing_details_response_dto import AccountBillingDetailsResponseDTO
    from .invoice_public_link_response_dto import InvoicePublicLinkResponseDTO

_MODULES = {
    "AccountBillingDetailsResponseDTO": ".account_billing_details_response_dto",
    "InvoicePublicLinkResponseDTO": ".invoice_public_link_response_dto",
}

__all__ = (
    "AccountBillingDetailsResponseDTO",
    "InvoicePublicLinkResponseDTO",
)

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(_MODULES[name], __name__), name)
