# Generated from specs/qovery.yaml
# (SHA-256 a1ec0175ff240fddd7dbd35c1155fe616dbda5ec1c8cdc6da647513751f1dd04)
# by openapi-python-client 0.29.1, datamodel-code-generator 0.89.0, ruff 0.17.5.
# Do not edit, run `make generate`.

"""Qovery invoices: client and structs."""

SPEC_SHA256 = "a1ec0175ff240fddd7dbd35c1155fe616dbda5ec1c8cdc6da647513751f1dd04"
"""Of the spec that this package was generated from."""
