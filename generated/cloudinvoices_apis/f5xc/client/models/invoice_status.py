# Generated from specs/f5xc.yaml
# (SHA-256 7db094d5798d9753f04384506ea641b14178cde812ffcd339ccbaad744a33108)
# by openapi-python-client 0.29.1, datamodel-code-generator 0.89.0, ruff 0.17.5.
# Do not edit, run `make generate`.

from typing import Literal

InvoiceStatus = Literal[
    "OVERDUE", "STATUS_CANCELLED", "STATUS_ISSUED", "STATUS_PAID", "STATUS_PENDING", "STATUS_REFUNDED", "STATUS_UNKNOWN"
]

INVOICE_STATUS_VALUES: set[InvoiceStatus] = {
    "OVERDUE",
    "STATUS_CANCELLED",
    "STATUS_ISSUED",
    "STATUS_PAID",
    "STATUS_PENDING",
    "STATUS_REFUNDED",
    "STATUS_UNKNOWN",
}


def check_invoice_status(value: str) -> InvoiceStatus:
    if value in INVOICE_STATUS_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {INVOICE_STATUS_VALUES!r}")
