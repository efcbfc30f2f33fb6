import base64
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import attrs
import pytest
import yaml
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from cryptography.x509.oid import NameOID

import cloudinvoices as ci
from cloudinvoices.authentication.certificate import Certificate, find_certificate
from cloudinvoices.core._http import make_request
from cloudinvoices.core.settings import Settings
from cloudinvoices.providers.f5xc import F5

PASSWORD = "planted-password"


@attrs.frozen
class Files:
    """One client certificate in all the forms people have it in."""

    p12: Path
    cert: Path
    key: Path
    encrypted_key: Path
    content: str


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    folder = tmp_path_factory.mktemp("certificate")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "client")])
    now = datetime.now(UTC)
    cert = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, SHA256())
    )
    encryption = BestAvailableEncryption(PASSWORD.encode())
    bundle = pkcs12.serialize_key_and_certificates(b"client", key, cert, None, encryption)
    (folder / "client.p12").write_bytes(bundle)
    (folder / "client.crt").write_bytes(cert.public_bytes(Encoding.PEM))
    (folder / "client.key").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    (folder / "encrypted.key").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption))
    return Files(
        folder / "client.p12",
        folder / "client.crt",
        folder / "client.key",
        folder / "encrypted.key",
        base64.b64encode(bundle).decode(),
    )


def find(environment: dict[str, str] | None = None, **given: Any) -> Certificate:
    return find_certificate(Settings("f5xc", F5.settings, given, environment or {}))


def loaded(certificate: Certificate) -> bool:
    """Whether there is a TLS context that verifies the server and holds a certificate of its own."""
    if certificate.tls is None:
        return False
    context = certificate.tls()
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
    return True


def test_a_bundle_and_its_password(files: Files) -> None:
    assert loaded(find(p12=str(files.p12), p12_password=PASSWORD))
    assert loaded(find(p12=files.p12, p12_password=PASSWORD))
    assert loaded(find({"VOLT_API_P12_FILE": str(files.p12), "VES_P12_PASSWORD": PASSWORD}))
    assert loaded(find({"VOLT_API_P12_FILE": str(files.p12), "F5XC_P12_PASSWORD": PASSWORD}))
    assert loaded(find({"VES_P12_CONTENT": files.content, "VES_P12_PASSWORD": PASSWORD}))
    assert loaded(find(p12_content=files.content, p12_password=PASSWORD))


def test_a_certificate_and_its_key(files: Files) -> None:
    assert loaded(find(cert=str(files.cert), key=str(files.key)))
    assert loaded(find(cert=str(files.cert), key=str(files.key), ca_cert=str(files.cert)))
    assert loaded(find({"VOLT_API_CERT": str(files.cert), "VOLT_API_KEY": str(files.key)}))


def test_the_variable_called_key_is_a_file_and_no_token(files: Files) -> None:
    with pytest.raises(ci.ConfigurationError, match="key cannot be read"):
        find({"VOLT_API_CERT": str(files.cert), "VOLT_API_KEY": "looks-like-a-token"})
    with pytest.raises(ci.ConfigurationError, match="api_token is missing"):
        find_provider({"VOLT_API_KEY": "looks-like-a-token"})


def find_provider(environment: dict[str, str], **given: Any) -> F5:
    return F5(Settings("f5xc", F5.settings, {"tenant": "acme", **given}, environment))


def test_a_token_goes_before_a_certificate_of_the_environment_and_not_before_a_given_one(files: Files) -> None:
    environment = {"VOLT_API_CERT": str(files.cert), "VOLT_API_KEY": str(files.key)}
    assert not loaded(find({**environment, "F5XC_API_TOKEN": "token"}))
    assert not loaded(find(environment, api_token="token"))
    assert loaded(find({"F5XC_API_TOKEN": "token"}, cert=str(files.cert), key=str(files.key)))
    assert loaded(find({"F5XC_API_TOKEN": "token"}, p12=str(files.p12), p12_password=PASSWORD))


@pytest.mark.parametrize(
    "server", ["https://acme.console.ves.volterra.io/api", ["https://acme.console.ves.volterra.io/api/"]]
)
@pytest.mark.parametrize("form", ["p12", "pem"])
def test_the_settings_of_vesctl(files: Files, home: Path, server: Any, form: str) -> None:
    paths = {"p12-bundle": str(files.p12)} if form == "p12" else {"cert": str(files.cert), "key": str(files.key)}
    (home / ".vesconfig").write_text(yaml.safe_dump({"server-urls": server, **paths}))
    environment = {"VES_P12_PASSWORD": PASSWORD}
    assert loaded(find(environment))
    account = F5(Settings("f5xc", F5.settings, {}, environment))
    assert account.servers["main"] == "https://acme.console.ves.volterra.io"
    assert account.tls is not None


def test_no_certificate_at_all() -> None:
    assert find() == Certificate()


@pytest.mark.parametrize("text", ["a: [", "- list", "", "server-urls: 5", "\x00", "!!python/object:os.system {}"])
def test_settings_of_vesctl_that_cannot_be_used(home: Path, text: str) -> None:
    (home / ".vesconfig").write_text(text)
    with pytest.raises(ci.ConfigurationError):
        F5(Settings("f5xc", F5.settings, {}, {}))


def test_what_is_wrong_is_told_without_the_password(files: Files, tmp_path: Path) -> None:
    (tmp_path / "not.p12").write_bytes(b"not a bundle")
    cases: tuple[tuple[dict[str, Any], str], ...] = (
        ({"p12": str(files.p12), "p12_password": f"{PASSWORD}-wrong"}, "cannot be opened"),
        ({"p12": str(tmp_path / "not.p12"), "p12_password": PASSWORD}, "cannot be opened"),
        ({"p12": str(files.p12)}, "p12_password is missing"),
        ({"p12": str(tmp_path / "none.p12"), "p12_password": PASSWORD}, "p12 cannot be read"),
        ({"p12_content": "not base64!", "p12_password": PASSWORD}, "not base64"),
        ({"cert": str(files.cert)}, "key is missing"),
        ({"cert": str(files.cert), "key": str(files.cert)}, "cert and key are not"),
        ({"cert": str(files.cert), "key": str(files.encrypted_key)}, "cert and key are not"),
        ({"cert": str(files.cert), "key": str(files.key), "ca_cert": str(files.key)}, "ca_cert holds no certificates"),
    )
    for given, message in cases:
        with pytest.raises(ci.ConfigurationError, match=message) as raised:
            find(**given)
        assert PASSWORD not in str(raised.value)


def test_no_key_is_left_on_the_disk(files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert loaded(find(p12=str(files.p12), p12_password=PASSWORD))
    assert [path for path in tmp_path.iterdir() if path.name.startswith("cloudinvoices")] == []


def test_with_a_certificate_no_header_is_sent(files: Files) -> None:
    account = find_provider({}, cert=str(files.cert), key=str(files.key))
    assert account.authentication.secrets == ()
    request = make_request("GET", "https://acme.console.ves.volterra.io/", headers={}, timeout=1)
    account.authentication.sign(request)
    assert list(request.headers) == ["Host"]
