"""Addresses go over the wire as httpx writes them, whether they pass through it or not."""

from __future__ import annotations

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cloudinvoices as ci
from cloudinvoices.core._http import Client, Clients, Send, make_request, read_address

PIECES = [
    "",
    "/",
    "//",
    "/.",
    "/..",
    "?",
    "#",
    ":",
    ":443",
    ":80",
    ":8443",
    "@",
    "[::1]",
    "%41",
    "%zz",
    "%",
    "a",
    "B",
    "~",
    " ",
]
PIECES += [
    "'",
    '"',
    "é",
    "xn--nxasmq6b",
    "h.example",
    "127.0.0.1",
    "999.1.1.1",
    ";x=1",
    "&",
    "=",
    "+",
    "\\",
    "{",
    "\t",
    "|",
    "^",
    "*",
]
addresses = st.builds(
    lambda scheme, parts: scheme + "".join(parts),
    st.sampled_from(["https://", "http://", "HTTPS://", "https:/", "ftp://", ""]),
    st.lists(st.sampled_from(PIECES), max_size=8),
)


def read_by_httpx(url: str) -> tuple[str, str] | None:
    try:
        read = httpx.URL(url)
        return f"{read.scheme}://{read.netloc.decode('ascii')}", read.raw_path.decode("ascii")
    except (httpx.InvalidURL, ValueError):
        return None


@given(addresses)
def test_an_address_is_what_httpx_makes_of_it(url: str) -> None:
    expected = read_by_httpx(url)
    if expected is None:
        with pytest.raises((httpx.InvalidURL, ValueError)):
            read_address(url)
    else:
        assert read_address(url) == expected


@pytest.mark.parametrize("url", ["https://h#/a", "https://h:8443#//x", "https://h?/a", "https://h"])
def test_what_is_no_path_is_none(url: str) -> None:
    assert read_address(url) == read_by_httpx(url)


def test_a_name_that_cannot_be_read_is_our_error_behind_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "example.com")
    clients = Clients(Client)
    # The successor of httpx leaves a name that is none to whoever connects, which is the proxy.
    expected = ci.UnexpectedAnswer if httpx.__name__ == "httpx" else ci.ConnectionFailed
    with pytest.raises(expected, match=r"not a URL|no connection"):
        Send(make_request("GET", "https://xn--a/x", headers={}, timeout=1)).run(clients)
    for client in clients.take_all():
        client.close()
