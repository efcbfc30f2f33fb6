from concurrent.futures import ThreadPoolExecutor

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudinvoices.core.limit import RateLimit


@attrs.define
class Clock:
    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


@given(per_minute=st.integers(1, 5), pauses=st.lists(st.integers(0, 40), max_size=40))
def test_no_minute_holds_more_than_allowed(per_minute: int, pauses: list[int]) -> None:
    clock = Clock()
    limit = RateLimit(per_minute, clock)
    places: list[float] = []
    for pause in pauses:
        clock.now += pause
        places.append(clock.now + limit.reserve())
    assert all(later - earlier >= 60 for earlier, later in zip(places, places[per_minute:], strict=False))


@given(per_minute=st.integers(1, 5), pauses=st.lists(st.integers(0, 40), max_size=40))
def test_nobody_waits_longer_than_needed(per_minute: int, pauses: list[int]) -> None:
    clock = Clock()
    limit = RateLimit(per_minute, clock)
    places: list[float] = []
    for pause in pauses:
        clock.now += pause
        wait = limit.reserve()
        needed = places[-per_minute] + 60 - clock.now if len(places) >= per_minute else 0
        assert wait == max(0, needed)
        places.append(clock.now + wait)


def test_the_first_ones_go_at_once() -> None:
    limit = RateLimit(3, Clock())
    assert [limit.reserve() for _ in range(4)] == [0, 0, 0, 60]


@pytest.mark.parametrize(("remaining", "wait"), [("0", 6.0), (" 0 ", 6.0), ("1", 0.0), ("", 0.0), ("none", 0.0)])
def test_the_server_says_that_nothing_remains(remaining: str, wait: float) -> None:
    limit = RateLimit(10, Clock())
    limit.observe({"x-ratelimit-remaining": remaining})
    assert limit.reserve() == wait


def test_threads_share_the_places() -> None:
    limit = RateLimit(10, Clock())
    with ThreadPoolExecutor(8) as threads:
        waits = sorted(threads.map(lambda _: limit.reserve(), range(25)))
    assert waits == [0] * 10 + [60] * 10 + [120] * 5
