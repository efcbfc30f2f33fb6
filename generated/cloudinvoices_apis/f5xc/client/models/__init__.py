# Generated from specs/f5xc.yaml
# (SHA-256 7db094d5798d9753f04384506ea641b14178cde812ffcd339ccbaad744a33108)
# by openapi-python-client 0.29.1, datamodel-code-generator 0.89.0, ruff 0.17.5.
# Do not edit, run `make generate`.

"""Contains all the data models used in inputs/outputs, each imported when it is asked for"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .get_invoice_pdf_rsp import GetInvoicePdfRsp
    from .invoice import Invoice
    from .invoice_status import InvoiceStatus
    from .list_invoices_rsp import ListInvoicesRsp

_MODULES = {
    "GetInvoicePdfRsp": ".get_invoice_pdf_rsp",
    "Invoice": ".invoice",
    "InvoiceStatus": ".invoice_status",
    "ListInvoicesRsp": ".list_invoices_rsp",
}

__all__ = (
    "GetInvoicePdfRsp",
    "Invoice",
    "InvoiceStatus",
    "ListInvoicesRsp",
)

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(_MODULES[name], __name__), name)
