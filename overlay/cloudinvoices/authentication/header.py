"""A credential in a header, the same for every request."""

from __future__ import annotations

from ..core._http import Request
from ..core.authentication import Authentication


class HeaderAuthentication(Authentication):
    """`Authorization: SCHEME token`, and further headers where a provider wants them."""

    def __init__(self, scheme: str, token: str, headers: dict[str, str] | None = None) -> None:
        self.secrets: tuple[str, ...] = (token,)
        self._headers = {"Authorization": f"{scheme} {token}", **(headers or {})}

    def sign(self, request: Request) -> None:
        request.headers.update(self._headers)
