"""Documents behind links, of Qovery and MasStack."""

import time
from collections.abc import Iterator

import httpx
import pytest

from cloudinvoices.testing import Leak, Simulator

from .conftest import bytes_until_cut


def link_of_first_invoice(sim: Simulator) -> str:
    settings = sim.settings("qovery")
    url = f"{settings['base_url']}/organization/{settings['organization']}/invoice/{sim.expected('qovery')[0].id}"
    answer = httpx.get(f"{url}/download", headers={"Authorization": f"Token {settings['token']}"})
    link: str = answer.json()["url"]
    return link


@pytest.fixture
def link(sim: Simulator) -> str:
    return link_of_first_invoice(sim)


@pytest.fixture
def content(sim: Simulator) -> bytes:
    return sim.expected("qovery")[0].documents["pdf"]


def test_document(sim: Simulator, link: str, content: bytes) -> None:
    answer = httpx.get(link)
    assert answer.content == content
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].endswith('.pdf"')
    assert httpx.URL(link).port != httpx.URL(sim.url).port
    assert sim.requests[-1].operation == "qovery.link"
    assert sim.leaks == []


@pytest.mark.parametrize("header", ["Authorization", "Cookie", "Proxy-Authorization", "X-Api-Key", "X-Tenant-Id"])
def test_credential_in_a_header(sim: Simulator, link: str, header: str) -> None:
    answer = httpx.get(link, headers={header: "anything"})
    assert answer.status_code == 400
    assert sim.leaks == [Leak(httpx.URL(link).path, header.lower())]


def known_secrets(sim: Simulator) -> Iterator[str]:
    for provider, name in (
        ("qovery", "token"),
        ("akamai", "client_secret"),
        ("masstack", "access_token"),
        ("f5xc", "api_token"),
        ("doit", "api_key"),
    ):
        yield sim.settings(provider)[name]


def test_known_secret_anywhere(sim: Simulator, link: str) -> None:
    for secret in known_secrets(sim):
        sim.reset()
        assert httpx.get(link, headers={"User-Agent": f"client {secret}"}).status_code == 400
        assert httpx.get(link + f"&auth={secret}").status_code == 400
        assert [leak.where for leak in sim.leaks] == ["user-agent", "query auth"]


def test_ordinary_headers_are_no_credentials(sim: Simulator, link: str) -> None:
    headers = {"X-Request-Id": "1", "Accept": "application/pdf", "Range": "bytes=0-"}
    assert httpx.get(link, headers=headers).status_code == 206
    assert sim.leaks == []


def test_tampered_links(link: str) -> None:
    later = httpx.URL(link).copy_set_param("Expires", "9999999999")
    for wrong in (str(later), link.partition("?")[0], link.replace("Signature=", "Signature=é")):
        answer = httpx.get(wrong)
        assert (answer.status_code, answer.headers["Content-Type"]) == (403, "application/xml")
        assert "SignatureDoesNotMatch" in answer.text


def test_links_expire_on_request(sim: Simulator, link: str) -> None:
    sim.expire_links()
    answer = httpx.get(link)
    assert answer.status_code == 403
    assert "Request has expired" in answer.text
    assert httpx.get(link_of_first_invoice(sim)).status_code == 200


def test_links_expire_in_time() -> None:
    with Simulator(link_lifetime=0) as sim:
        link = link_of_first_invoice(sim)
        while httpx.get(link).status_code == 200:
            time.sleep(0.05)
        assert "Request has expired" in httpx.get(link).text


def test_only_get(link: str) -> None:
    assert httpx.head(link).status_code == 405
    assert httpx.post(link).status_code == 405


@pytest.mark.parametrize(
    ("wanted", "part"),
    [("bytes=0-9", slice(0, 10)), ("bytes=100-", slice(100, None)), ("bytes=-20", slice(-20, None))],
)
def test_part(link: str, content: bytes, wanted: str, part: slice) -> None:
    answer = httpx.get(link, headers={"Range": wanted})
    assert answer.status_code == 206
    assert answer.content == content[part]
    first, last, size = part.indices(len(content))[0], part.indices(len(content))[1] - 1, len(content)
    assert answer.headers["Content-Range"] == f"bytes {first}-{last}/{size}"


def test_part_of_the_same_version_only(link: str, content: bytes) -> None:
    tag = httpx.get(link).headers["ETag"]
    same = httpx.get(link, headers={"Range": "bytes=5-", "If-Range": tag})
    other = httpx.get(link, headers={"Range": "bytes=5-", "If-Range": '"another"'})
    assert (same.status_code, same.content) == (206, content[5:])
    assert (other.status_code, other.content) == (200, content)


def test_part_beyond_the_end(link: str, content: bytes) -> None:
    answer = httpx.get(link, headers={"Range": f"bytes={len(content)}-"})
    assert answer.status_code == 416
    assert answer.headers["Content-Range"] == f"bytes */{len(content)}"


def test_interrupted_transfer_can_be_resumed(sim: Simulator, link: str, content: bytes) -> None:
    sim.fail("qovery.link", drop_after=200)
    with httpx.stream("GET", link) as answer:
        received = bytes_until_cut(answer)
    rest = httpx.get(link, headers={"Range": f"bytes={len(received)}-", "If-Range": answer.headers["ETag"]})
    assert len(received) == 200
    assert received + rest.content == content


def test_fault_looks_as_an_object_store_does(sim: Simulator, link: str) -> None:
    sim.fail("qovery.link", status=503)
    answer = httpx.get(link)
    assert (answer.status_code, answer.headers["Content-Type"]) == (503, "application/xml")
