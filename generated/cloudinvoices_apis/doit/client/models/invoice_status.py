# Generated from specs/doit.yaml
# (SHA-256 4130f475ff260b5be216d47d3cd43c69cc3ae234a721e484cf081b9121ae41e4)
# by openapi-python-client 0.29.1, datamodel-code-generator 0.89.0, ruff 0.17.5.
# Do not edit, run `make generate`.

from typing import Literal

InvoiceStatus = Literal["OPEN", "PAID", "PAST DUE"]

INVOICE_STATUS_VALUES: set[InvoiceStatus] = {
    "OPEN",
    "PAID",
    "PAST DUE",
}


def check_invoice_status(value: str) -> InvoiceStatus:
    if value in INVOICE_STATUS_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {INVOICE_STATUS_VALUES!r}")
