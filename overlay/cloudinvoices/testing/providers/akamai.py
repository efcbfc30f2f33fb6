"""Akamai: signed requests, one address for all formats of a document, and a month that has to be named."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from threading import Lock

from .. import invented
from ..clock import Clock
from ..data import akamai as data
from ..edgegrid import Credentials, Verifier
from ..exchange import Answer, Request, json_answer
from ..months import Month
from ..routing import Route, Service
from . import akamai_problems as problems

_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_FORMATS = {"application/pdf": "pdf", "text/csv": "csv", "application/json": "json"}
_REQUESTS_A_MINUTE = 500


class Akamai:
    name = "akamai"

    def __init__(self, months: tuple[Month, ...], clock: Clock) -> None:
        self._clock = clock
        self.account_switch_key = "1-5SIM01:1-8SIM2"
        self._own = {contract.id: data.invoices(months, contract) for contract in data.CONTRACTS}
        self._switched = {data.SWITCHED_CONTRACT.id: data.invoices(months, data.SWITCHED_CONTRACT)}
        self._credentials = Credentials(
            client_token=f"akab-{invented.opaque('akamai client token', 32)}",
            client_secret=f"{invented.opaque('akamai client secret', 43)}=",
            access_token=f"akab-{invented.opaque('akamai access token', 32)}",
        )
        self.verifier: Verifier = Verifier(self._credentials)
        self._budget = _Budget()

    @property
    def rows(self) -> tuple[data.AkamaiRow, ...]:
        return tuple(row for rows in self._own.values() for row in rows)

    @property
    def secrets(self) -> tuple[str, ...]:
        return (self._credentials.client_token, self._credentials.client_secret, self._credentials.access_token)

    def settings(self, base: str) -> dict[str, str]:
        return {
            "base_url": f"{base}/akamai",
            "client_token": self._credentials.client_token,
            "client_secret": self._credentials.client_secret,
            "access_token": self._credentials.access_token,
        }

    def services(self) -> tuple[Service, ...]:
        contract = "/invoicing-api/v4/contracts/{contract}/invoices"
        routes = (
            Route("akamai.list", "/invoicing-api/v4/invoices", self._list),
            Route("akamai.list", contract, self._list),
            Route("akamai.download", contract + "/{invoice}/download", self._download),
            Route("akamai.contracts", "/contract-api/v1/contracts/identifiers", self._identifiers),
        )
        return (Service("akamai", routes, self._refuse, problems.ordered, self._budget.headers),)

    def _refuse(self, request: Request) -> Answer | None:
        refusal = self.verifier.refusal(request, self._clock.now())
        if refusal is not None:
            url = f"http://{request.header('Host')}{request.target}"
            return problems.gateway(refusal.status, refusal.detail, url)
        if request.query.get("accountSwitchKey", self.account_switch_key) != self.account_switch_key:
            # The contract API documents no 403.
            is_contract_api = "contract-api" in request.segments
            return problems.contract_api(400, "unknown accountSwitchKey") if is_contract_api else problems.api(403)
        return None

    def _contracts(self, request: Request) -> Mapping[str, tuple[data.AkamaiRow, ...]]:
        return self._switched if "accountSwitchKey" in request.query else self._own

    def _list(self, request: Request, contract: str | None = None) -> Answer:
        month = request.query.get("month", "null")
        if not _MONTH.fullmatch(month):
            return problems.api(400, f"Field 'month' is invalid. Incorrect value: {month}")
        contracts = self._contracts(request)
        if contract is not None and contract not in contracts:
            return problems.api(404, f"Contract {contract} not found")
        chosen = contracts if contract is None else [contract]
        wires = [row.wire for key in chosen for row in contracts[key] if str(row.usage_month) == month]
        return json_answer(wires) if wires else Answer(204)

    def _download(self, request: Request, contract: str, invoice: str) -> Answer:
        found = [row for row in self._contracts(request).get(contract, ()) if row.id == invoice]
        if not found:
            return problems.api(404, f"Invoice {invoice} of contract {contract} not found")
        media_type = _chosen(request.header("Accept"))
        if media_type is None:
            return problems.api(400, "Header 'Accept' is invalid")
        source = request.query.get("sourceType", "REGULAR")
        if source == "COMPUTE":
            return _compute(found[0], media_type)
        if source != "REGULAR":
            return problems.api(400, f"Field 'sourceType' is invalid. Incorrect value: {source}")
        return Answer(200, found[0].documents[_FORMATS[media_type]], media_type)

    def _identifiers(self, request: Request) -> Answer:
        depth = request.query.get("depth", "TOP")
        if depth not in ("TOP", "ALL"):
            return problems.contract_api(400, f"depth must be TOP or ALL, not {depth}")
        return json_answer(list(self._contracts(request)))


def _compute(row: data.AkamaiRow, media_type: str) -> Answer:
    if media_type != "text/csv":
        return problems.api(400, "Cloud Computing usage data is available as CSV only")
    return Answer(204) if row.compute_csv is None else Answer(200, row.compute_csv, media_type)


def _chosen(accept: str) -> str | None:
    """The first format that the header names. Akamai does not say what it sends without one; here it is the PDF."""
    named = [media_type.partition(";")[0].strip() for media_type in (accept or "*/*").split(",")]
    for media_type in named:
        if media_type in _FORMATS:
            return media_type
    return "application/pdf" if "*/*" in named else None


class _Budget:
    """Counts the requests of the last minute for the rate limit headers. It never refuses: order a fault for that."""

    def __init__(self) -> None:
        self._left = float(_REQUESTS_A_MINUTE)
        self._counted_at = time.monotonic()
        self._lock = Lock()

    def headers(self) -> Mapping[str, str]:
        with self._lock:
            now = time.monotonic()
            grown = self._left + (now - self._counted_at) * _REQUESTS_A_MINUTE / 60
            self._left, self._counted_at = max(min(grown, _REQUESTS_A_MINUTE) - 1, 1), now
            return {"X-RateLimit-Limit": str(_REQUESTS_A_MINUTE), "X-RateLimit-Remaining": str(int(self._left))}
