"""The control: what the other tests look for is found where it is planted, in every kind of place."""

from __future__ import annotations

import base64
import gzip
import json
import pickle
import random
import string
from urllib.parse import quote

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

import cloudinvoices as ci

from .detector import PART, Detector, body_of

SECRET = "qov_Zk3/v9+Qx=7-pL2mN8sT4wY6"
DETECTOR = Detector({"token": SECRET})

PLANTED: dict[str, str | bytes] = {
    "a header": f"Authorization: Bearer {SECRET}\r\n",
    "a query": f"GET /a.pdf?key={quote(SECRET, safe='')} HTTP/1.1",
    "a form": f"assertion={quote(SECRET)}",
    "Basic": f"Basic {base64.b64encode(f'somebody:{SECRET}'.encode()).decode()}",
    "base64 for addresses": base64.urlsafe_b64encode(f"x{SECRET}y".encode()).decode(),
    "JSON": json.dumps({"message": SECRET}),
    "escaped JSON": json.dumps({"message": SECRET}).replace("/", "\\/"),
    "hexadecimal digits": SECRET.encode().hex(),
    "capital hexadecimal digits": SECRET.encode().hex().upper(),
    "its first half": f"token {SECRET[: len(SECRET) // 2]}...",
    "its second half": f"...{SECRET[len(SECRET) // 2 :]}",
    "any part": SECRET[7 : 7 + PART],
    "an error": repr(ci.ProviderError(SECRET)),
    "a pickled error": pickle.dumps(ci.ProviderError("x", excerpt=SECRET)),
    "bytes of a file": b"\x00\xff" + SECRET.encode() + b"\x00",
}


@pytest.mark.parametrize("place", PLANTED)
def test_a_planted_secret_is_found(place: str) -> None:
    assert DETECTOR.find(PLANTED[place]) == {"token"}
    with pytest.raises(AssertionError):
        DETECTOR.check({place: PLANTED[place]})


def test_a_place_that_nothing_was_written_to_is_no_proof() -> None:
    with pytest.raises(AssertionError):
        DETECTOR.check({"log": ""})
    DETECTOR.check({"log": "nothing secret"})


@given(number=st.integers(0, 1 << 64), before=st.text(max_size=5), skipped=st.integers(0, 11))
def test_any_secret_is_found_in_base64_wherever_it_begins(number: int, before: str, skipped: int) -> None:
    letters = random.Random(number).choices(string.ascii_letters + string.digits, k=40)
    secret = "".join(letters)
    text = base64.b64encode((before + secret[skipped:]).encode()).decode()
    assert Detector({"one": secret}).find(text) == {"one"}


def test_what_looks_alike_is_not_found() -> None:
    other = "".join(random.Random(7).choices(string.ascii_letters + string.digits, k=5000))
    assert DETECTOR.find(other) == set()
    assert DETECTOR.find(gzip.compress(other.encode())) == set()


def test_of_a_key_on_a_curve_the_number_counts_and_what_is_public_does_not() -> None:
    for _ in range(50):
        key = ec.generate_private_key(ec.SECP256R1())
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
        point = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        detector = Detector({"key": body_of(pem)})

        assert detector.find(pem) == {"key"}
        assert not any(detector.find(base64.b64encode(before + point)) for before in (b"", b"a", b"ab"))
