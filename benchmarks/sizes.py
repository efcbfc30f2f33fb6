"""How much is measured."""

from __future__ import annotations

import attrs


@attrs.frozen(kw_only=True)
class Sizes:
    """The numbers of one run."""

    rounds: int = 5
    documents: int = 500
    """Of the bulk."""
    one_by_one: int = 500
    """Of them, those that the slowest peer fetches."""
    few: int = 1_000
    many: int = 100_000
    """Documents in the smaller and the larger archive; invoices in the shorter and the longer list."""
    megabytes: int = 300
    """Of the large document."""


FULL = Sizes()
QUICK = Sizes(rounds=1, one_by_one=50, many=5_000, megabytes=50)
