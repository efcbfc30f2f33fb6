import pytest

from cloudinvoices.core.links import check_link, check_public, is_loopback
from cloudinvoices.errors import UnexpectedAnswer

PROVIDER = "https://api.example.com"
LOCAL = "http://127.0.0.1:8000"


@pytest.mark.parametrize(
    ("url", "came_from"),
    [
        ("https://storage.example.com/a.pdf?sig=1", PROVIDER),
        ("https://storage.example.com:8443/a.pdf", PROVIDER),
        ("https://93.184.216.34/a.pdf", PROVIDER),
        ("https://[2606:2800:220:1::1]/a.pdf", PROVIDER),
        ("https://bücher.example/a.pdf", PROVIDER),
        ("http://127.0.0.1:9/a.pdf", LOCAL),
        ("http://localhost/a.pdf", LOCAL),
        ("http://files.localhost/a.pdf", LOCAL),
        ("http://[::1]:8000/a.pdf", LOCAL),
        ("https://10.0.0.1/a.pdf", LOCAL),
    ],
)
def test_documents_may_be_there(url: str, came_from: str) -> None:
    assert check_link(url, came_from=came_from) in url.lower()


@pytest.mark.parametrize(
    ("url", "came_from", "reason"),
    [
        ("http://storage.example.com/a.pdf", PROVIDER, "not https"),
        ("http://storage.example.com/a.pdf", LOCAL, "not https"),
        ("http://127.0.0.1/a.pdf", PROVIDER, "not https"),
        ("http://127.0.0.1.example.com/a.pdf", LOCAL, "not https"),
        ("https://user@storage.example.com/a.pdf", PROVIDER, "user name"),
        ("https://:word@storage.example.com/a.pdf", PROVIDER, "user name"),
        ("ftp://storage.example.com/a.pdf", PROVIDER, "not an http"),
        ("file:///etc/passwd", PROVIDER, "not an http"),
        ("javascript:alert(1)", PROVIDER, "not an http"),
        (" https://storage.example.com/a.pdf", PROVIDER, "not an http"),
        ("//storage.example.com/a.pdf", PROVIDER, "not an http"),
        ("/a.pdf", PROVIDER, "not an http"),
        ("https:///a.pdf", PROVIDER, "not an http"),
        ("https://storage.example.com:99999/a.pdf", PROVIDER, "not an http"),
        ("https://[::1", PROVIDER, "not an http"),
        ("", PROVIDER, "not an http"),
    ],
)
def test_no_document_is_there(url: str, came_from: str, reason: str) -> None:
    with pytest.raises(UnexpectedAnswer, match=reason) as raised:
        check_link(url, came_from=came_from)
    assert "a.pdf" not in str(raised.value)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "LOCALHOST.",
        "10.1.2.3",
        "192.168.0.1",
        "172.16.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "::1",
        "fe80::1",
        "fd00::1",
        "::ffff:10.0.0.1",
        "127.1",
        "0x7f000001",
        "2130706433",
        "012.0.0.1",
        "fe80::1%eth0",
        "::ffff:192.168.0.1",
    ],
)
def test_what_is_inside(host: str) -> None:
    with pytest.raises(UnexpectedAnswer, match="private network") as raised:
        check_public(host)
    assert "allow_private_links" in (raised.value.hint or "")


@pytest.mark.parametrize("host", ["93.184.216.34", "2606:2800:220:1::1", "storage.example.com", "10.0.0.1.example.com"])
def test_what_is_not(host: str) -> None:
    check_public(host)


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("localhost", True),
        ("a.localhost.", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("localhost.example", False),
        ("10.0.0.1", False),
    ],
)
def test_loopback(host: str, expected: bool) -> None:
    assert is_loopback(host) is expected


@pytest.mark.parametrize(
    "address", ["64:ff9b::7f00:1", "2002:7f00:1::", "::127.0.0.1", "::ffff:0:127.0.0.1", "fec0::1", "::ffff:10.0.0.1"]
)
def test_addresses_that_stand_for_private_ones(address: str) -> None:
    with pytest.raises(UnexpectedAnswer, match="private network"):
        check_public(address)


def test_public_addresses_may_be_translated() -> None:
    check_public("64:ff9b::808:808")
    check_public("2002:808:808::")
