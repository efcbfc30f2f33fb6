"""JSON of every kind, as text: what Python's own encoder would not write is here as well."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any, TypeVar

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

T = TypeVar("T")
Path = tuple[str | int, ...]

# Nothing is asserted about speed; but what takes as long as this has hung.
WATCHDOG = timedelta(seconds=20)

DROP = object()


class Literal(str):
    """JSON, or almost, to be sent as it is."""


NUMBERS = tuple(
    map(
        Literal,
        (
            "0",
            "-0",
            "-0.0",
            "0.00",
            "1.10",
            "1e2",
            "1E+5",
            "1e-7",
            "0.1",
            "1e50",
            "1e51",
            "1e400",
            "-1e400",
            "1e-400",
            "1e999999",
            "1e999999999999999999",
            "1e9999999999999999999",
            "1e-99999999999999999999",
            "9" * 18,
            "9" * 19,
            "9" * 40,
            "9" * 4_300,
            "9" * 4_301,
            "-" + "9" * 4_301,
            "0." + "0" * 4_999 + "1",
            "1." + "3" * 5_000,
            "123456789012345678901234567890.123456789012345678901234567890",
            "253402300800000",
            "-62135596800001",
            "NaN",
            "Infinity",
            "-Infinity",
            "01",
            "+1",
            ".5",
            "1.",
            "0x10",
        ),
    )
)
TEXTS = (
    "",
    " ",
    "0",
    "-1",
    "12.30",
    "1_000",
    "\u0663",
    "9" * 31,
    "9" * 5_000,
    "NaN",
    "Infinity",
    "1e999999999",
    "true",
    "2026-03-01",
    "2026-02-30",
    "20260301",
    "2026-W10-7",
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59.999999999-14:00",
    "2026-03-01T24:00:00Z",
    "2026-03-01T00:00:00+99:99",
    "2026-03-01T00:00:00+23:59:59.999999",
    "10000-01-01",
    "STATUS_PAID",
    "PAID",
    "application/pdf",
    "COMPUTE",
    "../../../outside",
    "a\0b",
    "\r\nX: y",
    "\x1b]0;title\x07",
    "\ud800",
    "\udcff",
    "\U0001f600",
    "https://bucket.example/a.pdf",
    "https://bucket.example/" + "a" * 70_000,
    "https://[",
    "https://[::1]:99999/",
    "https://\ud800/",
    "https://a\0b/",
    "https://b\u00fccher.example/\u20ac?\u20ac",
    "https://" + "a" * 300 + ".example/",
    "http://bucket.example/",
    "ftp://bucket.example/",
    "https://user:word@bucket.example/",
    "https://bucket.example:0/",
    "https://%00/",
    "//bucket.example/a",
)
_texts = st.sampled_from(TEXTS) | st.text(st.characters(exclude_categories=()), max_size=30)
_leaves = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.sampled_from(NUMBERS) | _texts


def _nested(depth: int) -> Literal:
    return Literal("[" * depth + "]" * depth)


def _nested_objects(depth: int) -> Literal:
    return Literal('{"url":' * depth + "null" + "}" * depth)


def _wide(width: int) -> Literal:
    return Literal(f"[{', '.join(['null'] * width)}]")


def _wide_object(width: int) -> Literal:
    return Literal("{" + ", ".join(f'"{number}": {number}' for number in range(width)) + "}")


_large = (
    st.integers(1, 1_100).map(_nested)
    | st.integers(1, 1_100).map(_nested_objects)
    | st.integers(1, 3_000).map(_wide)
    | st.integers(1, 3_000).map(_wide_object)
)


def _inner(names: tuple[str, ...]) -> Callable[[st.SearchStrategy[Any]], st.SearchStrategy[Any]]:
    keys = st.sampled_from(names) | _texts if names else _texts
    return lambda inner: st.lists(inner, max_size=5) | st.dictionaries(keys, inner, max_size=5)


def any_json(*names: str) -> st.SearchStrategy[Any]:
    """Any value; objects in it have these names of members among others."""
    return st.recursive(_leaves | _large, _inner(names), max_leaves=15)


def to_text(value: Any) -> str:
    """The value as JSON; half a surrogate pair is written as an escape."""
    if isinstance(value, Literal):
        return str(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{to_text(str(name))}: {to_text(one)}" for name, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(to_text, value)) + "]"
    return json.dumps(value)


def paths(content: Any, path: Path = ()) -> Iterator[Path]:
    """The places of everything in it, its own among them."""
    yield path
    members = content.items() if isinstance(content, dict) else enumerate(content) if isinstance(content, list) else ()
    for name, value in members:
        yield from paths(value, (*path, name))


def names_in(content: Any) -> tuple[str, ...]:
    """The names of all members."""
    return tuple(sorted({part for path in paths(content) for part in path if isinstance(part, str)}))


def _changed(content: Any, changes: list[tuple[Path, Any]]) -> Any:
    content = copy.deepcopy(content)
    place: Any
    for path, value in changes:
        if not path:
            content = content if value is DROP else value
            continue
        *parents, last = path
        place = content
        try:
            for part in parents:
                place = place[part]
            if value is DROP:
                del place[last]
            else:
                place[last] = value
        except (KeyError, IndexError, TypeError):
            continue  # an earlier change has removed the place
    return content


def damaged(good: Any) -> st.SearchStrategy[Any]:
    """`good` with one to four places dropped or replaced by any value."""
    values = any_json(*names_in(good)) | st.just(DROP)
    changes = st.lists(st.tuples(st.sampled_from(list(paths(good))), values), min_size=1, max_size=4)
    return changes.map(lambda changes: _changed(good, changes))


def bodies(good: Any) -> st.SearchStrategy[bytes]:
    """What may come instead of a good answer."""
    whole = to_text(good).encode()
    return st.one_of(
        damaged(good).map(lambda value: to_text(value).encode()),
        any_json(*names_in(good)).map(lambda value: to_text(value).encode()),
        damaged(good).map(lambda value: b"\xef\xbb\xbf" + to_text(value).encode()),
        st.integers(0, len(whole)).map(lambda length: whole[:length]),
        st.sampled_from(["utf-16", "utf-32"]).map(to_text(good).encode),
        st.binary(max_size=200),
    )


def try_examples(strategy: st.SearchStrategy[T], check: Callable[[T], None], *, most: int = 500) -> int:
    """Have `check` see examples, as many as the profile says and no more than `most`; how many it has seen."""
    seen = 0
    profile = settings.default or settings()

    @settings(
        max_examples=min(most, profile.max_examples),
        deadline=WATCHDOG,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(strategy)
    def run(value: T) -> None:
        nonlocal seen
        seen += 1
        check(value)

    run()
    return seen
