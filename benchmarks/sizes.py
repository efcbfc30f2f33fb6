"""How much is measured."""

from __future__ import annotations

import attrs

from .work import Kind


@attrs.frozen(kw_only=True)
class Sizes:
    """The numbers of one run."""

    rounds: int = 5
    starts: int = 5
    """Processes for one figure of what takes a tenth of a second."""
    calls: int = 2_000
    """Invoices that are asked for, one after the other, and signed lists."""
    lists: int = 20
    """Of 1,000 invoices, in pages of 50."""
    kinds: tuple[Kind, ...] = ("qovery", "doit")
    """In the bulk."""
    documents: int = 500
    """Of the bulk."""
    one_by_one: int = 500
    """Of them, those that the slowest peer fetches."""
    few: int = 1_000
    many: int = 100_000
    """Documents in the smaller and the larger archive; invoices in the shorter and the longer list."""
    megabytes: int = 300
    """Of the document in the archive."""
    mebibytes: tuple[int, int, int] = (1_024, 512, 256)
    """Of the document behind a link, by `Accept`, and in base64."""
    lines: int = 100_000
    """Of the invoice that is read."""
    installed: bool = True
    """Whether environments are made, as a user has them; else what runs this stands in for them."""
    judged_only: bool = False
    """Only what has a target, and the peer it is compared with."""


FULL = Sizes()
QUICK = Sizes(
    rounds=1,
    starts=2,
    calls=300,
    lists=2,
    kinds=("qovery",),
    one_by_one=50,
    many=4_000,
    megabytes=50,
    mebibytes=(80, 80, 80),  # held in memory, each would be beyond the limit
    lines=20_000,
    installed=False,
)
CHECK = attrs.evolve(QUICK, few=500, many=2_000, judged_only=True)
