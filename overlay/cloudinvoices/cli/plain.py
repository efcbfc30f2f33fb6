"""Values of records as text and as JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeGuard

# Valid in JSON, but a terminal, an editor or an encoder trips over them; JSON can write them in another way.
_AWKWARD = re.compile("[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def plain_text(value: Any) -> str:
    """A member of a record as one piece of text, for tables and CSV."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if _is_sequence(value):
        return " ".join(map(plain_text, value))
    if _is_mapping(value):
        return json_text(value)
    return str(value)


def json_text(value: Any, indent: int | None = None) -> str:
    """A record, or records, as JSON; amounts are text there."""
    text = json.dumps(value, ensure_ascii=False, indent=indent, default=_plain)
    return _AWKWARD.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal | Path):
        return str(value)  # a JSON number would lose digits in most readers
    if isinstance(value, date):
        return value.isoformat()
    if _is_mapping(value):
        return dict(value)
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def _is_sequence(value: Any) -> TypeGuard[Sequence[Any]]:
    return isinstance(value, list | tuple)


def _is_mapping(value: Any) -> TypeGuard[Mapping[str, Any]]:
    return isinstance(value, Mapping)
