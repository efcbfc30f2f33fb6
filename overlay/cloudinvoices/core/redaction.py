"""Keep secrets out of whatever is shown: messages, excerpts, addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote, urlsplit

# Also as JSON may escape it: https:\\/\\/host
_ADDRESS = re.compile(r"https?:(?:\\?/){2}[^\s\"'<>]+")
_AFTER_PATH = re.compile(r"[?#].*")
_AUTHORIZATION = re.compile(r"(?i)\b(bearer|token|apitoken|basic|EG1-HMAC-SHA256)\s+(?=\S*\d)[A-Za-z0-9_\-.=+/;:]{8,}")


def redact(text: str, secrets: Iterable[str]) -> str:
    """`text` without the given secrets, without queries of addresses, without authorization values."""
    for secret in sorted(secrets, key=len, reverse=True):
        if len(secret) >= 4:
            for form in {secret, quote(secret, safe="")}:
                text = text.replace(form, "***")
    text = _ADDRESS.sub(lambda found: _AFTER_PATH.sub("?***", found[0]), text)
    return _AUTHORIZATION.sub(r"\1 ***", text)


def public_address(url: str, *, link: bool = False) -> str:
    """Scheme, host and path of an address; of a link only scheme and host, for its path may be the key."""
    try:
        parts = urlsplit(url)
        host = parts.netloc.rpartition("@")[2]
    except ValueError:
        return "***"
    return f"{parts.scheme}://{host}{'/***' if link else parts.path}"
