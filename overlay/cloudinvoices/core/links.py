"""Which addresses a document may be fetched from: without credentials, and never from inside the caller's network."""

from __future__ import annotations

import ipaddress
import socket
from functools import lru_cache
from urllib.parse import urlsplit

from ..errors import UnexpectedAnswer

# Python 3.11 takes them for global: translation within a network, segments, examples.
_LOCAL = [ipaddress.IPv6Network(text) for text in ("64:ff9b:1::/48", "5f00::/16", "3fff::/20")]
MAX_HOPS = 5
_TRANSLATED = [ipaddress.IPv6Network(text) for text in ("64:ff9b::/96", "::/96", "::ffff:0:0:0/96")]


def is_loopback(host: str) -> bool:
    """Whether a host name or address is this machine by its own writing."""
    host = host.rstrip(".").lower()
    if host == "localhost" or host.endswith(".localhost"):
        return True
    address = _address(host)
    return address is not None and address.is_loopback


def check_link(url: str, *, came_from: str) -> str:
    """Refuse an address that no document can honestly be at; returns its host.

    https only; plain http for loopback alone, and only where the address it came from was plain too.

    Raises:
        UnexpectedAnswer: it is refused.
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        host, parts = "", urlsplit("")
    reason = None
    if not host or parts.scheme not in ("http", "https") or url != url.strip():
        reason = "is not an http(s) address"
    elif parts.username is not None or parts.password is not None:
        reason = "holds a user name"
    elif parts.scheme == "http" and (is_https(came_from) or not is_loopback(host)):
        reason = "is not https"
    if reason:
        raise UnexpectedAnswer(f"the link to the document {reason}", hint="Report it to the provider.")
    return host


def check_public(host: str) -> None:
    """Refuse a name or address inside the caller's network, where a link of a provider has no business.

    Raises:
        UnexpectedAnswer: it is refused.
    """
    if is_loopback(host) or _is_private(host):
        hint = "Report it to the provider; if its documents really are in your network: allow_private_links=True."
        raise UnexpectedAnswer("the link to the document leads into a private network", hint=hint)


def is_https(url: str) -> bool:
    """Whether an address is of a connection that nobody reads along."""
    return url[:6].lower() == "https:"


def _is_private(host: str) -> bool:
    address = _address(host)
    if address is None:
        return False
    return (
        not address.is_global
        or getattr(address, "is_site_local", False)
        or any(address in network for network in _LOCAL)
    )


@lru_cache(maxsize=256)
def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """The address a host is written as, also in the forms that only the system's own reader knows, such as 127.1."""
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        try:
            return ipaddress.IPv4Address(socket.inet_aton(host))
        except (OSError, ValueError):
            return None
    return _embedded(address) or address


def _embedded(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 address stands for, on networks that translate."""
    if isinstance(address, ipaddress.IPv4Address) or address.is_loopback or address.is_unspecified:
        return None
    if any(address in network for network in _TRANSLATED):
        return ipaddress.IPv4Address(address.packed[-4:])
    return address.ipv4_mapped or address.sixtofour
