"""F5's client certificates: PEM files, or a PKCS#12 bundle with a password, which Python's TLS cannot load."""

from __future__ import annotations

import base64
import secrets
import ssl
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import attrs

from ..core._http import verifying_tls
from ..core.decoding import is_object, texts_of
from ..core.settings import Settings, expand, read_file
from ..errors import ConfigurationError

_STORED = "~/.vesconfig"
_EXTRA = "pip install 'cloudinvoices[f5-p12]'"


@attrs.frozen
class Certificate:
    """A client certificate ready for TLS, or none; and the server that vesctl's settings name."""

    tls: Callable[[], ssl.SSLContext] | None = None
    """TLS of our own: with the certificate, or with other roots to trust."""
    signs_in: bool = False
    """Whether the certificate is the credential; an API token is needed where it is not."""
    server: str | None = None


def find_certificate(settings: Settings) -> Certificate:
    """What the arguments name, else the environment, else vesctl's settings; none where there is an API token.

    Raises:
        ConfigurationError: a file cannot be read, or the password is wrong.
    """
    roots = settings.find("ca_cert")
    if roots:
        read_file(roots, "ca_cert", settings.provider)
    given = settings.has("p12", "p12_content", "cert")
    if settings.has("api_token") or (settings.find("api_token") and not given):
        return Certificate(_ready(_with_roots(settings, roots)) if roots else None)
    if settings.has("cert") or not (settings.find("p12") or settings.find("p12_content")):
        if settings.find("cert"):
            return Certificate(_ready(_from_pem(settings, settings.need("cert"), settings.need("key"), roots)), True)
        return _from_vesctl(settings, roots)
    return Certificate(_ready(_from_p12(settings, _bundle(settings), roots)), True)


def _ready(context: ssl.SSLContext) -> Callable[[], ssl.SSLContext]:
    return lambda: context


def _with_roots(settings: Settings, roots: str | None) -> ssl.SSLContext:
    try:
        return verifying_tls(str(expand(roots)) if roots else None)
    except OSError as error:
        what = "ca_cert" if roots else "the file that SSL_CERT_FILE names"
        raise ConfigurationError(f"{what} holds no certificates in PEM", provider=settings.provider) from error


def _bundle(settings: Settings) -> bytes:
    if settings.has("p12") or (settings.find("p12") and not settings.has("p12_content")):
        return read_file(settings.need("p12"), "p12", settings.provider)
    try:
        # Tools break base64 text into lines.
        return base64.b64decode("".join(settings.need("p12_content").split()), validate=True)
    except ValueError as error:
        hint = "Make it with: base64 certificate.p12"
        raise ConfigurationError("p12_content is not base64", provider=settings.provider, hint=hint) from error


def _from_pem(settings: Settings, cert: str, key: str, roots: str | None) -> ssl.SSLContext:
    for path, what in ((cert, "cert"), (key, "key")):
        read_file(path, what, settings.provider)
    context = _with_roots(settings, roots)
    try:
        context.load_cert_chain(expand(cert), expand(key), password=lambda: "")
    except (OSError, ValueError) as error:
        raise ConfigurationError(
            "cert and key are not a certificate and its unencrypted private key in PEM", provider=settings.provider
        ) from error
    return context


def _from_p12(settings: Settings, bundle: bytes, roots: str | None) -> ssl.SSLContext:
    try:
        from cryptography.hazmat.primitives.serialization import (
            BestAvailableEncryption,
            Encoding,
            PrivateFormat,
            pkcs12,
        )
    except ImportError as error:
        raise ConfigurationError("a PKCS#12 file needs more", provider=settings.provider, hint=f"{_EXTRA}.") from error
    password = settings.need("p12_password")
    try:
        key, cert, chain = pkcs12.load_key_and_certificates(bundle, password.encode())
    except ValueError as error:
        raise ConfigurationError(
            "the PKCS#12 file cannot be opened",
            provider=settings.provider,
            hint="Check p12_password (VES_P12_PASSWORD).",
        ) from error
    if key is None or cert is None:
        raise ConfigurationError("the PKCS#12 file holds no certificate with its key", provider=settings.provider)
    # TLS loads keys from files only: in a private folder, encrypted with a password never written, at once removed.
    once = secrets.token_bytes(32).hex().encode()
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(once))
    pem += b"".join(one.public_bytes(Encoding.PEM) for one in (cert, *chain))
    context = _with_roots(settings, roots)
    try:
        with tempfile.TemporaryDirectory(prefix="cloudinvoices-") as folder:
            file = Path(folder) / "client.pem"
            file.touch(mode=0o600)
            file.write_bytes(pem)
            context.load_cert_chain(file, password=once)
    except OSError as error:
        text = f"the certificate cannot be used: {error.strerror or error}"
        raise ConfigurationError(text, provider=settings.provider, hint="It needs a temporary folder.") from error
    return context


def _from_vesctl(settings: Settings, roots: str | None) -> Certificate:
    """VESCTL settings: a bundle or PEM files beside the addresses of the tenant."""
    path = settings.find("config_file") or _STORED
    if not settings.has("config_file") and not expand(path).is_file():
        return Certificate()
    stored = _read_yaml(read_file(path, "config_file", settings.provider), settings.provider)
    server = next((text for name, text in texts_of(stored) if name == "server-urls"), None)
    if bundle := stored.get("p12-bundle"):
        content = read_file(str(bundle), "p12-bundle", settings.provider)
        return Certificate(_ready(_from_p12(settings, content, roots)), True, server)
    if stored.get("cert") and stored.get("key"):
        return Certificate(_ready(_from_pem(settings, str(stored["cert"]), str(stored["key"]), roots)), True, server)
    return Certificate(server=server)


def _read_yaml(content: bytes, provider: str) -> Mapping[str, Any]:
    try:
        import yaml
    except ImportError as error:
        raise ConfigurationError("vesctl's settings need more", provider=provider, hint=f"{_EXTRA}.") from error
    try:
        stored = yaml.safe_load(content)
    except (yaml.YAMLError, ValueError) as error:
        raise ConfigurationError("config_file is not YAML", provider=provider) from error
    return stored if is_object(stored) else {}
