import base64
import hashlib
import hmac
import re
from datetime import UTC, date, datetime

import httpx
import pytest
import requests
from akamai.edgegrid.edgegrid import EdgeGridAuthHeaders  # type: ignore[import-untyped]  # it has no types
from hypothesis import given, settings
from hypothesis import strategies as st

import cloudinvoices as ci
from cloudinvoices.authentication.edgegrid import EdgeGridAuthentication, EdgeGridCredential, make_signature_header
from cloudinvoices.core._http import make_request
from cloudinvoices.core.exchange import Request

from .transports import Script

# The inputs of the test data that Akamai publishes with edgegrid-python.
HOST = "https://akaa-baseurl-xxxxxxxxxxx-xxxxxxxxxxxxx.luna.akamaiapis.net"
TIMESTAMP = "20140321T19:34:21+0000"
NONCE = "nonce-xx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"
CREDENTIAL = EdgeGridCredential(
    client_token="akab-client-token-xxx-xxxxxxxxxxxxxxxx",
    client_secret="xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx=",
    access_token="akab-access-token-xxx-xxxxxxxxxxxxxxxx",
    headers_to_sign=("X-Test1", "X-Test2", "X-Test3"),
    max_body=2048,
)
CONTRACT = "/invoicing-api/v4/contracts/C-0N7RAC7/invoices"
LONG = b"d" * 2048


def request(method: str, path: str, content: bytes = b"", headers: dict[str, str] | None = None) -> Request:
    return make_request(method, HOST + path, headers=headers or {}, timeout=1, content=content)


def sign(signed: Request, credential: EdgeGridCredential = CREDENTIAL) -> str:
    return make_signature_header(signed, credential, timestamp=TIMESTAMP, nonce=NONCE)


@pytest.mark.parametrize(
    ("method", "path", "content", "signature"),
    [
        ("GET", "/", b"", "tL+y4hxyHxgWVD30X3pWnGKHcPzmrIF+LThiAOhMxYU="),
        ("GET", "/testapi/v1/t1?p1=1&p2=2", b"", "hKDH1UlnQySSHjvIcZpDMbQHihTQ0XyVAKZaApabdeA="),
        ("POST", "/testapi/v1/t3", b"datadatadatadatadatadatadatadata", "hXm4iCxtpN22m4cbZb4lVLW5rhX8Ca82vCFqXzSTPe4="),
        ("POST", "/testapi/v1/t3", LONG, "6Q6PiTipLae6n4GsSIDTCJ54bEbHUBp+4MUXrbQCBoY="),
        ("POST", "/testapi/v1/t3", LONG + b"d", "6Q6PiTipLae6n4GsSIDTCJ54bEbHUBp+4MUXrbQCBoY="),
        ("POST", "/testapi/v1/t6", b"", "1gEDxeQGD5GovIkJJGcBaKnZ+VaPtrc4qBUHixjsPCQ="),
        ("PUT", "/testapi/v1/t6", b"P" * 31, "GNBWEYSEWOLtu+7dD52da2C39aX/Jchpon3K/AmBqBU="),
        (
            "GET",
            "/testapi/v1/configs/111;222;333?from=12345&limit=200000",
            b"",
            "pmQF7Is2+O4r/mMojPR4yeF58BrempNNoBX5/DT0Fxs=",
        ),
        ("GET", f"{CONTRACT}/1234567890/download", b"", "RmrodaZjx1qEAz4CDe9eqMOlsPY0xRKz3Mf4IFFqPUY="),
        ("GET", f"{CONTRACT}?month=2021-01", b"", "YEz30s7lSWaSMUY4H89CBCz7wz7M+81ASqx1AWDAAw8="),
    ],
)
def test_published_vectors(method: str, path: str, content: bytes, signature: str) -> None:
    header = sign(request(method, path, content))
    assert header == (
        f"EG1-HMAC-SHA256 client_token={CREDENTIAL.client_token};access_token={CREDENTIAL.access_token};"
        f"timestamp={TIMESTAMP};nonce={NONCE};signature={signature}"
    )


def test_published_signing_key_makes_the_same_signature() -> None:
    """The vectors give the key of the timestamp, so the last step can be computed from it by itself."""
    key = b"znsRMDBRqTXGJ7Ojip3/h2FGPu3LuoMYWgv9PKEnE/o="
    unsigned, _, signature = sign(request("GET", "/")).partition("signature=")
    data = f"GET\thttps\t{HOST.removeprefix('https://')}\t/\t\t\t{unsigned}"
    assert base64.b64encode(hmac.digest(key, data.encode(), hashlib.sha256)).decode() == signature


def oracle(signed: Request, credential: EdgeGridCredential) -> str:
    """What Akamai's released library says about the request as it is sent."""
    prepared = requests.Request(signed.method, HOST, headers=dict(signed.headers), data=signed.content).prepare()
    prepared.url = signed.url
    library = EdgeGridAuthHeaders(
        credential.client_token,
        credential.client_secret,
        credential.access_token,
        headers_to_sign=credential.headers_to_sign,
        max_body=credential.max_body,
    )
    header: str = library.make_auth_header(prepared, TIMESTAMP, NONCE)
    return header


tokens = st.text("abcXYZ0189-_/+=", min_size=4, max_size=44)
credentials = st.builds(
    EdgeGridCredential,
    client_token=tokens,
    client_secret=tokens,
    access_token=tokens,
    headers_to_sign=st.lists(st.sampled_from(["X-Test1", "x-test2", "X-Missing", "Accept"]), max_size=3).map(tuple),
    max_body=st.sampled_from([0, 1, 16, 2048, 131_072]),
)
words = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="?#\\"), max_size=12)
# Of a path that ends with `;` the library signs one without; ours hold no such path, for ids are percent-encoded.
paths = (
    st.lists(words, max_size=4)
    .map(lambda parts: "/" + "/".join(part.strip("/ ") for part in parts))
    .filter(lambda path: not path.endswith(";"))
)
queries = st.lists(st.tuples(words, words), max_size=3)
values = st.text("abc \t,;=1", max_size=12).map(str.strip)


@settings(max_examples=1000)
@given(
    method=st.sampled_from(["GET", "POST", "PUT", "DELETE", "PATCH"]),
    path=paths,
    query=queries,
    content=st.binary(max_size=40),
    one=values,
    two=values,
    credential=credentials,
)
def test_the_same_as_the_released_library(
    method: str,
    path: str,
    query: list[tuple[str, str]],
    content: bytes,
    one: str,
    two: str,
    credential: EdgeGridCredential,
) -> None:
    url = httpx.URL(HOST).copy_with(path=path, params=query or None)
    headers = {"X-Test1": one, "X-Test2": two, "Accept": "application/pdf"}
    signed = make_request(method, str(url), headers=headers, timeout=1, content=content)
    assert sign(signed, credential) == oracle(signed, credential)


def test_the_account_switch_key_is_signed_as_it_is_sent() -> None:
    script = Script(httpx.Response(204), httpx.Response(204))
    account = ci.connect(
        "akamai",
        client_token="token-1",
        client_secret="secret-1",
        access_token="access-1",
        base_url=HOST,
        account_switch_key="B-C-1IE2OHM:1-2RBL",
        contract="C-0N7RAC7",
        transport=script,
    )
    next(account.list(since=date(2026, 2, 1), until=date(2026, 2, 1)), None)
    sent = script.requests[0]
    header = sent.headers.pop("authorization")
    stamp = re.fullmatch(r".*;timestamp=(.+?);nonce=(.+?);signature=.+", header)
    assert stamp
    credential = EdgeGridCredential("token-1", "secret-1", "access-1")
    signed = make_request("GET", str(sent.url), headers=sent.headers, timeout=1)
    assert make_signature_header(signed, credential, timestamp=stamp[1], nonce=stamp[2]) == header
    assert "accountSwitchKey=B-C-1IE2OHM" in str(sent.url)


def test_every_signature_has_a_time_and_a_nonce_of_its_own() -> None:
    authentication = EdgeGridAuthentication(CREDENTIAL, lambda: datetime(2026, 3, 1, 12, 0, 5, tzinfo=UTC))
    signed = [request("GET", "/"), request("GET", "/")]
    for one in signed:
        authentication.sign(one)
    headers = [one.headers["Authorization"] for one in signed]
    assert all(";timestamp=20260301T12:00:05+0000;" in header for header in headers)
    nonces = {re.findall("nonce=(.+?);", header)[0] for header in headers}
    assert len(nonces) == 2
    assert all(re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", nonce) for nonce in nonces)


def test_nothing_secret_is_in_a_repr_and_everything_is_known_as_secret() -> None:
    authentication = EdgeGridAuthentication(CREDENTIAL)
    assert set(authentication.secrets) == {CREDENTIAL.client_secret, CREDENTIAL.access_token, CREDENTIAL.client_token}
    assert not [secret for secret in authentication.secrets if secret in f"{CREDENTIAL!r} {authentication!r}"]
