# Generated from specs/masstack.yaml
# (SHA-256 fa1416b05fc2248ac79033a3deccd542c551091220db83e654bb5effb03322da)
# by openapi-python-client 0.29.1, datamodel-code-generator 0.89.0, ruff 0.17.5.
# Do not edit, run `make generate`.

"""MasStack invoices: client and structs."""

SPEC_SHA256 = "fa1416b05fc2248ac79033a3deccd542c551091220db83e654bb5effb03322da"
"""Of the spec that this package was generated from."""
