"""Akamai's credentials: arguments, else the environment, else a section of an .edgerc file, with all its traps.

The file from Control Center has no section header; hosts come with scheme, quotes and slashes; keys are written with
dashes; a secret may hold `%`, which a parser with interpolation would choke on.
"""

from __future__ import annotations

import configparser
import re
from collections.abc import Mapping
from urllib.parse import urlsplit

import attrs

from ..core.links import is_loopback
from ..core.settings import Settings, check_header, expand, read_file
from ..errors import ConfigurationError
from .edgegrid import MAX_BODY, EdgeGridCredential

_NEEDED = ("host", "client_token", "client_secret", "access_token")
_STORED = "~/.edgerc"
_ADVICE = "Make an API client in Control Center (Identity and access) and store its credential as ~/.edgerc."


@attrs.frozen
class EdgercEntry:
    """A credential, its host, and the account it acts on."""

    base_url: str
    credential: EdgeGridCredential
    account_key: str | None


def find_credential(settings: Settings) -> EdgercEntry:
    """The credential the settings lead to; explicit arguments go before the environment, that before a file.

    Raises:
        ConfigurationError: there is none, or a part of it is missing.
    """
    values = _from_arguments(settings) or _from_environment(settings) or _from_file(settings)
    base_url = str(settings.given["base_url"]) if settings.has("base_url") else None
    for name in _NEEDED:
        check_header(values.get(name, ""), name, settings.provider)
    missing = [name for name in _NEEDED if not values.get(name) and not (name == "host" and base_url)]
    if missing:
        raise ConfigurationError(
            f"missing: {', '.join(missing)}",
            provider=settings.provider,
            hint=f"{values.get('origin', '')} {_ADVICE}".strip(),
        )
    return EdgercEntry(
        base_url=base_url or server_address(values["host"]),
        credential=EdgeGridCredential(
            client_token=values["client_token"],
            client_secret=values["client_secret"],
            access_token=values["access_token"],
            headers_to_sign=_names(values.get("headers_to_sign", "")),
            max_body=int(values["max_body"]) if values.get("max_body", "").isdecimal() else MAX_BODY,
        ),
        account_key=settings.find("account_switch_key") or values.get("account_key") or None,
    )


def server_address(host: str) -> str:
    """The address of a host as people write it: with or without scheme, slashes, quotes and spaces.

    It is https; a simulator on this machine may be named with http and a path.
    """
    text = host.strip().strip("\"'").strip("/ ")
    if text.startswith("http://") and is_loopback(urlsplit(text).hostname or ""):
        return text
    return f"https://{re.sub(r'^[a-zA-Z]+://', '', text)}"


def _names(text: str) -> tuple[str, ...]:
    # "None" is a default that Akamai's library writes into files.
    return tuple(name.strip() for name in text.split(",") if name.strip() and name.strip() != "None")


def _from_arguments(settings: Settings) -> Mapping[str, str] | None:
    if not settings.has("client_token", "client_secret", "access_token"):
        return None
    values = {name: str(settings.given[name]) for name in _NEEDED[1:] if settings.has(name)}
    values["host"] = settings.environment.get("AKAMAI_HOST", "").strip()
    return {**values, "origin": "Pass client_token, client_secret and access_token with base_url."}


def _from_environment(settings: Settings) -> Mapping[str, str] | None:
    """`AKAMAI_HOST` and so on; for a named section `AKAMAI_SECTION_HOST`, which has no fallback to the plain names."""
    if settings.has("edgerc"):
        return None
    section = _section(settings)
    prefix = "AKAMAI_" if section == "default" else f"AKAMAI_{re.sub(r'[^A-Z0-9]', '_', section.upper())}_"
    names = (*_NEEDED, "max_body", "account_key")
    values = {name: settings.environment.get(prefix + name.upper(), "").strip() for name in names}
    if not (values["client_token"] or values["client_secret"] or values["access_token"]):
        return None
    return {**values, "origin": f"Set {', '.join(prefix + name.upper() for name in _NEEDED)}."}


def _section(settings: Settings) -> str:
    return settings.find("section") or "default"


def _from_file(settings: Settings) -> Mapping[str, str]:
    path = settings.find("edgerc") or _STORED
    if not settings.find("edgerc") and not expand(path).is_file():
        raise ConfigurationError("there is no credential", provider=settings.provider, hint=_ADVICE)
    section = _section(settings)
    sections = parse_edgerc(
        read_file(path, "edgerc", settings.provider).decode("utf-8-sig", "replace"), settings.provider
    )
    if section not in sections:
        raise ConfigurationError(
            f"{path} has no section {section!r}",
            provider=settings.provider,
            hint=f"It has: {', '.join(sections) or 'none'}. Choose one with section=... or AKAMAI_EDGERC_SECTION.",
        )
    return {**sections[section], "origin": f"Section {section!r} of {path} is incomplete."}


def parse_edgerc(text: str, provider: str = "akamai") -> dict[str, dict[str, str]]:
    """The sections of an .edgerc file; lines before the first header belong to `default`.

    Raises:
        ConfigurationError: it is not such a file.
    """
    parser = configparser.RawConfigParser(
        strict=False, default_section="\0", delimiters=("=",), comment_prefixes=("#", ";")
    )
    lines = text.splitlines()
    first = next((line.strip() for line in lines if line.strip() and not line.strip().startswith(("#", ";"))), "")
    if not first.startswith("["):
        lines.insert(0, "[default]")
    try:
        parser.read_string("\n".join(line.strip() for line in lines))
    except configparser.Error as error:
        # The parser's message quotes the line, which may hold a secret.
        raise ConfigurationError(
            "the edgerc file is not made of [section] and name = value", provider=provider
        ) from error
    return {
        name: {key.replace("-", "_").lower(): value.strip().strip("\"'") for key, value in parser.items(name)}
        for name in parser.sections()
    }
