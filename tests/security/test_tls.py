"""Servers whose certificates are not good are refused, before anything is said to them."""

from __future__ import annotations

import io
import json
from datetime import timedelta
from pathlib import Path

import pytest
from reliability import Tally

import cloudinvoices as ci
from cloudinvoices.testing import Simulator
from tests.conformance.account import Connect
from tests.conformance.operations import invoice_of, with_document

from .certificates import issue, roots, serving
from .conftest import Listen
from .detector import Detector, secrets_of
from .strangers import PDF, answer_of

BAD = ("self-signed", "expired", "of another host", "of an unknown authority")
LIST = answer_of(json.dumps({"invoices": [], "results": []}).encode(), "application/json")


def certificate(kind: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """What a server with such a certificate listens with; the roots that are trusted are those of one authority."""
    authority, unknown = issue(), issue()
    monkeypatch.setenv("SSL_CERT_FILE", str(roots(folder, authority)))
    pairs = {
        "good": issue(issuer=authority),
        "self-signed": issue(),
        "expired": issue(issuer=authority, ends_in=timedelta(days=-1)),
        "of another host": issue(issuer=authority, host="elsewhere.example.com"),
        "of an unknown authority": issue(issuer=unknown),
    }
    return {"tls": serving(folder, pairs[kind])}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_certificate_is_refused(
    connect: Connect,
    sim: Simulator,
    listen: Listen,
    provider: str,
    kind: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    tally: Tally,
) -> None:
    server = listen(LIST, **certificate(kind, tmp_path, monkeypatch))
    settings = {**sim.settings(provider), "base_url": server.url(scheme="https")}
    if provider == "masstack":
        settings["customers_url"] = server.url(scheme="https")
    with pytest.raises(ci.ConnectionFailed, match=r"CERTIFICATE_VERIFY_FAILED|certificate verify failed") as caught:
        list(connect(provider, **settings, retries=3).list())
    assert "SSL_CERT_FILE" in (caught.value.hint or "")
    assert not caught.value.transient
    assert server.heard == []
    tally("bad certificates refused")


def test_a_good_certificate_is_accepted(
    connect: Connect, sim: Simulator, listen: Listen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = listen(LIST, **certificate("good", tmp_path, monkeypatch))
    settings = {**sim.settings("doit"), "base_url": server.url(scheme="https")}
    assert list(connect("doit", **settings).list()) == []
    detector = Detector(secrets_of(settings))
    assert [detector.find(request) for request in server.heard] == [{"api_key"}]


@pytest.mark.parametrize("kind", ["good", *BAD])
def test_the_server_of_a_link_needs_a_good_one_too(
    connect: Connect,
    sim: Simulator,
    listen: Listen,
    kind: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    tally: Tally,
) -> None:
    server = listen(answer_of(PDF), **certificate(kind, tmp_path, monkeypatch))
    body = json.dumps({"url": f"{server.url(scheme='https')}/a.pdf"})
    sim.fail("qovery.download", body=body, content_type="application/json", times=9)
    account = connect("qovery", **sim.settings("qovery"))
    invoice, target = invoice_of(with_document(sim, "qovery"), "qovery"), io.BytesIO()
    if kind == "good":
        account.download(invoice, target)
        assert target.getvalue() == PDF
        return
    with pytest.raises(ci.ConnectionFailed):
        account.download(invoice, target)
    assert (target.getvalue(), server.heard) == (b"", [])
    tally("bad certificates refused")


@pytest.mark.parametrize("kind", BAD)
def test_roots_of_ones_own_do_not_switch_it_off(
    connect: Connect, listen: Listen, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tally: Tally
) -> None:
    """F5's ca_cert trusts other roots, and nothing else."""
    server = listen(LIST, **certificate(kind, tmp_path, monkeypatch))
    given = {"base_url": server.url(scheme="https"), "api_token": "x" * 20, "ca_cert": str(tmp_path / "roots.pem")}
    with pytest.raises(ci.ConnectionFailed):
        list(connect("f5xc", **given, retries=0).list())
    assert server.heard == []
    tally("bad certificates refused")


@pytest.mark.parametrize("variable", ["PYTHONHTTPSVERIFY", "CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE", "SSL_NO_VERIFY"])
def test_no_variable_switches_it_off(
    connect: Connect, listen: Listen, variable: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = listen(LIST, **certificate("self-signed", tmp_path, monkeypatch))
    monkeypatch.setenv(variable, "0" if variable.startswith("PYTHON") else "")
    with pytest.raises(ci.ConnectionFailed):
        list(connect("doit", base_url=server.url(scheme="https"), api_key="x" * 20, retries=0).list())
    assert server.heard == []


@pytest.mark.parametrize("host", ["api.example.com", "10.0.0.1", "127.0.0.1.example.com", "localhost.example.com"])
def test_no_credential_without_tls(provider: str, host: str, sim: Simulator) -> None:
    """Plain http is for this machine only."""
    settings = {**sim.settings(provider), "base_url": f"http://{host}"}
    with pytest.raises(ci.ConfigurationError, match="https"):
        ci.connect(provider, **settings)
