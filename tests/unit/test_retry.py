from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudinvoices.core.problem import error_for, read_problem
from cloudinvoices.core.retry import Retry, seconds_to_wait
from cloudinvoices.errors import CloudInvoicesError, ConnectionFailed, ProviderError, RateLimitError

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
BROKEN = ConnectionFailed("the connection broke", transient=True)


def asked(seconds: float) -> CloudInvoicesError:
    return RateLimitError("too many requests", retry_after=seconds, transient=True)


def test_what_will_not_pass_by_itself_is_not_tried_again() -> None:
    assert Retry().wait(ProviderError("refused"), 0, 0.0) is None


def test_no_more_attempts_than_allowed() -> None:
    assert Retry(retries=2).wait(BROKEN, 1, 0.0) is not None
    assert Retry(retries=2).wait(BROKEN, 2, 0.0) is None
    assert Retry(retries=0).wait(BROKEN, 0, 0.0) is None


@given(attempt=st.integers(0, 6))
def test_waits_double_with_jitter(attempt: int) -> None:
    wait = Retry(retries=10, first_wait=0.5, max_wait=1000.0).wait(BROKEN, attempt, 0.0)
    assert wait is not None
    assert 0.25 * 2**attempt <= wait <= 0.5 * 2**attempt


@given(attempt=st.integers(0, 9_999), max_wait=st.floats(0.001, 100))
def test_our_own_wait_is_never_longer_than_allowed(attempt: int, max_wait: float) -> None:
    wait = Retry(retries=10_000, max_wait=max_wait).wait(BROKEN, attempt, 0.0)
    assert wait is not None
    assert 0 <= wait <= max_wait


@pytest.mark.parametrize(("seconds", "wait"), [(7.0, 7.0), (60.0, 60.0), (60.1, None), (1e9, None)])
def test_the_server_is_obeyed_or_not_asked_again(seconds: float, wait: float | None) -> None:
    assert Retry(max_wait=60.0).wait(asked(seconds), 0, 0.0) == wait


def test_all_of_a_call_ends_in_time() -> None:
    retry = Retry(max_elapsed=300.0)
    assert retry.wait(asked(10.0), 0, 290.0) == 10.0
    assert retry.wait(asked(10.0), 0, 290.1) is None


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "7"}, 7.0),
        ({"retry-after": " 7.5 "}, 7.5),
        ({"retry-after": "99999999"}, 99_999_999.0),
        ({"retry-after": "0"}, None),
        ({"retry-after": "-3"}, None),
        ({"retry-after": "inf"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "Sun, 01 Mar 2026 12:01:30 GMT"}, 90.0),
        ({"retry-after": "Sun, 01 Mar 2026 12:01:30 -0000"}, 90.0),
        ({"retry-after": "Sun, 01 Mar 2026 11:59:00 GMT"}, None),
        ({"retry-after": "Sun, 01 Mar 99999999999999999999 12:00:00 GMT"}, None),
        ({"x-ratelimit-next": "2026-03-01T12:00:20Z"}, 20.0),
        ({"x-ratelimit-next": "2026-03-01T12:00:20"}, 20.0),
        ({"x-ratelimit-next": "2026-03-01T11:00:00Z"}, None),
        ({"x-ratelimit-next": "later"}, None),
        ({"retry-after": "5", "x-ratelimit-next": "2026-03-01T12:00:20Z"}, 5.0),
    ],
)
def test_what_the_server_asks_for(headers: dict[str, str], seconds: float | None) -> None:
    assert seconds_to_wait(headers, NOW) == seconds


def test_dates_are_compared_with_the_servers_own_clock() -> None:
    headers = {"date": "Sun, 01 Mar 2026 12:00:00 GMT", "retry-after": "Sun, 01 Mar 2026 12:00:05 GMT"}
    assert seconds_to_wait(headers, datetime(2026, 3, 1, 9, 0, tzinfo=UTC)) == 5.0


@given(text=st.text(max_size=40), name=st.sampled_from(["retry-after", "x-ratelimit-next", "date"]))
def test_no_header_breaks_the_reader(text: str, name: str) -> None:
    seconds = seconds_to_wait({"retry-after": "3", name: text} if name == "date" else {name: text}, NOW)
    assert seconds is None or 0 < seconds < float("inf")


@pytest.mark.parametrize(
    ("status", "body", "again"),
    [
        (429, b"", True),
        (502, b"", True),
        (503, b"", True),
        (504, b"", True),
        (500, b"", False),
        (501, b"", False),
        (400, b"", False),
        (409, b'{"retryable": true}', True),
        (503, b'{"retryable": false}', True),
        (503, b'{"retryable": "no"}', True),
    ],
)
def test_which_answers_are_worth_another_attempt(status: int, body: bytes, again: bool) -> None:
    assert error_for(read_problem(status, {}, body), hint=None, secrets=()).transient is again
