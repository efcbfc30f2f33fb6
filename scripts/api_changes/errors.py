"""The one error of the comparison."""


class CheckError(Exception):
    """Nothing can be compared; the message says why, and what to do next."""
