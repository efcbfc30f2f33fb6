"""Numbers as people read them."""

from __future__ import annotations


def count(number: int, thing: str) -> str:
    """`1 document`, `1,020 documents`."""
    return f"{number:,} {thing if number == 1 else plural(thing)}"


def plural(thing: str) -> str:
    """`documents`, `copies`."""
    return f"{thing[:-1]}ies" if thing.endswith("y") else f"{thing}s"


def size(bytes: int) -> str:
    """`719 B`, `12.3 MB`."""
    if bytes < 1000:
        return f"{bytes} B"
    amount = float(bytes)
    for unit in ("kB", "MB", "GB", "TB"):
        amount /= 1000
        if amount < 999.95 or unit == "TB":
            break
    return f"{amount:,.1f} {unit}"


def duration(seconds: float) -> str:
    """`40 s`, `12 min`, `3 h 5 min`."""
    whole = round(seconds)
    if whole < 100:
        return f"{max(whole, 1)} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 100 else f"{minutes // 60} h {minutes % 60} min"
