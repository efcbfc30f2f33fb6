"""F5's credentials over real TLS: client certificates as PEM and PKCS#12, and API tokens, with roots of one's own."""

from __future__ import annotations

import asyncio
import gc
import io
from base64 import b64encode
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import cloudinvoices as ci

from .account import Connect, open_async
from .certificates import PASSWORD, PDF, TOKEN, Authority, TlsServer, tls_server


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("certificates"))


@pytest.fixture(scope="module")
def strict(authority: Authority) -> Iterator[TlsServer]:
    """A server that talks to nobody without a certificate."""
    with tls_server(authority, wants_certificate=True) as server:
        yield server


@pytest.fixture(scope="module")
def open_to_all(authority: Authority) -> Iterator[TlsServer]:
    with tls_server(authority, wants_certificate=False) as server:
        yield server


def vesconfig(authority: Authority, server: str) -> str:
    path = authority.folder / "vesconfig.yaml"
    path.write_text(f"server-urls: {server}/api\np12-bundle: {authority.p12}\n")
    return str(path)


CERTIFICATES: dict[str, Callable[[Authority], dict[str, Any]]] = {
    "pem": lambda authority: {"cert": authority.cert, "key": authority.key},
    "p12": lambda authority: {"p12": authority.p12, "p12_password": PASSWORD},
    "p12 content": lambda authority: {
        "p12_content": b64encode(authority.p12.read_bytes()).decode(),
        "p12_password": PASSWORD,
    },
}


@pytest.fixture(params=CERTIFICATES)
def certificate(request: pytest.FixtureRequest, authority: Authority) -> dict[str, Any]:
    return {**CERTIFICATES[request.param](authority), "ca_cert": authority.roots}


def test_client_certificate(connect: Connect, strict: TlsServer, certificate: dict[str, Any]) -> None:
    strict.seen.clear()
    account = connect("f5xc", base_url=strict.url, **certificate)
    (invoice,) = account.list()
    assert (invoice.id, invoice.total) == ("invoice-over-tls", Decimal("12.50"))
    target = io.BytesIO()
    account.download(invoice, target)
    assert target.getvalue() == PDF
    assert account.get(invoice.id) == invoice
    # The certificate says who it is: no token goes with it.
    assert set(strict.seen) == {("client", "")}


def test_settings_of_vesctl(connect: Connect, strict: TlsServer, authority: Authority) -> None:
    account = connect(
        "f5xc", config_file=vesconfig(authority, strict.url), p12_password=PASSWORD, ca_cert=authority.roots
    )
    assert [invoice.id for invoice in account.list()] == ["invoice-over-tls"]


def test_from_the_environment(
    connect: Connect, strict: TlsServer, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VOLT_API_URL", f"{strict.url}/api")
    monkeypatch.setenv("VOLT_API_P12_FILE", str(authority.p12))
    monkeypatch.setenv("VES_P12_PASSWORD", PASSWORD)
    monkeypatch.setenv("VOLT_API_CA_CERT", str(authority.roots))
    assert [invoice.id for invoice in connect("f5xc").list()] == ["invoice-over-tls"]


def test_server_that_the_roots_do_not_know(connect: Connect, strict: TlsServer, authority: Authority) -> None:
    strict.seen.clear()
    account = connect("f5xc", base_url=strict.url, cert=authority.cert, key=authority.key)
    with pytest.raises(ci.ConnectionFailed, match="CERTIFICATE_VERIFY_FAILED") as caught:
        list(account.list())
    assert caught.value.operation == "list_invoices"
    assert not caught.value.transient
    assert strict.seen == []


def test_server_with_another_name(connect: Connect, open_to_all: TlsServer, authority: Authority) -> None:
    open_to_all.seen.clear()
    url = open_to_all.url.replace("127.0.0.1", "localhost")
    account = connect("f5xc", base_url=url, api_token=TOKEN, ca_cert=authority.roots)
    with pytest.raises(ci.ConnectionFailed, match="CERTIFICATE_VERIFY_FAILED") as caught:
        list(account.list())
    assert "SSL_CERT_FILE" in str(caught.value.hint)
    assert not caught.value.transient
    assert open_to_all.seen == []


@pytest.mark.parametrize("mode", ["async", "fast"])
def test_a_stream_left_in_the_middle_leaves_no_connection(
    mode: str, open_to_all: TlsServer, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    """TLS says goodbye in both directions; whoever waited for the server's would still be open here, and warn."""
    monkeypatch.setattr(open_to_all, "pdf", PDF + b"x" * 10_000)
    open_to_all.goes_on.clear()

    async def leave() -> None:
        settings = {"base_url": open_to_all.url, "api_token": TOKEN, "ca_cert": authority.roots}
        account = open_async(mode, "f5xc", **settings)
        async with account, account.stream("invoice-over-tls") as document:
            assert (await anext(aiter(document))).startswith(PDF)

    asyncio.run(leave())
    open_to_all.goes_on.set()
    gc.collect()


@pytest.mark.parametrize("mode", ["async", "fast"])
def test_a_connection_that_the_server_ends_is_not_left(
    mode: str, open_to_all: TlsServer, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server says that it will close, and then takes its time."""
    monkeypatch.setattr(open_to_all, "hangs_up", True)
    open_to_all.goes_on.clear()

    async def ask() -> None:
        settings = {"base_url": open_to_all.url, "api_token": TOKEN, "ca_cert": authority.roots}
        async with open_async(mode, "f5xc", **settings) as account:
            assert [invoice.id async for invoice in account.list()] == ["invoice-over-tls"]

    asyncio.run(ask())
    open_to_all.goes_on.set()
    gc.collect()


def test_no_certificate_where_one_is_wanted(connect: Connect, strict: TlsServer, authority: Authority) -> None:
    strict.seen.clear()
    account = connect("f5xc", base_url=strict.url, api_token=TOKEN, ca_cert=authority.roots, retries=0)
    with pytest.raises(ci.ConnectionFailed) as caught:
        list(account.list())
    assert TOKEN not in repr(vars(caught.value))
    assert "CERTIFICATE_VERIFY_FAILED" not in str(caught.value)
    assert strict.seen == []


def test_token_with_roots_of_our_own(connect: Connect, open_to_all: TlsServer, authority: Authority) -> None:
    open_to_all.seen.clear()
    account = connect("f5xc", base_url=open_to_all.url, api_token=TOKEN, ca_cert=authority.roots)
    (invoice,) = account.list()
    target = io.BytesIO()
    account.download(invoice, target)
    assert target.getvalue() == PDF
    assert set(open_to_all.seen) == {("", f"APIToken {TOKEN}")}


def test_wrong_password(connect: Connect, authority: Authority, strict: TlsServer) -> None:
    with pytest.raises(ci.ConfigurationError) as caught:
        connect("f5xc", base_url=strict.url, p12=authority.p12, p12_password="not-the-password-1")
    assert "p12_password" in str(caught.value.hint)
    assert "not-the-password-1" not in f"{caught.value} {vars(caught.value)} {caught.value.__cause__}"


@pytest.mark.parametrize(
    "given",
    [
        {"p12": "CERT", "p12_password": PASSWORD},
        {"p12": "nowhere.p12", "p12_password": PASSWORD},
        {"p12": "P12"},
        {"p12_content": "%%%", "p12_password": PASSWORD},
        {"cert": "CERT"},
        {"cert": "KEY", "key": "CERT"},
        {"cert": "CERT", "key": "nowhere.key"},
        {"cert": "CERT", "key": "SERVER KEY"},
        {"cert": "CERT", "key": "KEY", "ca_cert": "nowhere.pem"},
        {"cert": "CERT", "key": "KEY", "ca_cert": "P12"},
    ],
    ids=str,
)
def test_files_that_are_no_certificate(connect: Connect, authority: Authority, given: dict[str, str]) -> None:
    files = {
        "CERT": authority.cert,
        "KEY": authority.key,
        "P12": authority.p12,
        "SERVER KEY": authority.server[1],
    }
    settings = {name: str(files.get(value, value)) for name, value in given.items()}
    with pytest.raises(ci.ConfigurationError) as caught:
        connect("f5xc", base_url="https://tenant.example", **settings)
    assert caught.value.provider == "f5xc"
    assert "PRIVATE" not in str(caught.value)


def test_no_key_is_left_on_the_disk(
    connect: Connect, strict: TlsServer, authority: Authority, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    account = connect("f5xc", base_url=strict.url, p12=authority.p12, p12_password=PASSWORD, ca_cert=authority.roots)
    assert len(list(account.list())) == 1
    assert list(tmp_path.iterdir()) == []
