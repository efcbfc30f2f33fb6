"""MasStack's authentication service: discovery document, token endpoint, service account.

Address and claims are not documented; they follow OpenID Connect Discovery and RFC 7523.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock

from ..clock import Clock
from ..exchange import Answer, Request, json_answer
from ..oauth import GRANT_TYPE, AccessTokens, InvalidGrantError, ServiceAccount
from ..routing import Route, Service, no_headers


class Authentication:
    def __init__(self, tokens: AccessTokens, issuer: Callable[[], str], clock: Clock) -> None:
        self._tokens = tokens
        self._clock = clock
        self._issuer = issuer
        self._account: ServiceAccount | None = None
        self._lock = Lock()

    @property
    def token_url(self) -> str:
        return f"{self._issuer()}/oauth/token"

    def service_account(self) -> dict[str, str]:
        """The content of a service account file."""
        account = self._known_account()
        return {
            "type": "service_account",
            "private_key_id": account.key_id,
            "private_key": account.private_key_pem,
            "client_email": account.email,
            "token_uri": self.token_url,
        }

    def _known_account(self) -> ServiceAccount:
        with self._lock:
            if self._account is None:
                self._account = ServiceAccount.create("thirdparty@masstack.example")
            return self._account

    def service(self) -> Service:
        routes = (
            Route("masstack.discovery", "/v1/.well-known/openid-configuration", self._discovery),
            Route("masstack.token", "/v1/oauth/token", self._token, "POST"),
        )
        return Service("masstack-authn", routes, lambda request: None, _error, no_headers)

    def _discovery(self, request: Request) -> Answer:
        document = {
            "issuer": self._issuer(),
            "token_endpoint": self.token_url,
            "grant_types_supported": [GRANT_TYPE],
            "token_endpoint_auth_signing_alg_values_supported": ["RS256"],
        }
        return json_answer(document)

    def _token(self, request: Request) -> Answer:
        form = request.form
        if form.get("grant_type") != GRANT_TYPE:
            return _refused("unsupported_grant_type", f"the grant type has to be {GRANT_TYPE}")
        if "assertion" not in form:
            return _refused("invalid_request", "the assertion is missing")
        try:
            audiences = (self.token_url, self._issuer())
            self._known_account().check(form["assertion"], audiences, self._clock.time())
        except InvalidGrantError as error:
            return _refused("invalid_grant", str(error))
        answer = {
            "access_token": self._tokens.issue(),
            "token_type": "Bearer",
            "expires_in": self._tokens.lifetime,
        }
        return json_answer(answer)


def _refused(error: str, description: str) -> Answer:
    return json_answer({"error": error, "error_description": description}, 400)


def _error(status: int) -> Answer:
    return json_answer({"error": "invalid_client" if status == 401 else "server_error"}, status)
