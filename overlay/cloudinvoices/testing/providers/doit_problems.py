"""DoiT's error documents (RFC 9457) and request ids."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import count

from ..exchange import Answer, json_answer

_TITLES = {
    400: ("validation_failed", "Validation failed"),
    401: ("unauthorized", "Unauthorized"),
    403: ("forbidden", "Forbidden"),
    404: ("not_found", "Resource not found"),
    405: ("method_not_allowed", "Method not allowed"),
    429: ("too_many_requests", "Too many requests"),
    503: ("service_unavailable", "Service unavailable"),
}
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class Problems:
    """Makes error answers, and the headers that every answer carries."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def headers(self) -> Mapping[str, str]:
        return {"Request-Id": _request_id(next(self._numbers)), "Content-Language": "en"}

    def problem(self, status: int, detail: str = "", code: str = "") -> Answer:
        usual_code, title = _TITLES.get(status, ("internal_error", "Internal error"))
        name = code or usual_code
        headers = self.headers()
        document = {
            "type": f"https://developer.doit.com/errors/{name}",
            "title": title,
            "status": status,
            "detail": detail or title,
            "instance": f"https://api.doit.com/requests/{headers['Request-Id']}",
            "code": name,
            "retryable": status >= 500 or status == 429,
        }
        if status == 401:
            headers = {**headers, "WWW-Authenticate": 'Bearer realm="api.doit.com"'}
        return replace(json_answer(document, status, "application/problem+json"), headers=headers)


def _request_id(number: int) -> str:
    """An id as DoiT makes them: `req_` and 26 digits to the base 32."""
    digits = "".join(_CROCKFORD[number >> shift & 31] for shift in range(125, -1, -5))
    return f"req_{digits}"
