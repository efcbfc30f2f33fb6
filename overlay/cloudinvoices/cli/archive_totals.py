"""What an archive holds of each account, added up from its records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

import attrs

from . import quantities
from .output import Column, Layout, Record

TOTALS = Layout(
    fields=["provider", "invoices", "documents", "bytes", "first", "last", "total"],
    columns=[
        Column("provider", "provider"),
        Column("invoices", "invoices", right=True),
        Column("documents", "documents", right=True),
        Column("bytes", lambda record: quantities.size(record["bytes"]), right=True),
        Column("first", "first"),
        Column("last", "last"),
        Column("total", "total", right=True),
    ],
)


@attrs.define
class Totals:
    """The sums of one account."""

    provider: str
    documents: int = 0
    size: int = 0
    days: set[str] = attrs.field(factory=set[str])
    amounts: dict[tuple[str, str], tuple[str, Decimal]] = attrs.field(
        factory=dict[tuple[str, str], tuple[str, Decimal]]
    )
    """Currency and total of each invoice, by scope and id: it counts once, however many documents it has."""

    def add(self, record: Record) -> None:
        """One record more."""
        self.documents += 1
        self.size += record["size"]
        self.days |= {record["dated"]} if record["dated"] else set()
        amount = (record["currency"] or "", Decimal(record["total"] or 0))
        self.amounts[record["scope"], record["invoice"]] = amount

    def record(self) -> Record:
        """The sums as a record; amounts by currency, "" where the provider names none."""
        sums: defaultdict[str, Decimal] = defaultdict(Decimal)
        for currency, amount in self.amounts.values():
            sums[currency] += amount
        return {
            "provider": self.provider,
            "invoices": len(self.amounts),
            "documents": self.documents,
            "bytes": self.size,
            "first": min(self.days, default=None),
            "last": max(self.days, default=None),
            "total": ", ".join(f"{total:f} {currency}".strip() for currency, total in sorted(sums.items())),
        }


def totals_of(records: Iterable[Record]) -> dict[str, Totals]:
    """The sums by account."""
    found: dict[str, Totals] = {}
    for record in records:
        found.setdefault(record["account"], Totals(record["provider"])).add(record)
    return found
