# Generated from specs/
# by openapi-python-client 0.29.1, datamodel-code-generator 0.89.0, ruff 0.17.5.
# Do not edit, run `make generate`.

"""Documents as their schemas describe them: those of the providers and our own records."""

SCHEMA_SHA256 = {
    "akamai_invoice": "59737ed4e1e5f265ad5eed5aa680959399fa107623e384082f7fab29cfde989e",
    "invoice_record": "c4da951b6f5284f89b28dafd5e08ca0ee0ef6967b14ea76109815cd11e120bd0",
}
"""By module, of the schema that it was generated from."""
