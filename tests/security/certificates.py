"""Certificates for servers, good ones and others."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from tests.conformance.certificates import SIGNS_CERTIFICATES

Pair = tuple[x509.Certificate, ec.EllipticCurvePrivateKey]


def issue(*, host: str = "127.0.0.1", ends_in: timedelta = timedelta(days=1), issuer: Pair | None = None) -> Pair:
    """A certificate for a host; without an issuer its own."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host if issuer else f"authority of {host}")])
    alternative: x509.GeneralName = x509.DNSName(host) if host[0].isalpha() else x509.IPAddress(ip_address(host))
    signing = issuer[1] if issuer else key
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(issuer[0].subject if issuer else name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=2))
        .not_valid_after(now + ends_in)
        .add_extension(x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signing.public_key()), critical=False)
        .add_extension(x509.SubjectAlternativeName([alternative]), critical=False)
    )
    if issuer is None:  # Python 3.13 and later want it of an authority
        builder = builder.add_extension(SIGNS_CERTIFICATES, critical=True)
    return builder.sign(signing, hashes.SHA256()), key


def serving(folder: Path, pair: Pair) -> ssl.SSLContext:
    """What a server with this certificate listens with."""
    path = folder / f"{pair[0].serial_number:x}.pem"
    key = pair[1].private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(key + pair[0].public_bytes(Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context


def roots(folder: Path, *pairs: Pair) -> Path:
    """A file of roots to trust."""
    path = folder / "roots.pem"
    path.write_bytes(b"".join(pair[0].public_bytes(Encoding.PEM) for pair in pairs))
    return path
