"""MasStack: links from the billing API, the list from the customers API, tokens from the authentication service."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from http.client import responses

from ..clock import Clock
from ..data import masstack as data
from ..data.row import Row
from ..exchange import Answer, Request, json_answer
from ..links import Links
from ..months import Month
from ..oauth import AccessTokens
from ..routing import Route, Service, no_headers
from . import masstack_authn


class Masstack:
    name = "masstack"

    def __init__(
        self, months: tuple[Month, ...], links: Links, clock: Clock, *, token_lifetime: int, issuer: Callable[[], str]
    ) -> None:
        self.rows: tuple[Row, ...] = data.invoices(months)
        self.tokens: AccessTokens = AccessTokens(token_lifetime, data.ORGANIZATION, clock)
        self.authentication: masstack_authn.Authentication = masstack_authn.Authentication(self.tokens, issuer, clock)
        self._next_billing = months[-1].plus(2).first
        self._links = links
        links.add(self.name, {row.id: row.documents["pdf"] for row in self.rows})

    @property
    def secrets(self) -> tuple[str, ...]:
        return self.tokens.issued

    def settings(self, base: str) -> dict[str, str]:
        return {
            "base_url": f"{base}/masstack/v1",
            "customers_url": f"{base}/masstack-customers/v2",
            "organization": data.ORGANIZATION,
            "account": str(data.ACCOUNT),
            "access_token": self.tokens.issue(),
        }

    def services(self) -> tuple[Service, ...]:
        account = "/orgs/{organization}/accounts/{account}"
        billing = (
            Route("masstack.download", f"/v1{account}/invoices/{{invoice}}", self._download),
            Route("masstack.billing_details", f"/v1{account}/billing_details", self._billing_details),
        )
        customers = (Route("masstack.list", f"/v2{account}/invoices", self._list),)
        return (
            Service("masstack", billing, self._refuse, _error, no_headers),
            Service("masstack-customers", customers, self._refuse, _error, no_headers),
            self.authentication.service(),
        )

    def _refuse(self, request: Request) -> Answer | None:
        scheme, _, token = request.header("Authorization").partition(" ")
        return None if scheme == "Bearer" and self.tokens.is_valid(token) else _error(401)

    def _elsewhere(self, organization: str, account: str) -> Answer | None:
        if organization != data.ORGANIZATION:
            return _error(403)
        return None if account == str(data.ACCOUNT) else _error(404)

    def _download(self, request: Request, organization: str, account: str, invoice: str) -> Answer:
        if elsewhere := self._elsewhere(organization, account):
            return elsewhere
        if all(row.id != invoice for row in self.rows):
            return _error(404)
        return json_answer({"url": self._links.link(self.name, invoice)})

    def _billing_details(self, request: Request, organization: str, account: str) -> Answer:
        details = {
            "next_billing_date": self._next_billing.isoformat(),
            "invoice_cycle_start_day": data.CYCLE_START_DAY,
        }
        return self._elsewhere(organization, account) or json_answer(details)

    def _list(self, request: Request, organization: str, account: str) -> Answer:
        if not account.isdecimal():
            return _error(400)
        # The customers API documents no 403.
        if self._elsewhere(organization, account):
            return _error(404)
        try:
            first = date.fromisoformat(request.query.get("start_date", self.rows[0].dated.isoformat()))
            last = date.fromisoformat(request.query.get("end_date", self.rows[-1].dated.isoformat()))
        except ValueError:
            return _error(400)
        answer = {
            "account_id": data.ACCOUNT,
            "period_date": {"start_date": first.isoformat(), "end_date": last.isoformat()},
            "invoices": [row.wire for row in self.rows if first <= row.dated <= last],
        }
        return json_answer(answer)


def _error(status: int) -> Answer:
    # The documentation names the schema of errors without its fields.
    phrase = responses.get(status, "Error")
    return json_answer({"code": phrase.upper().replace(" ", "_"), "message": phrase}, status)
