# Generated from specs/doit.yaml
# (SHA-256 4130f475ff260b5be216d47d3cd43c69cc3ae234a721e484cf081b9121ae41e4)
# by openapi-python-client 0.29.1, datamodel-code-generator 0.89.0, ruff 0.17.5.
# Do not edit, run `make generate`.

"""DoiT invoices: client and structs."""

SPEC_SHA256 = "4130f475ff260b5be216d47d3cd43c69cc3ae234a721e484cf081b9121ae41e4"
"""Of the spec that this package was generated from."""
