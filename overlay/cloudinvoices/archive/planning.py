"""What is to be done for an invoice that is in the list: what of it is not held, or not as it is now."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime, timedelta

import attrs

from ..account.provider import AsyncProvider
from ..errors import DocumentUnavailable
from ..invoice import Format, Invoice
from .index import Index
from .plan import Plan, Task
from .records import fingerprint, record_invoice, slot_for
from .report import AccountReport, Options

# A document that does not exist today may come: it is asked for again while its invoice is this young.
_YOUNG = timedelta(days=62)


@attrs.frozen
class Planning:
    """The plan of one account in the making."""

    index: Index
    options: Options
    plan: Plan
    counts: AccountReport

    def add(self, provider: AsyncProvider, invoice: Invoice) -> None:
        """What there is to do for one invoice of the list.

        Raises:
            CloudInvoicesError: nothing can be done for it.
        """
        if not invoice.id:
            hint = "Report it to the provider; its amount is only in the list."
            raise DocumentUnavailable("the provider sent no id for this invoice", hint=hint)
        state = fingerprint(record_invoice(invoice))
        formats = self._formats(provider, invoice)
        self.counts.unavailable += not formats
        for format in formats:
            task = self._task(provider, invoice, format, state)
            if task is None:
                continue
            self.plan.add(task)
            self.counts.planned += task.fetches
            self.counts.requests += provider.requests_per_document * task.fetches

    def _formats(self, provider: AsyncProvider, invoice: Invoice) -> Collection[Format]:
        wanted = self.options.formats or provider.kept_formats
        return [format for format in wanted if format in invoice.formats]

    def _task(self, provider: AsyncProvider, invoice: Invoice, format: Format, state: bytes) -> Task | None:
        slot = slot_for(self.counts.account, invoice, format)
        self.index.hold()
        held = self.index.find(slot)
        if held is None:
            if self.index.is_unavailable(slot, state) and not (self.options.recheck or _is_young(invoice)):
                self.counts.unavailable += 1
                return None
            return Task(self.counts.account, invoice, format, "new")
        if not held.is_there:
            return Task(self.counts.account, invoice, format, "gone")
        if self.options.recheck:
            return Task(self.counts.account, invoice, format, "recheck")
        if held.listed_version != provider.describe_document(invoice, format).version:
            return Task(self.counts.account, invoice, format, "version")
        if held.invoice != state:
            return Task(self.counts.account, invoice, format, "changed")
        self.counts.unchanged += 1
        return None


def _is_young(invoice: Invoice) -> bool:
    return invoice.dated is None or datetime.now(UTC).date() - invoice.dated <= _YOUNG
