"""Keep secrets out of whatever is shown: messages, excerpts, addresses."""

from __future__ import annotations

import json
import re
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from urllib.parse import quote, quote_plus, unquote, urlsplit
from urllib.request import getproxies

# Also as JSON may escape it, and JSON within JSON: https:\\/\\/host
_ADDRESS = re.compile(r"(https?:(?:\\*/){2}[^\s\"'<>/?#\\]*)([^\s\"'<>]*)")
_USER = re.compile(r"//[^/]*@")
_AFTER_PATH = re.compile(r"[?#].*")
# As long as 128 bits in base64: of a link that is signed in its path. Ids of organizations are UUIDs.
_KEY_IN_PATH = re.compile(
    r"(?<![\w~=+-])(?![0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}(?![\w~=+-]))"
    r"(?=[\w~=+-]*\d)(?=[\w~=+-]*[A-Za-z])[\w~=+-]{22,}"
)
_AUTHORIZATION = re.compile(r"(?i)\b(bearer|token|apitoken|basic|EG1-HMAC-SHA256)\s+(?=\S*\d)[A-Za-z0-9_\-.=+/;:]{8,}")
# A token that this account had before, or that of somebody else.
_JWT = re.compile(r"(?<![\w-])eyJ[\w-]{8,}(?:\.[\w-]*){1,2}")
_WORD = re.compile(r"[^\s\"'<>]+")
_LETTER = re.compile(r"%([0-9A-Fa-f]{2})|\\u([0-9A-Fa-f]{4})")
_SHORTEST = 4
# What an answer repeats may be cut: so many characters in a row are in no text by chance.
_TELLING = 12


def redact(text: str, secrets: Iterable[str]) -> str:
    """`text` without the given secrets, however written and cut, and without what signs addresses and headers."""
    text = without_queries(_JWT.sub("***", hide(text, secrets)))
    text = _ADDRESS.sub(lambda found: _USER.sub("//***@", found[1]) + _KEY_IN_PATH.sub("***", found[2]), text)
    return _AUTHORIZATION.sub(r"\1 ***", text)


def hide(text: str, secrets: Iterable[str]) -> str:
    """`text` without the given secrets.

    Of a secret that is shorter than 12 characters only the whole of it is looked for; of one of 3, nothing.
    """
    known = [secret for secret in secrets if len(secret) >= _SHORTEST] if text else []
    for secret in sorted(known, key=len, reverse=True):
        for form in {secret, quote(secret, safe="")}:
            text = text.replace(form, "***")
    runs = _runs(tuple(known))
    text = _WORD.sub(lambda found: _without_escaped(found[0], runs), text) if runs else text
    return _without_runs(text, runs)


def _without_escaped(word: str, runs: frozenset[str]) -> str:
    """The word, unless it has one of these with its letters escaped for addresses or JSON."""
    if "%" not in word and "\\u" not in word:
        return word
    plain = _LETTER.sub(lambda found: chr(int(found[1] or found[2], 16)), word)
    return word if _without_runs(plain, runs) == plain else "***"


def without_queries(text: str) -> str:
    """`text` with addresses up to their queries."""
    return _ADDRESS.sub(lambda found: found[1] + _AFTER_PATH.sub("?***", found[2]), text)


@lru_cache(maxsize=16)
def _runs(secrets: tuple[str, ...]) -> frozenset[str]:
    """Every 12 characters in a row of every form of the secrets."""
    forms = [form for secret in secrets if len(secret) >= _TELLING for form in _forms(secret)]
    return frozenset(form[start : start + _TELLING] for form in forms for start in range(len(form) - _TELLING + 1))


def _forms(secret: str) -> Iterator[str]:
    """The secret as it may be written: as it is, in addresses, in JSON, in Python, in hexadecimal digits, in base64."""
    yield secret
    for quoted in (quote(secret), quote(secret, safe=""), quote_plus(secret)):
        yield quoted
        yield re.sub(r"%[0-9A-F]{2}", lambda found: found[0].lower(), quoted)
    for escaped in (json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1]):
        yield escaped
        yield escaped.replace("/", r"\/")
    yield repr(secret)[1:-1]
    content = secret.encode("utf-8", "surrogatepass")
    yield content.hex()
    yield content.hex().upper()
    for encode in (b64encode, urlsafe_b64encode):
        # What stands before it in the same text decides where its groups of three bytes begin.
        yield from (encode(content[skipped:]).decode().rstrip("=") for skipped in range(3))


def _without_runs(text: str, runs: frozenset[str]) -> str:
    """`text` without these, also where they overlap."""
    kept: list[str] = []
    end = hidden = 0
    for start in range(len(text) - _TELLING + 1) if runs else ():
        if text[start : start + _TELLING] not in runs:
            continue
        if start > hidden or not hidden:
            kept += [text[end:start], "***"]
        end = hidden = start + _TELLING
    return "".join([*kept, text[end:]])


def public_address(url: str, *, link: bool = False) -> str:
    """Scheme, host and path of an address; of a link only scheme and host, for its path may be the key."""
    try:
        parts = urlsplit(url)
        host = parts.netloc.rpartition("@")[2]
    except ValueError:
        return "***"
    return f"{parts.scheme}://{host}{'/***' if link else parts.path}"


def proxy_passwords() -> list[str]:
    """Those of the environment, which a proxy that refuses may repeat."""
    found: list[str] = []
    for url in getproxies().values():
        with suppress(ValueError):
            password = urlsplit(url).password or ""
            found += filter(None, {password, unquote(password)})
    return found
