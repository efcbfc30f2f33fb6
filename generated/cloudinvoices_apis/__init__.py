# Generated from specs/
# by openapi-python-client 0.29.1, datamodel-code-generator 0.89.0, ruff 0.17.5.
# Do not edit, run `make generate`.

"""The APIs of the providers, and documents, as their specs describe them."""
