# Generated from specs/f5xc.yaml
# (SHA-256 7db094d5798d9753f04384506ea641b14178cde812ffcd339ccbaad744a33108)
# by openapi-python-client 0.29.1, datamodel-code-generator 0.89.0, ruff 0.17.5.
# Do not edit, run `make generate`.

"""F5 Distributed Cloud invoices: client and structs."""

SPEC_SHA256 = "7db094d5798d9753f04384506ea641b14178cde812ffcd339ccbaad744a33108"
"""Of the spec that this package was generated from."""
