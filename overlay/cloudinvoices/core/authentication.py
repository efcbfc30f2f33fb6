"""What the core asks of an authentication scheme."""

from __future__ import annotations

from ._http import Steps
from .exchange import Request


class Authentication:
    """Signs requests. Every attempt is signed anew, as signatures with a nonce and a time demand."""

    secrets: tuple[str, ...] = ()
    """What must never be shown."""

    def prepare(self, timeout: float) -> Steps[None]:
        """Steps to take before signing, such as asking for a token; `timeout` is each request's, in seconds."""
        yield from ()

    def sign(self, request: Request) -> None:
        """Add the credential to a request that is otherwise as it will be sent."""

    def renew(self, refused: Request) -> bool:
        """After a 401 to this request: whether another attempt with a new token makes sense."""
        return False
