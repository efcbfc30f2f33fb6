"""Akamai's three kinds of error documents: of the gateway, of the invoicing API, and of the contract API."""

from __future__ import annotations

from datetime import UTC, datetime
from http import HTTPStatus

from .. import invented
from ..exchange import Answer, json_answer

_MEDIA_TYPE = "application/problem+json"
_GATEWAY = "https://problems.luna.akamaiapis.net/-/pep-authn"
_API = {
    400: ("/billing/error-types/1", "An incorrect request has been sent"),
    403: ("/billing/error-types/11", "User in current context cannot access resource"),
    404: ("/billing/error-types/3", "URL not found"),
    405: ("/billing/error-types/4", "Method not allowed"),
    429: ("about:blank", "Too many requests"),  # the documentation shows no body
}
# The documented type of a wrong value inside a 400; elsewhere the inner type repeats the outer one.
_WRONG_VALUE = "/billing/error-types/2"


def api(status: int, cause: str = "") -> Answer:
    # The server errors' type has another prefix than the rest.
    kind, title = _API.get(status, ("/billing-api/error-types/5", "An unexpected error occurred"))
    problem: dict[str, object] = {"type": kind, "title": title, "incidentId": invented.uuid(f"incident {cause}")}
    if cause:
        problem["errors"] = [{"type": _WRONG_VALUE if status == HTTPStatus.BAD_REQUEST else kind, "title": cause}]
    return json_answer(problem, status, _MEDIA_TYPE)


def gateway(status: int, detail: str, url: str = "http://127.0.0.1/akamai") -> Answer:
    now = datetime.now(UTC)
    is_request_error = status == HTTPStatus.BAD_REQUEST
    problem = {
        "type": f"{_GATEWAY}/{'request-error' if is_request_error else 'deny'}",
        "title": "Bad request" if is_request_error else "Not authorized",
        "status": status,
        "detail": detail,
        "instance": url,
        "method": "GET",
        "serverIp": "127.0.0.1",
        "clientIp": "127.0.0.1",
        "requestId": invented.opaque(f"{url} {now}", 8),
        "requestTime": now.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    return json_answer(problem, status, _MEDIA_TYPE)


def ordered(status: int) -> Answer:
    """What goes with the status if nothing else is known: who is not authorized does not get past the gateway."""
    return gateway(status, "The signature does not match") if status == HTTPStatus.UNAUTHORIZED else api(status)


def contract_api(status: int, cause: str) -> Answer:
    problem = {
        "type": f"/contract-api/error-types/E{status}",
        # Text here and a number in other answers, as in the documentation's samples.
        "status": str(status),
        "title": "Erroneous data input.",
        "errors": [{"title": "Wrong value", "detail": cause}],
    }
    return json_answer(problem, status, _MEDIA_TYPE)
