"""The one error of vendoring."""


class VendoringError(Exception):
    """Nothing was written; the message says why, and what to do."""
