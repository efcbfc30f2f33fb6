# Generated from specs/qovery.yaml
# (SHA-256 ab7d9fdcc4b384043fe05922e3ccee33bf7c6ba76a4689ecf1cd68495d475225)
# by openapi-python-client 0.29.1, datamodel-code-generator 0.89.0, ruff 0.17.5.
# Do not edit, run `make generate`.

"""Contains all the data models used in inputs/outputs, each imported when it is asked for"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .invoice import Invoice
    from .invoice_list import InvoiceList
    from .invoice_status import InvoiceStatus
    from .link import Link
    from .organization import Organization
    from .organization_list import OrganizationList
    from .organization_plan import OrganizationPlan
    from .plan import Plan
    from .service_type import ServiceType

_MODULES = {
    "Invoice": ".invoice",
    "InvoiceList": ".invoice_list",
    "InvoiceStatus": ".invoice_status",
    "Link": ".link",
    "Organization": ".organization",
    "OrganizationList": ".organization_list",
    "OrganizationPlan": ".organization_plan",
    "Plan": ".plan",
    "ServiceType": ".service_type",
}

__all__ = (
    "Invoice",
    "InvoiceList",
    "InvoiceStatus",
    "Link",
    "Organization",
    "OrganizationList",
    "OrganizationPlan",
    "Plan",
    "ServiceType",
)

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(_MODULES[name], __name__), name)
