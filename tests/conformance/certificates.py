"""A certificate authority for one test run, and a TLS server that wants certificates of it from its clients."""

from __future__ import annotations

import datetime
import ipaddress
import json
import ssl
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, NoEncryption, pkcs12
from cryptography.x509.oid import NameOID

PASSWORD = "a password with ñ"  # what somebody types
TOKEN = "f5-api-token-for-tls"
SIGNS_CERTIFICATES = x509.KeyUsage(
    digital_signature=False,
    content_commitment=False,
    key_encipherment=False,
    data_encipherment=False,
    key_agreement=False,
    key_cert_sign=True,
    crl_sign=False,
    encipher_only=False,
    decipher_only=False,
)
PDF = b"%PDF-1.4\n% over TLS\n%%EOF\n"


class Authority:
    """Issues certificates and writes all files a client or server needs into a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._cert = self._sign("conformance authority", self._key, None)
        self.roots = self._write("roots.pem", _pem(self._cert))
        self.server = self._pair("server")
        self.cert, self.key = self._pair("client")
        self.p12 = self._bundle(self.cert, self.key)

    def _pair(self, name: str) -> tuple[Path, Path]:
        key = ec.generate_private_key(ec.SECP256R1())
        pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, NoEncryption())
        return self._write(f"{name}.pem", _pem(self._sign(name, key, self._cert))), self._write(f"{name}.key", pem)

    def _bundle(self, cert: Path, key: Path) -> Path:
        content = pkcs12.serialize_key_and_certificates(
            b"client",
            serialization.load_pem_private_key(key.read_bytes(), None),  # type: ignore[arg-type]  # it is an EC key
            x509.load_pem_x509_certificate(cert.read_bytes()),
            [self._cert],
            BestAvailableEncryption(PASSWORD.encode()),
        )
        return self._write("client.p12", content)

    def _sign(self, name: str, key: ec.EllipticCurvePrivateKey, issuer: x509.Certificate | None) -> x509.Certificate:
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        now = datetime.datetime.now(datetime.UTC)
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer.subject if issuer else subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(days=1))
            .not_valid_after(now + datetime.timedelta(days=1))
            .add_extension(x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key()), critical=False)
            .add_extension(
                x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False
            )
        )
        if issuer is None:  # Python 3.13 and later want it of an authority
            builder = builder.add_extension(SIGNS_CERTIFICATES, critical=True)
        return builder.sign(self._key, hashes.SHA256())

    def _write(self, name: str, content: bytes) -> Path:
        path = self.folder / name
        path.write_bytes(content)
        return path


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


class TlsServer(ThreadingHTTPServer):
    """Lists one paid invoice to whoever shows a certificate, or the API token."""

    def __init__(self, authority: Authority, *, wants_certificate: bool) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.seen: list[tuple[str, str]] = []
        """Common name of the client's certificate and the Authorization header, of every request."""
        self.pdf = PDF
        self.goes_on = Event()
        """Whether it sends the second half of an answer."""
        self.goes_on.set()
        self.hangs_up = False
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*authority.server)
        if wants_certificate:
            context.verify_mode = ssl.CERT_REQUIRED
            context.load_verify_locations(authority.roots)
        self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)

    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self.server_port}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A handshake that fails is the subject of the tests."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        assert isinstance(self.server, TlsServer)
        assert isinstance(self.connection, ssl.SSLSocket)
        names = dict(pair for part in (self.connection.getpeercert() or {}).get("subject", ()) for pair in part)  # type: ignore[misc]
        name, token = str(names.get("commonName", "")), self.headers.get("Authorization", "")
        self.server.seen.append((name, token))
        if name or token == f"APIToken {TOKEN}":
            self._answer(200, {"pdf": b64encode(self.server.pdf).decode()} if "invoice_pdf" in self.path else INVOICES)
        else:
            self._answer(401, {"code": 16, "message": "who are you"})

    def _answer(self, status: int, content: Any) -> None:
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        assert isinstance(self.server, TlsServer)
        if self.server.hangs_up:
            self.send_header("Connection", "close")
        self.end_headers()
        half = len(body) // 2 if not self.server.hangs_up else len(body)
        self.wfile.write(body[:half])
        self.server.goes_on.wait(5)
        self.wfile.write(body[half:])

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


INVOICES = {"invoices": [{"name": "invoice-over-tls", "amount": "1250", "currency": "USD", "status": "STATUS_PAID"}]}


@contextmanager
def tls_server(authority: Authority, *, wants_certificate: bool) -> Iterator[TlsServer]:
    with TlsServer(authority, wants_certificate=wants_certificate) as server:
        thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()
