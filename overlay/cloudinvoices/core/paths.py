"""Paths that callers give, where the documentation leaves them open."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote

from ..errors import ConfigurationError

_PLACE = re.compile(r"\{(\w*)\}")
_SUFFIX = re.compile(r"_?[iI]d$")


def check_path(path: str | None, name: str, *, needs: str, knows: tuple[str, ...], provider: str) -> str | None:
    """The path of the setting `name`, with its place for the invoice and no unknown place.

    A place may be written as documentation does, `{invoiceId}` or `{invoice_id}` for `{invoice}`.

    Raises:
        ConfigurationError: it could not be filled in.
    """
    places = {_name(place) for place in _PLACE.findall(path or "")}
    if path is not None and (needs not in places or places - {needs, *knows}):
        known = ", ".join(f"{{{place}}}" for place in knows)
        hint = f"It has {{{needs}}} in it{f', and may have {known}' if known else ''}."
        raise ConfigurationError(f"{name} cannot be filled in: {path!r}", provider=provider, hint=hint)
    return path


def fill_path(path: str, values: Mapping[str, str]) -> str:
    """The path with every value as one segment."""
    return "/" + _PLACE.sub(lambda place: quote(values[_name(place[1])], safe=""), path).lstrip("/")


def _name(place: str) -> str:
    return _SUFFIX.sub("", place) or place
