"""What a run tells whoever watches it; does nothing unless something is made of it."""

from __future__ import annotations


class Watch:
    """Told of everything on the way, in the event loop's thread."""

    def listed(self, account: str) -> None:
        """One invoice more is in the list."""

    def account_listed(self, account: str) -> None:
        """The list of an account has ended, well or not."""

    def planned(self, documents: int) -> None:
        """So many documents will be fetched, by all accounts together."""

    def received(self, size: int) -> None:
        """So many bytes more have come."""

    def done(self, account: str) -> None:
        """A document is fetched and kept, or has failed."""

    def account_done(self, account: str) -> None:
        """Nothing is left to do for an account."""
