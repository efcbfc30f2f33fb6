# Generated from specs/qovery.yaml
# (SHA-256 a1ec0175ff240fddd7dbd35c1155fe616dbda5ec1c8cdc6da647513751f1dd04)
# by openapi-python-client 0.29.1, datamodel-code-generator 0.89.0, ruff 0.17.5.
# Do not edit, run `make generate`.

from typing import Literal

InvoiceStatus = Literal["NOT_PAID", "PAID", "PAYMENT_DUE", "PENDING", "POSTED", "UNKNOWN", "VOIDED"]

INVOICE_STATUS_VALUES: set[InvoiceStatus] = {
    "NOT_PAID",
    "PAID",
    "PAYMENT_DUE",
    "PENDING",
    "POSTED",
    "UNKNOWN",
    "VOIDED",
}


def check_invoice_status(value: str) -> InvoiceStatus:
    if value in INVOICE_STATUS_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {INVOICE_STATUS_VALUES!r}")
