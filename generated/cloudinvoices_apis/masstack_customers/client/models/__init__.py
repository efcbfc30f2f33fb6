# Generated from specs/masstack_customers.yaml
# (SHA-256 32d81e79a8782ebfb74c2ecd1a3fcab6effe2413846d4036bddbd1ebc04ccec9)
# by openapi-python-client 0.29.1, datamodel-code-generator 0.89.0, ruff 0.17.5.
# Do not edit, run `make generate`.

"""Contains all the data models used in inputs/outputs, each imported when it is asked for"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .invoice_info_cycle import InvoiceInfoCycle
    from .invoice_info_detail import InvoiceInfoDetail
    from .invoice_info_list import InvoiceInfoList
    from .invoice_info_status import InvoiceInfoStatus
    from .period_date import PeriodDate

_MODULES = {
    "InvoiceInfoCycle": ".invoice_info_cycle",
    "InvoiceInfoDetail": ".invoice_info_detail",
    "InvoiceInfoList": ".invoice_info_list",
    "InvoiceInfoStatus": ".invoice_info_status",
    "PeriodDate": ".period_date",
}

__all__ = (
    "InvoiceInfoCycle",
    "InvoiceInfoDetail",
    "InvoiceInfoList",
    "InvoiceInfoStatus",
    "PeriodDate",
)

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(_MODULES[name], __name__), name)
