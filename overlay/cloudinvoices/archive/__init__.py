"""An archive of every document of every account: sync it, read its records, verify it, see what is missing.

from cloudinvoices.archive import Archive, Options, Source, sync

with Archive("invoices/") as archive:
    report = sync(archive, [Source("doit", "doit", lambda: ci.aconnect("doit"))], Options())
"""

from .archive import Archive
from .errors import ArchiveError
from .missing import Expected, Missing, find_missing
from .report import AccountReport, Failure, Options, Report, Source, TooManyRequests
from .sync import sync
from .verify import Damage, Verified, verify
from .watch import Watch

__all__ = [
    "AccountReport",
    "Archive",
    "ArchiveError",
    "Damage",
    "Expected",
    "Failure",
    "Missing",
    "Options",
    "Report",
    "Source",
    "TooManyRequests",
    "Verified",
    "Watch",
    "find_missing",
    "sync",
    "verify",
]
