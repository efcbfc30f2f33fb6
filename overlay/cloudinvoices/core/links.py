"""Which addresses a document may be fetched from: without credentials, and never from inside the caller's network."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit
from urllib.request import getproxies

from ..errors import UnexpectedAnswer

MAX_HOPS = 5


def is_loopback(host: str) -> bool:
    """Whether a host name or address is this machine by its own writing."""
    host = host.rstrip(".").lower()
    if host == "localhost" or host.endswith(".localhost"):
        return True
    address = _address(host)
    return address is not None and address.is_loopback


def check_link(url: str, *, came_from: str) -> None:
    """Refuse an address that no document can honestly be at.

    https only; plain http for loopback alone, and only where the address it came from was plain too. An address that
    came over https may not lead into a private network.

    Raises:
        UnexpectedAnswer: it is refused.
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host, parts = None, urlsplit("")
    reason = None
    from_https = came_from.startswith("https:")
    if not host or parts.scheme not in ("http", "https"):
        reason = "is not an http(s) address"
    elif parts.username is not None or parts.password is not None:
        reason = "holds a user name"
    elif parts.scheme == "http" and (from_https or not is_loopback(host)):
        reason = "is not https"
    elif from_https and (is_loopback(host) or _is_private(host)):
        reason = "leads into a private network"
    if reason:
        raise UnexpectedAnswer(f"the link to the document {reason}", hint="Report it to the provider.")


def check_peer(peer: str | None, *, came_from: str) -> None:
    """The same for the address that was really connected to: a name may point anywhere.

    Behind a proxy the address is the proxy's, and the proxy decides.

    Raises:
        UnexpectedAnswer: it is refused.
    """
    if peer and came_from.startswith("https:") and not getproxies().keys() & {"https", "all"} and _is_private(peer):
        raise UnexpectedAnswer(
            "the link to the document leads into a private network", hint="Report it to the provider."
        )


def _is_private(host: str) -> bool:
    address = _address(host)
    return address is not None and not address.is_global


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
