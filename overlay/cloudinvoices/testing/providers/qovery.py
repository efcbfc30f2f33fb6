"""Qovery: JSON, and a link for every document."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from http import HTTPStatus
from http.client import responses

from .. import invented
from ..data import qovery as data
from ..data.row import Row
from ..exchange import Answer, Request, json_answer, json_bytes
from ..links import Links
from ..months import Month
from ..routing import Route, Service, no_headers


def _part(value: object) -> str:
    return urlsafe_b64encode(json_bytes(value)).rstrip(b"=").decode()


class Qovery:
    """`documented_links`: a download is answered with all fields of the documentation, and not with the link only."""

    name = "qovery"

    def __init__(self, months: tuple[Month, ...], links: Links, *, documented_links: bool) -> None:
        self.rows: tuple[Row, ...] = data.invoices(months)
        self.token: str = f"qov_{invented.opaque('qovery api token')}"
        claims = {"iss": "https://auth.qovery.com/", "aud": "https://core.qovery.com", "exp": 4_102_444_800}
        self.jwt: str = f"{_part({'alg': 'RS256', 'typ': 'JWT'})}.{_part(claims)}.{invented.opaque('qovery signature')}"
        self._links = links
        self._documented_links = documented_links
        links.add(self.name, {row.id: row.documents["pdf"] for row in self.rows})

    @property
    def secrets(self) -> tuple[str, ...]:
        return (self.token, self.jwt)

    def settings(self, base: str) -> dict[str, str]:
        return {"base_url": f"{base}/qovery", "organization": data.ORGANIZATION, "token": self.token}

    def services(self) -> tuple[Service, ...]:
        invoices = "/organization/{organization}/invoice"
        routes = (
            Route("qovery.organizations", "/organization", self._organizations),
            Route("qovery.list", invoices, self._list),
            Route("qovery.get", invoices + "/{invoice}", self._get),
            Route("qovery.download", invoices + "/{invoice}/download", self._download),
        )
        return (Service("qovery", routes, self._refuse, _error, no_headers),)

    def _refuse(self, request: Request) -> Answer | None:
        allowed = (f"Token {self.token}", f"Bearer {self.jwt}")
        return None if request.header("Authorization") in allowed else _error(401)

    def _organizations(self, request: Request) -> Answer:
        return json_answer({"results": data.ORGANIZATIONS})

    def _list(self, request: Request, organization: str) -> Answer:
        if organization == data.EMPTY_ORGANIZATION:
            # `results` is not a required field.
            return json_answer({})
        if organization != data.ORGANIZATION:
            return _error(403)
        return json_answer({"results": [row.wire for row in self.rows]})

    def _get(self, request: Request, organization: str, invoice: str) -> Answer:
        return self._one(organization, invoice) or _error(404, "Invoice not found")

    def _one(self, organization: str, invoice: str) -> Answer | None:
        if organization not in (data.ORGANIZATION, data.EMPTY_ORGANIZATION):
            return _error(403)
        wires = [row.wire for row in self.rows if (row.scope, row.id) == (organization, invoice)]
        return json_answer(wires[0]) if wires else None

    def _download(self, request: Request, organization: str, invoice: str) -> Answer:
        found = self._one(organization, invoice) or _error(404, "Invoice not found")
        if found.status != HTTPStatus.OK:
            return found
        answer: dict[str, object] = {"url": self._links.link(self.name, invoice)}
        if self._documented_links:
            answer |= _LINK_OF_A_SERVICE
        return json_answer(answer)


# The documented answer describes the public address of a deployed service, and is an invoice's by mistake.
_LINK_OF_A_SERVICE = {
    "service_id": invented.uuid("qovery service"),
    "service_type": "APPLICATION",
    "internal_port": 8080,
    "external_port": 443,
    "is_qovery_domain": True,
    "is_default": True,
}


def _error(status: int, detail: str = "") -> Answer:
    phrase = responses.get(status, "Error")
    return json_answer({"status": status, "error": phrase, "detail": detail or phrase}, status)
