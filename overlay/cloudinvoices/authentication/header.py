"""A credential in a header, the same for every request."""

from __future__ import annotations

from ..core.authentication import Authentication
from ..core.exchange import Request
from ..core.settings import check_header


class HeaderAuthentication(Authentication):
    """`Authorization: SCHEME token`, and further headers where a provider wants them."""

    def __init__(self, provider: str, scheme: str, token: str, headers: dict[str, str] | None = None) -> None:
        self.secrets: tuple[str, ...] = (token,)
        values = {"Authorization": f"{scheme} {token}", **(headers or {})}
        self._headers = {name: check_header(value, name, provider) for name, value in values.items()}

    def sign(self, request: Request) -> None:
        request.headers.update(self._headers)
