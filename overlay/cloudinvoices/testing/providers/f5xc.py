"""F5 Distributed Cloud: proto3 JSON, and documents as base64 inside it."""

from __future__ import annotations

from base64 import b64encode

from .. import invented
from ..data import f5xc as data
from ..data.row import Row
from ..exchange import Answer, Request, json_answer, whole_number
from ..months import Month
from ..routing import Route, Service, no_headers

_DEFAULT_LIMIT, _LARGEST_LIMIT = 20, 500


class F5xc:
    name = "f5xc"

    def __init__(self, months: tuple[Month, ...]) -> None:
        self.rows: tuple[Row, ...] = data.invoices(months)
        self._api_token = invented.opaque("f5xc api token")

    @property
    def secrets(self) -> tuple[str, ...]:
        return (self._api_token,)

    def settings(self, base: str) -> dict[str, str]:
        return {"base_url": f"{base}/f5xc", "api_token": self._api_token}

    def services(self) -> tuple[Service, ...]:
        usage = "/api/web/namespaces/{namespace}/usage"
        routes = (
            Route("f5xc.list", usage + "/invoices/custom_list", self._list),
            Route("f5xc.download", usage + "/invoice_pdf", self._download),
        )
        return (Service("f5xc", routes, self._refuse, _error, no_headers),)

    def _refuse(self, request: Request) -> Answer | None:
        return None if request.header("Authorization") == f"APIToken {self._api_token}" else _error(401)

    def _list(self, request: Request, namespace: str) -> Answer:
        if namespace != data.NAMESPACE:
            return _error(403)
        limit = whole_number(request.query.get("limit", "0"))
        if limit is None:
            return _error(400, "limit: not a number")
        # There are no pages: what does not fit into the limit, the oldest, is left out.
        count = min(limit or _DEFAULT_LIMIT, _LARGEST_LIMIT)
        return json_answer({"invoices": [row.wire for row in reversed(self.rows[-count:])]})

    def _download(self, request: Request, namespace: str) -> Answer:
        if namespace != data.NAMESPACE:
            return _error(403)
        name = request.query.get("name")
        if not name:
            return _error(400, "name: value is required")
        found = [row for row in self.rows if row.id == name]
        if not found:
            return _error(404, "invoice not found")
        if not found[0].documents:
            return _error(404, "invoice is not paid")
        return json_answer({"pdf": b64encode(found[0].documents["pdf"]).decode()})


# The code of the gRPC status that a gateway turns into each HTTP status, and its usual message.
_GRPC = {
    400: (3, "invalid argument"),
    401: (16, "token is not valid"),
    403: (7, "permission denied"),
    404: (5, "not found"),
    405: (12, "method not allowed"),
    409: (6, "already exists"),
    429: (8, "too many requests"),
    503: (14, "service unavailable"),
    504: (4, "deadline exceeded"),
}


def _error(status: int, message: str = "") -> Answer:
    code, usual = _GRPC.get(status, (13, "internal error"))
    return json_answer({"code": code, "message": message or usual, "details": []}, status)
