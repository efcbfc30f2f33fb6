# Generated from specs/doit.yaml
# (SHA-256 4130f475ff260b5be216d47d3cd43c69cc3ae234a721e484cf081b9121ae41e4)
# by openapi-python-client 0.29.1, datamodel-code-generator 0.89.0, ruff 0.17.5.
# Do not edit, run `make generate`.

from typing import Literal

Currency = Literal[
    "AED",
    "AUD",
    "BRL",
    "CAD",
    "CHF",
    "COP",
    "DKK",
    "EGP",
    "EUR",
    "GBP",
    "IDR",
    "ILS",
    "JPY",
    "MXN",
    "MYR",
    "NOK",
    "SEK",
    "SGD",
    "THB",
    "TWD",
    "USD",
    "ZAR",
]

CURRENCY_VALUES: set[Currency] = {
    "AED",
    "AUD",
    "BRL",
    "CAD",
    "CHF",
    "COP",
    "DKK",
    "EGP",
    "EUR",
    "GBP",
    "IDR",
    "ILS",
    "JPY",
    "MXN",
    "MYR",
    "NOK",
    "SEK",
    "SGD",
    "THB",
    "TWD",
    "USD",
    "ZAR",
}


def check_currency(value: str) -> Currency:
    if value in CURRENCY_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CURRENCY_VALUES!r}")
