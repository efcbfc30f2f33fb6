"""No token, signature or link is in an error, a log or anything that is printed."""

from __future__ import annotations

import logging
from typing import Any

import pytest

import cloudinvoices as ci
from cloudinvoices.testing import Simulator

from .account import Connect
from .operations import Operation, invoice_of, with_document
from .refusals import PAGE, everything_said, secrets


def test_no_secret_is_shown(
    connect: Connect, sim: Simulator, operation: Operation, settings: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    planted = secrets(settings)
    link = "https://bucket.example/invoice.pdf?X-Signature=s1gnature-of-a-link&Expires=1"
    said = " ".join((*planted, link, *(f"Authorization: Bearer {one}" for one in planted)))
    body = f'{{"message": "refused: {said}", "detail": "{said}", "filler": "{said * 20}"}}'
    for status in (500, 401):
        sim.fail(operation.simulated, status=status, body=body, content_type="application/json")
        account = connect(operation.provider, **settings, retries=0)
        with pytest.raises(ci.CloudInvoicesError) as caught:
            operation.run(account, sim)
        shown = everything_said(caught.value) + caplog.text + repr(account) + repr(account.skipped)
        for secret in (*planted, "s1gnature-of-a-link"):
            assert secret not in shown
        assert caught.value.excerpt
        assert len(caught.value.excerpt.encode()) <= 2048


def test_no_secret_is_logged_when_all_is_well(
    connect: Connect, sim: Simulator, operation: Operation, settings: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    account = connect(operation.provider, **settings)
    sim.fail(operation.simulated, status=503)
    operation.run(account, sim)
    assert "cloudinvoices" in {record.name for record in caplog.records}
    shown = caplog.text + repr(account) + str(account)
    assert not [secret for secret in (*secrets(settings), "Signature=") if secret in shown]


@pytest.mark.parametrize("token", ["qov_s3cret\nX-Injected: 1", "qov_s3cret-ünïcode", "qov_s3cret\x00"])
def test_credential_that_cannot_be_a_header(connect: Connect, sim: Simulator, token: str) -> None:
    with pytest.raises(ci.ConfigurationError) as caught:
        list(connect("qovery", **{**sim.settings("qovery"), "token": token}).list())
    assert "s3cret" not in everything_said(caught.value)
    assert sim.requests == []


def test_link_errors_say_no_more_than_the_host(connect: Connect, sim: Simulator) -> None:
    for provider in ("qovery", "masstack"):
        for fault in ({"status": 403}, {"status": 500}, {"body": PAGE, "content_type": "text/html"}, {"drop_after": 0}):
            sim.reset()
            sim.fail(f"{provider}.link", **fault, times=10)
            account = connect(provider, **sim.settings(provider), retries=2)
            invoice = invoice_of(with_document(sim, provider), provider)
            with pytest.raises(ci.CloudInvoicesError) as caught:
                account.stream(invoice).__enter__()
            said = everything_said(caught.value)
            assert "Signature" not in said
            assert "Expires" not in said
            assert (caught.value.url or "").endswith("/***")
            assert caught.value.operation == "download_invoice"
