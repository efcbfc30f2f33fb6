"""All competitors once in each round, so that what slows the machine down for a while slows all of them down."""

from __future__ import annotations

import sys
from collections.abc import Callable, Hashable, Mapping
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")


def interleave(what: str, rounds: int, competitors: Mapping[K, Callable[[], T]]) -> dict[K, list[T]]:
    """What each of them measured, round by round; each round begins with another one."""
    measured: dict[K, list[T]] = {name: [] for name in competitors}
    names = list(competitors)
    for number in range(rounds):
        tell(f"{what}: round {number + 1} of {rounds}")
        first = number % len(names)
        for name in [*names[first:], *names[:first]]:
            measured[name].append(competitors[name]())
    return measured


def tell(text: str) -> None:
    """Say what is going on to the person who waits."""
    sys.stderr.write(f"{text}\n")
