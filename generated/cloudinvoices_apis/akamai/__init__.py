# Generated from specs/akamai.yaml
# (SHA-256 c69263036b8324ad68b615d5217abe7568ace43fc6a717fca34a680e98858c75)
# by openapi-python-client 0.29.1, datamodel-code-generator 0.89.0, ruff 0.17.5.
# Do not edit, run `make generate`.

"""Akamai invoices: client and structs."""

SPEC_SHA256 = "c69263036b8324ad68b615d5217abe7568ace43fc6a717fca34a680e98858c75"
"""Of the spec that this package was generated from."""
