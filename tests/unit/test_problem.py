import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudinvoices.core.problem import EXCERPT_BYTES, error_for, read_problem
from cloudinvoices.errors import (
    AccessDeniedError,
    AuthenticationError,
    CloudInvoicesError,
    NotFoundError,
    ProviderError,
    RateLimitError,
    UnexpectedAnswer,
)

AKAMAI_API = {
    "type": "/billing/error-types/1",
    "title": "An incorrect request has been sent",
    "incidentId": "82ea2b60",
    "errors": [{"type": "/billing/error-types/2", "title": "Field 'from' is invalid"}],
}
AKAMAI_GATEWAY = {
    "type": "https://problems.luna.akamaiapis.net/-/pep-authn/deny",
    "title": "Not authorized",
    "status": 401,
    "detail": "The signature does not match",
    "requestId": "933ed8a4",
}
DOIT = {
    "type": "https://developer.doit.com/errors/not_found",
    "title": "Resource not found",
    "status": 404,
    "detail": "invoice not found",
    "code": "not_found",
    "retryable": False,
}


@pytest.mark.parametrize(
    ("content", "message", "code", "request_id"),
    [
        ({"status": 404, "error": "Not Found", "detail": "Invoice not found"}, "Invoice not found", None, None),
        ({"status": 404, "message": "not found"}, "not found", None, None),
        (
            AKAMAI_API,
            "An incorrect request has been sent; Field 'from' is invalid",
            "/billing/error-types/1",
            "82ea2b60",
        ),
        (AKAMAI_GATEWAY, "The signature does not match", AKAMAI_GATEWAY["type"], "933ed8a4"),
        ({"title": "Bad", "errors": [{"title": "t", "detail": "d"}]}, "Bad; d", None, None),
        ({"code": 5, "details": [{"value": "..."}], "message": "invoice not found"}, "invoice not found", "5", None),
        ("no such namespace", "no such namespace", None, None),
        ({"error": "Detailed text"}, "Detailed text", None, None),
        ({"error": "invalid_grant", "error_description": "assertion expired"}, "assertion expired", None, None),
        (DOIT, "invoice not found", "not_found", None),
        ({"detail": None, "message": {"nested": 1}, "title": "left over"}, "left over", None, None),
        ({"error": True, "title": "left over"}, "left over", None, None),
        ({}, None, None, None),
        ([1, 2], None, None, None),
        (None, None, None, None),
    ],
)
def test_json_bodies(content: Any, message: str | None, code: str | None, request_id: str | None) -> None:
    problem = read_problem(400, {}, json.dumps(content).encode())
    assert (problem.message, problem.code, problem.request_id) == (message, code, request_id)


@pytest.mark.parametrize(
    ("body", "content_type", "message"),
    [
        (b"", "", None),
        (b"upstream timed out", "text/plain", "upstream timed out"),
        (b"<html><body>Bad Gateway</body></html>", "text/html", None),
        (b"  <!DOCTYPE html>", "", None),
        (b"Sign in", "text/html; charset=utf-8", None),
        (b'{"detail": "cut off', "application/json", '{"detail": "cut off'),
        (b"caf\xe9", "text/plain", "caf�"),
        (b'"caf\xe9"', "application/json", '"caf�"'),
    ],
)
def test_other_bodies(body: bytes, content_type: str, message: str | None) -> None:
    assert read_problem(502, {"content-type": content_type}, body).message == message


@pytest.mark.parametrize("name", ["request-id", "x-request-id", "x-trace-id"])
def test_the_request_id_may_be_a_header(name: str) -> None:
    assert read_problem(500, {name: "req_1"}, b"").request_id == "req_1"


@given(
    body=st.one_of(
        st.binary(max_size=60),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(
                    st.sampled_from(["detail", "errors", "title", "code", "retryable", "requestId"]), inner, max_size=4
                )
            ),
            max_leaves=8,
        ).map(lambda content: json.dumps(content).encode()),
    )
)
def test_no_body_breaks_the_reader(body: bytes) -> None:
    problem = read_problem(500, {}, body)
    assert isinstance(error_for(problem, hint=None, secrets=()), ProviderError)


@pytest.mark.parametrize("depth", [1_000, 60_000])
def test_nor_does_a_deep_one(depth: int) -> None:
    assert read_problem(500, {}, b"[" * depth).status == 500


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (401, AuthenticationError),
        (403, AccessDeniedError),
        (404, NotFoundError),
        (429, RateLimitError),
        (400, ProviderError),
        (409, ProviderError),
        (500, ProviderError),
        (302, UnexpectedAnswer),
    ],
)
def test_the_error_of_a_status(status: int, kind: type[CloudInvoicesError]) -> None:
    headers = {"retry-after": "9", "request-id": "req_1"}
    error = error_for(read_problem(status, headers, b'{"detail": "why"}'), hint="Do this.", secrets=())
    assert type(error) is kind
    assert (error.status, error.retry_after, error.request_id, error.hint) == (status, 9.0, "req_1", "Do this.")
    assert error.excerpt == '{"detail": "why"}'
    assert error.message.endswith(": why")


def test_an_excerpt_is_short_and_an_empty_body_has_none() -> None:
    for body in (b"x" * 9000, "é".encode() * 9000, "😀".encode() * 9000):
        excerpt = error_for(read_problem(500, {}, body), hint=None, secrets=()).excerpt
        assert excerpt is not None
        assert len(excerpt.encode()) == EXCERPT_BYTES == 2048
    assert error_for(read_problem(500, {}, b""), hint=None, secrets=()).excerpt is None


@pytest.mark.parametrize("member", ["detail", "message", "title"])
def test_a_message_is_a_sentence_not_a_page(member: str) -> None:
    error = error_for(read_problem(500, {}, json.dumps({member: "x" * 50_000}).encode()), hint=None, secrets=())
    assert len(str(error)) < 1000


def test_a_request_id_is_no_essay() -> None:
    error = error_for(read_problem(500, {"x-request-id": "é" * 100_000}, b""), hint=None, secrets=())
    assert error.request_id == "é" * 300
    assert len(str(error)) < 1_000
