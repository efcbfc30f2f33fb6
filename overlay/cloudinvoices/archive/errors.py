"""What goes wrong with the archive itself, as opposed to a provider."""

from __future__ import annotations

from ..errors import CloudInvoicesError


class ArchiveError(CloudInvoicesError):
    """The archive cannot be used as it is: no permission, another layout, a damaged record, a store that refuses."""
