"""Good answers of the providers, and every way of damaging one member of them."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, get_args

import httpx

import cloudinvoices as ci
from cloudinvoices.invoice import Format, Kind, Status

Path = tuple[str | int, ...]

SEED = 20261120

DROP = object()
# One of each type, and of each what has been seen to upset a reader: empty, huge, negative, almost right.
VALUES: tuple[Any, ...] = (
    DROP,
    None,
    True,
    False,
    0,
    7,
    -1,
    10**18,
    10**30,
    10**400,
    -(10**60),
    1.5,
    -0.0,
    1e300,
    "",
    "x",
    "12.30",
    "NaN",
    "-Infinity",
    "1e999999999",
    "9999-12-31T23:59:59.999999999-14:00",
    "0001-01-01T00:00:00+14:00",
    "2026-02-30",
    "\u0000\ud7ff",
    [],
    [1],
    [None],
    {},
    {"a": 1},
    [[[]]],
)


@dataclass(frozen=True)
class Mutation:
    path: Path
    value: Any

    def __str__(self) -> str:
        what = "dropped" if self.value is DROP else f"= {json.dumps(self.value)[:30]}"
        return f"{'.'.join(map(str, self.path))} {what}"

    def of(self, content: Any) -> Any:
        """A copy of `content` with this one difference."""
        if not self.path:
            return self.value
        changed = copy.deepcopy(content)
        *parents, last = self.path
        place = changed
        for part in parents:
            place = place[part]
        if self.value is DROP:
            del place[last]
        else:
            place[last] = self.value
        return changed


def paths(content: Any, path: Path = ()) -> Iterator[Path]:
    """The places of everything inside, at any depth."""
    members = content.items() if isinstance(content, dict) else enumerate(content) if isinstance(content, list) else ()
    for name, value in members:
        yield (*path, name)
        yield from paths(value, (*path, name))


def sample(possible: list[Mutation], count: int) -> list[Mutation]:
    """The same ones in every run."""
    return random.Random(SEED).sample(possible, min(count, len(possible)))


def mutations(content: Any, below: Path = ()) -> list[Mutation]:
    """Every single one inside what is at `below`, the same value for the same excepted."""
    inside = content
    for part in below:
        inside = inside[part]
    return [
        Mutation(path, value)
        for path in paths(inside, below)
        for value in VALUES
        if value is DROP or type(value) is not type(at(content, path)) or value != at(content, path)
    ]


def at(content: Any, path: Path) -> Any:
    for part in path:
        content = content[part]
    return content


class OneAnswer:
    """A transport whose first answer is what was given; what is asked for after that has this status and body."""

    def __init__(self, status: int, body: bytes = b"") -> None:
        self._after = (status, body)
        self._body: bytes | None = None
        self.transport = httpx.MockTransport(self._respond)

    def _respond(self, request: httpx.Request) -> httpx.Response:
        body, self._body = self._body, None
        if body is None:
            return httpx.Response(self._after[0], content=self._after[1])
        return httpx.Response(200, content=body, headers={"Content-Type": "application/json"})

    def give(self, content: Any) -> None:
        self._body = json.dumps(content).encode()


def check_types(invoice: ci.Invoice, mutation: Mutation) -> None:
    """An invoice is as its annotations say, whatever it was read from."""
    assert type(invoice.id) is type(invoice.number) is type(invoice.scope) is str, mutation
    assert invoice.kind in get_args(Kind), mutation
    assert invoice.status in get_args(Status), mutation
    assert isinstance(invoice.provider_status, str | None), mutation
    assert isinstance(invoice.currency, str | None), mutation
    for amount in (invoice.total, invoice.amount_due):
        assert amount is None or (type(amount) is Decimal and amount.is_finite()), mutation
    for day in (invoice.issued_on, invoice.due_on, invoice.period_start, invoice.period_end, invoice.dated):
        assert day is None or type(day) is date, mutation
    assert set(invoice.formats) <= set(get_args(Format)), mutation
    # A truth value is no text, even if Python can write it as one.
    assert not {"True", "False"} & {invoice.id, invoice.currency, invoice.provider_status}, mutation
    assert isinstance(invoice.raw, dict), mutation
    hash(invoice)
