# Generated from specs/akamai.yaml
# (SHA-256 c69263036b8324ad68b615d5217abe7568ace43fc6a717fca34a680e98858c75)
# by openapi-python-client 0.29.1, datamodel-code-generator 0.89.0, ruff 0.17.5.
# Do not edit, run `make generate`.

"""Contains all the data models used in inputs/outputs, each imported when it is asked for"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .download_invoice_accept import DownloadInvoiceAccept
    from .download_invoice_source_type import DownloadInvoiceSourceType
    from .invoice import Invoice
    from .invoice_file import InvoiceFile
    from .invoice_type import InvoiceType
    from .list_contract_identifiers_depth import ListContractIdentifiersDepth
    from .source_type import SourceType

_MODULES = {
    "DownloadInvoiceAccept": ".download_invoice_accept",
    "DownloadInvoiceSourceType": ".download_invoice_source_type",
    "Invoice": ".invoice",
    "InvoiceFile": ".invoice_file",
    "InvoiceType": ".invoice_type",
    "ListContractIdentifiersDepth": ".list_contract_identifiers_depth",
    "SourceType": ".source_type",
}

__all__ = (
    "DownloadInvoiceAccept",
    "DownloadInvoiceSourceType",
    "Invoice",
    "InvoiceFile",
    "InvoiceType",
    "ListContractIdentifiersDepth",
    "SourceType",
)

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(_MODULES[name], __name__), name)
