"""Errors: the right class for each refusal, with the facts of the request that was refused."""

from __future__ import annotations

import socket
from typing import Any

import pytest

import cloudinvoices as ci
from cloudinvoices.testing import Simulator
from tests.provider_facts import FACTS

from .account import Connect
from .operations import SENDERS, Operation, asked
from .refusals import PAGE, check_facts, everything_said, refused


@pytest.mark.parametrize(
    ("status", "kind"),
    [(401, ci.AuthenticationError), (403, ci.AccessDeniedError), (404, ci.NotFoundError), (500, ci.ProviderError)],
)
def test_refusal(
    connect: Connect, sim: Simulator, operation: Operation, settings: dict[str, Any], status: int, kind: type[Exception]
) -> None:
    sim.fail(operation.simulated, status=status)
    error = refused(connect, sim, operation, settings, retries=0)
    if (operation.simulated, status) == ("doit.pdf", 404):
        kind = ci.DocumentUnavailable  # the invoice is there: only its PDF is not
    assert type(error) is kind
    assert error.status == status
    assert error.hint
    assert error.hint in str(error)
    assert (error.request_id is not None) == FACTS[operation.provider].names_requests
    assert error.retry_after is None
    check_facts(error, operation, sim, settings)
    assert asked(sim, operation.simulated) == 1


def test_credential_that_is_not_known(
    connect: Connect, sim: Simulator, operation: Operation, settings: dict[str, Any]
) -> None:
    name = FACTS[operation.provider].credential
    error = refused(connect, sim, operation, settings, **{name: "no-such-credential-000"})
    assert type(error) is ci.AuthenticationError
    assert error.status == 401
    assert "no-such-credential-000" not in everything_said(error)
    check_facts(error, operation, sim, settings)
    assert len(sim.requests) == 1


def test_web_page_with_status_200(
    connect: Connect, sim: Simulator, operation: Operation, settings: dict[str, Any]
) -> None:
    sim.fail(operation.simulated, body=PAGE, content_type="text/html; charset=utf-8", times=10)
    error = refused(connect, sim, operation, settings)
    assert type(error) is ci.UnexpectedAnswer
    assert error.hint or operation.simulated == "f5xc.download"
    check_facts(error, operation, sim, settings)
    assert asked(sim, operation.simulated) == 1


def test_web_page_as_an_error(connect: Connect, sim: Simulator, operation: Operation, settings: dict[str, Any]) -> None:
    sim.fail(operation.simulated, status=500, body=PAGE, content_type="text/html")
    error = refused(connect, sim, operation, settings, retries=0)
    assert type(error) is ci.ProviderError
    assert "<" not in str(error)
    check_facts(error, operation, sim, settings)


@pytest.mark.parametrize("body", ["[" * 100_000, '{"a":' * 50_000], ids=["lists", "objects"])
def test_json_nested_without_end(
    connect: Connect, sim: Simulator, operation: Operation, settings: dict[str, Any], body: str
) -> None:
    sim.fail(operation.simulated, body=body, content_type="application/json", times=10)
    error = refused(connect, sim, operation, settings, retries=0)
    assert type(error) is ci.UnexpectedAnswer


def test_redirect_is_followed_for_documents_only_and_without_credential(
    connect: Connect, sim: Simulator, operation: Operation, settings: dict[str, Any]
) -> None:
    sim.fail(operation.simulated, status=302, headers={"Location": f"{sim.url}/elsewhere?signature=abcdef"}, times=9)
    error = refused(connect, sim, operation, settings)
    elsewhere = [request for request in sim.requests if request.path == "/elsewhere"]
    if operation.simulated in (*SENDERS.values(), "f5xc.download"):
        assert elsewhere
        assert type(error) in (ci.DocumentUnavailable, ci.NotFoundError)
    else:
        assert not elsewhere
        assert type(error) is ci.UnexpectedAnswer
        assert error.status == 302
    assert not [request for request in elsewhere if {"authorization", "cookie"} & set(request.headers)]
    assert "abcdef" not in everything_said(error)


def test_answer_larger_than_allowed(
    connect: Connect, sim: Simulator, operation: Operation, settings: dict[str, Any]
) -> None:
    sim.fail(operation.simulated, body='{"x": "' + "y" * 5_000 + '"}', content_type="application/json", times=10)
    error = refused(connect, sim, operation, settings, max_answer_bytes=4_000, max_document_bytes=100)
    if operation.name != "download_invoice" or operation.provider in ("qovery", "masstack"):
        assert type(error) is ci.UnexpectedAnswer
        assert "max_answer_bytes" in str(error)


@pytest.mark.parametrize("letter", ["x", "ñ", "\U0001f4b6"], ids=["one byte", "two bytes", "four bytes"])
def test_excerpt_is_short_in_any_alphabet(connect: Connect, sim: Simulator, letter: str) -> None:
    sim.fail("doit.list", status=500, body=letter * 5_000)
    with pytest.raises(ci.ProviderError) as caught:
        list(connect("doit", **sim.settings("doit"), retries=0).list())
    assert caught.value.excerpt
    assert caught.value.excerpt.strip(letter) == ""
    assert len(caught.value.excerpt.encode()) <= 2048
    assert len(str(caught.value)) < 1_000


def test_answer_that_does_not_come(
    connect: Connect, sim: Simulator, operation: Operation, settings: dict[str, Any]
) -> None:
    sim.fail(operation.simulated, delay=0.4)
    error = refused(connect, sim, operation, settings, timeout=0.05, retries=0)
    assert type(error) is ci.ConnectionFailed
    assert "time limit" in str(error)
    check_facts(error, operation, sim, settings)


def test_nobody_there(connect: Connect, sim: Simulator, operation: Operation, settings: dict[str, Any]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        base_url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        away = {"base_url": base_url}
        if operation.provider == "masstack":
            away["customers_url"] = base_url
        error = refused(connect, sim, operation, settings, **away, retries=1)
    assert type(error) is ci.ConnectionFailed
    assert error.operation == operation.name
    assert (error.url or "").startswith(base_url)
