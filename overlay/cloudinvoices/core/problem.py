"""One lenient reader for the error bodies of all providers, and the error each status becomes.

Shapes met: none; `{status, detail}` (Qovery); problem+json of an API and of a gateway, which share few members
(Akamai); a gRPC status `{code, message, details}` or a bare string (F5); `{error}` and RFC 9457 (DoiT); HTML.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

import msgspec

from ..errors import (
    AccessDeniedError,
    AuthenticationError,
    CloudInvoicesError,
    NotFoundError,
    ProviderError,
    RateLimitError,
    UnexpectedAnswer,
)
from .decoding import BAD_JSON
from .redaction import redact
from .retry import RETRIED_STATUSES, seconds_to_wait

EXCERPT_BYTES = 2048
_LONGEST_MESSAGE = 300

_KINDS: dict[int, type[CloudInvoicesError]] = {
    401: AuthenticationError,
    403: AccessDeniedError,
    404: NotFoundError,
    429: RateLimitError,
}
_MESSAGES = {
    401: "the credential is not accepted",
    403: "access refused",
    404: "not found",
    429: "too many requests",
}


class Problem(msgspec.Struct, frozen=True):
    """An error answer as far as it can be read."""

    status: int
    headers: Mapping[str, str]
    message: str | None = None
    code: str | None = None
    """The provider's own code or problem type."""
    request_id: str | None = None
    retryable: bool | None = None
    text: str = ""


def read_problem(status: int, headers: Mapping[str, str], body: bytes | bytearray) -> Problem:
    """What an error answer says; never raises."""
    text = body.decode("utf-8", "replace")
    try:
        content: Any = msgspec.json.decode(body)
    except BAD_JSON:
        content = text if body and "html" not in headers.get("content-type", "").lower() else ""
    members = cast("dict[str, Any]", content) if isinstance(content, dict) else {}
    message = _first(members, "detail", "message", "error_description", "error", "description", "title")
    nested = members.get("errors")
    if isinstance(nested, list) and nested and isinstance(nested[0], dict):
        message = "; ".join(filter(None, (message, _first(cast("dict[str, Any]", nested[0]), "detail", "title"))))
    if isinstance(content, str) and not content.lstrip().startswith("<"):
        message = content.strip()
    retryable = members.get("retryable")
    return Problem(
        status=status,
        headers=headers,
        message=message or None,
        code=_first(members, "code", "type"),
        request_id=_first(members, "incidentId", "requestId", "request_id") or find_request_id(headers),
        retryable=retryable if isinstance(retryable, bool) else None,
        text=text,
    )


def error_for(problem: Problem, *, hint: str | None, secrets: Iterable[str]) -> CloudInvoicesError:
    """The error for an answer with an error status (or one that should not have come)."""
    kind = _KINDS.get(problem.status, UnexpectedAnswer if problem.status < 400 else ProviderError)
    message = _MESSAGES.get(problem.status, f"the provider answered {problem.status}")
    secrets = tuple(secrets)
    said = f"{message}: {redact(problem.message, secrets)[:_LONGEST_MESSAGE]}" if problem.message else message
    return kind(
        said,
        status=problem.status,
        request_id=redact((problem.request_id or "")[:_LONGEST_MESSAGE], secrets) or None,
        retry_after=seconds_to_wait(problem.headers),
        excerpt=excerpt_of(problem.text, secrets),
        hint=hint,
        transient=problem.retryable is True or problem.status in RETRIED_STATUSES,
    )


def excerpt_of(text: str, secrets: Iterable[str]) -> str | None:
    """The beginning of an answer, without secrets."""
    return redact(text, secrets).encode("utf-8", "replace")[:EXCERPT_BYTES].decode("utf-8", "ignore") or None


def _first(members: Mapping[str, Any], *names: str) -> str | None:
    values = (members.get(name) for name in names)
    return next((str(value) for value in values if isinstance(value, str | int) and not isinstance(value, bool)), None)


def find_request_id(headers: Mapping[str, str]) -> str | None:
    """The id of an answer that the provider's support asks for."""
    return next((headers[name] for name in ("request-id", "x-request-id", "x-trace-id") if headers.get(name)), None)
