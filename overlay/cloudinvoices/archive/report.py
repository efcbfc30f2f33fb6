"""What a sync is asked to do, and what it says of it afterwards."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import attrs

from ..account.name import check_account_name
from ..account.provider import AsyncProvider
from ..errors import CloudInvoicesError
from ..invoice import Format
from .plan import Task

MOST_REQUESTS = 5_000
"""A run that costs more is refused unless it was agreed to."""


@attrs.frozen
class Source:
    """An account to be synced."""

    name: str = attrs.field(validator=lambda source, field, name: check_account_name(name))
    """Its folder in the archive; see `check_account_name`."""
    provider: str
    """Key of the provider."""
    connect: Callable[[], AsyncProvider] = attrs.field(repr=False)  # arguments bound to it may be credentials
    """Opens it; nothing is sent yet."""
    since: date | None = None
    """The day of the first invoice to keep."""


@attrs.frozen(kw_only=True)
class Options:
    """How to sync."""

    since: date | None = None
    """The first day, inclusive; else each source's own, else the last 12 closed months and this one."""
    until: date | None = None
    """The last day, inclusive; compared, as `since`, with `Invoice.dated`."""
    formats: tuple[Format, ...] = ()
    """Instead of those that the provider's documents are kept in by default."""
    jobs: int = 8
    """Documents at a time within an account."""
    recheck: bool = False
    """Fetch documents that are held once more, and compare."""
    dry_run: bool = False
    """Only list and plan."""
    agreed: bool = False
    """To a run of more than `MOST_REQUESTS` requests."""


@attrs.define
class AccountReport:
    """What became of one account; numbers of documents, but for `listed`, `failed` and `bytes`."""

    account: str
    """Name of the source."""
    provider: str
    """Key of the provider."""
    listed: int = 0
    """Invoices in the window."""
    downloaded: int = 0
    """Documents fetched and kept."""
    renewed: int = 0
    """Records of invoices that have changed, whose document was not fetched again."""
    unchanged: int = 0
    """Documents that are held."""
    unavailable: int = 0
    """Documents that the provider does not have, and invoices that it has no document of in these formats."""
    failed: int = 0
    """Documents that failed, and errors of the account itself."""
    bytes: int = 0
    """Of the documents downloaded."""
    planned: int = 0
    """Documents to fetch, as planned."""
    requests: int = 0
    """Requests sent for the list, and those that the planned documents cost."""
    is_listed: bool = False
    """Whether the list came to its end."""


@attrs.frozen
class Failure:
    """Something that did not work, and is tried again in the next run."""

    account: str
    """Name of the source."""
    invoice: str
    """Empty where it is about the account."""
    error: CloudInvoicesError
    """What happened, with its hint."""


@attrs.define
class Report:
    """What a run did."""

    accounts: list[AccountReport] = attrs.field(factory=list[AccountReport])
    """One for each source, in their order."""
    failures: list[Failure] = attrs.field(factory=list[Failure])
    """What is tried again in the next run."""
    unavailable: list[Failure] = attrs.field(factory=list[Failure])
    """Documents that were asked for and that the provider does not have, with its reason."""
    notes: list[str] = attrs.field(factory=list[str])
    """What the person should know of the archive, in sentences."""
    tasks: list[Task] = attrs.field(factory=list[Task])
    """Of a dry run: what would be done."""

    @property
    def requests(self) -> int:
        """What the run costs altogether."""
        return sum(account.requests for account in self.accounts)


class TooManyRequests(CloudInvoicesError):
    """The run would cost more requests than anybody expects, and was not agreed to."""
