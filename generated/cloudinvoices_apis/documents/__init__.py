# Generated from specs/
# by openapi-python-client 0.29.1, datamodel-code-generator 0.89.0, ruff 0.17.5.
# Do not edit, run `make generate`.

"""Documents as their schemas describe them: those of the providers and our own records."""
