# Generated from specs/akamai.yaml
# (SHA-256 c69263036b8324ad68b615d5217abe7568ace43fc6a717fca34a680e98858c75)
# by openapi-python-client 0.29.1, datamodel-code-generator 0.89.0, ruff 0.17.5.
# Do not edit, run `make generate`.

from typing import Literal

InvoiceType = Literal["CREDIT_MEMO", "INVOICE"]

INVOICE_TYPE_VALUES: set[InvoiceType] = {
    "CREDIT_MEMO",
    "INVOICE",
}


def check_invoice_type(value: str) -> InvoiceType:
    if value in INVOICE_TYPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {INVOICE_TYPE_VALUES!r}")
