# Generated from specs/doit.yaml
# (SHA-256 4130f475ff260b5be216d47d3cd43c69cc3ae234a721e484cf081b9121ae41e4)
# by openapi-python-client 0.29.1, datamodel-code-generator 0.89.0, ruff 0.17.5.
# Do not edit, run `make generate`.

"""Contains all the data models used in inputs/outputs, each imported when it is asked for"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .currency import Currency
    from .invoice import Invoice
    from .invoice_line_item import InvoiceLineItem
    from .invoice_list import InvoiceList
    from .invoice_list_item import InvoiceListItem
    from .invoice_platform import InvoicePlatform
    from .invoice_status import InvoiceStatus
    from .validate_response import ValidateResponse

_MODULES = {
    "Currency": ".currency",
    "Invoice": ".invoice",
    "InvoiceLineItem": ".invoice_line_item",
    "InvoiceList": ".invoice_list",
    "InvoiceListItem": ".invoice_list_item",
    "InvoicePlatform": ".invoice_platform",
    "InvoiceStatus": ".invoice_status",
    "ValidateResponse": ".validate_response",
}

__all__ = (
    "Currency",
    "Invoice",
    "InvoiceLineItem",
    "InvoiceList",
    "InvoiceListItem",
    "InvoicePlatform",
    "InvoiceStatus",
    "ValidateResponse",
)

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(_MODULES[name], __name__), name)
