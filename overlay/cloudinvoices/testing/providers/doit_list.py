"""A page of DoiT's invoice list: filter, times, page size and page token."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections import defaultdict
from collections.abc import Mapping, Sequence

from ..data.doit import DoitRow
from ..exchange import whole_number

_DEFAULT_PAGE = 50
_FILTER_KEYS = ("platform", "status", "dueDate")
_KEY_PREFIX = "doitde-"  # of the internal key that is inside a page token


class WrongParameterError(Exception):
    def __init__(self, detail: str, code: str = "validation_failed") -> None:
        super().__init__(detail)
        self.code = code


def page(rows: Sequence[DoitRow], query: Mapping[str, str]) -> dict[str, object]:
    """The answer for the rows, which are newest first."""
    wanted = _filters(query.get("filter", ""))
    oldest, newest = _number(query, "minCreationTime", 0), _number(query, "maxCreationTime", 2**63)
    found = [row for row in rows if oldest <= row.created <= newest and _matches(row, wanted)]
    size = _number(query, "maxResults", _DEFAULT_PAGE)
    if size < 1:
        raise WrongParameterError("maxResults must be at least 1")
    start = _start(found, query.get("pageToken", ""))
    shown = found[start : start + size]
    token = _token(shown[-1]) if start + size < len(found) else ""
    items = [{name: value for name, value in row.wire.items() if name != "lineItems"} for row in shown]
    return {"pageToken": token, "rowCount": len(items), "invoices": items}


def _number(query: Mapping[str, str], name: str, default: int) -> int:
    number = whole_number(query.get(name, str(default)))
    if number is None:
        raise WrongParameterError(f"{name} must be a number")
    return number


def _token(last: DoitRow) -> str:
    """A token names the last invoice of its page."""
    return b64encode(f"{_KEY_PREFIX}{last.id}".encode()).decode()


def _start(rows: Sequence[DoitRow], token: str) -> int:
    if not token:
        return 0
    try:
        last = b64decode(token, validate=True).decode("ascii")
    except ValueError as error:
        raise WrongParameterError("the page token is not valid", "pagination_token_invalid") from error
    for position, row in enumerate(rows, start=1):
        if last == f"{_KEY_PREFIX}{row.id}":
            return position
    raise WrongParameterError("the page token is not valid", "pagination_token_invalid")


def _filters(text: str) -> dict[str, list[str]]:
    """`key:[value]`, joined by `|`: the values of one key are alternatives, different keys all have to match."""
    wanted: defaultdict[str, list[str]] = defaultdict(list)
    for term in text.split("|") if text else ():
        key, _, value = term.partition(":")
        if key not in _FILTER_KEYS:
            raise WrongParameterError(f"filter does not know the key {key!r}")
        wanted[key].append(value.removeprefix("[").removesuffix("]"))
    if sum(len(values) > 1 for values in wanted.values()) > 1:
        raise WrongParameterError("filter repeats more than one key")
    return wanted


def _matches(row: DoitRow, wanted: Mapping[str, list[str]]) -> bool:
    return all(str(row.wire[key]) in values for key, values in wanted.items())
