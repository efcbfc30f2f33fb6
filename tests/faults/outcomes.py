"""What has to come of each fault, for whoever waits at the terminal.

A fault that may be gone a moment later (`again`) is worth another attempt: met once it costs a moment, and only if it
stays it becomes the error that says what to do. One that will not go away (`never`) is that error at once. What a
server may do, however odd (`FINE`), costs nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

FINE_TEXT = "data"


@dataclass(frozen=True)
class Outcome:
    """Either of several where what is the same fault to us is not the same to two providers."""

    once: frozenset[str]
    always: frozenset[str]

    def __or__(self, other: Outcome) -> Outcome:
        return Outcome(self.once | other.once, self.always | other.always)


FINE = Outcome(frozenset({FINE_TEXT}), frozenset({FINE_TEXT}))


def again(error: str) -> Outcome:
    """Another attempt is made, and succeeds if the fault is gone."""
    return Outcome(FINE.once, frozenset({error}))


def never(error: str) -> Outcome:
    """The error comes at once."""
    return Outcome(frozenset({error}), frozenset({error}))


NETWORK = again("ConnectionFailed")
TOO_SLOW = never("ConnectionFailed")
NOT_THAT = never("UnexpectedAnswer")
NOT_THERE = never("DocumentUnavailable")
UNSEEN = never("wrong data")
BROKEN = again("UnexpectedAnswer")
DAMAGED = again("DocumentDamaged")
REFUSED = never("DocumentDamaged")
LIMITED = again("RateLimitError")
SERVER_ERROR = never("ProviderError")
# Where an error answer says `retryable`, as DoiT's do, it is believed.
SERVER_ERROR_PERHAPS = again("ProviderError") | SERVER_ERROR

JSON = ("list", "get", "details", "token", "link")
FILES = ("linked pdf", "pdf", "csv", "json file")
SHAPES = (*JSON, *FILES, "base64")

# By fault; `*` is every shape that is not named, JSON and FILES those of these.
EXPECTED: dict[str, dict[str, Outcome]] = {
    "reset": {"*": NETWORK},
    "hang-up": {"*": NETWORK},
    "cut-head": {"*": NETWORK},
    "cut-body": {"*": NETWORK},
    "reset-body": {"*": NETWORK},
    "silence": {"*": NETWORK},
    "stalled-head": {"*": NETWORK},
    "stalled-body": {"*": NETWORK},
    "dripping-head": {"*": NETWORK},
    # Each byte comes in time: only the time for all of them is over, and with it that for another attempt.
    "dripping-body": {"*": TOO_SLOW},
    "not-http": {"*": NETWORK},
    # aiohttp sees what comes too much, if it comes at once. Else, where a CSV file ends, nothing says.
    "short-length": {
        "JSON": NETWORK | BROKEN,
        "FILES": NETWORK | DAMAGED,
        "base64": NETWORK | BROKEN,
        "csv": NETWORK | UNSEEN,
    },
    "long-length": {"*": NETWORK},
    "cut-chunks": {"*": NETWORK},
    "damaged-chunks": {"*": NETWORK},
    "endless-body": {"JSON": NOT_THAT, "FILES": REFUSED, "base64": NOT_THAT},
    "endless-head": {"*": NETWORK},
    "endless-header": {"*": NETWORK},
    "endless-interim": {"*": NETWORK},
    "damaged-gzip": {"JSON": BROKEN, "FILES": DAMAGED, "base64": DAMAGED},
    "cut-gzip": {"JSON": BROKEN, "FILES": DAMAGED, "base64": DAMAGED},
    "gzip-bomb": {"JSON": NOT_THAT, "FILES": REFUSED, "base64": REFUSED | NOT_THAT},
    # There is always more to come, and never anything in it.
    "empty-gzip-blocks": {"*": TOO_SLOW},
    "empty-gzip-files": {"*": TOO_SLOW},
    "sign-in-page": {"*": NOT_THAT},
    "xml-error": {"*": NOT_THAT},
    "error-in-success": {
        "*": NOT_THAT,
        "link": NOT_THAT | NOT_THERE,
        "json file": NOT_THERE,
        "base64": NOT_THERE,
    },
    "empty-body": {"JSON": BROKEN, "FILES": DAMAGED, "base64": BROKEN},
    "truncated": {"JSON": BROKEN, "FILES": DAMAGED, "base64": BROKEN, "csv": UNSEEN},
    "no-content": {
        "JSON": NOT_THAT,
        "get": never("NotFoundError"),
        "token": BROKEN,
        "FILES": NOT_THERE,
        "base64": NOT_THERE,
    },
    "redirect-loop": {"*": NOT_THAT, "linked pdf": BROKEN},
    "unasked-part": {"JSON": BROKEN, "FILES": NOT_THAT, "base64": NOT_THAT},
    "broken-json": {"JSON": BROKEN, "json file": DAMAGED, "base64": BROKEN},
    "another-shape": {"JSON": NOT_THAT, "json file": REFUSED, "base64": NOT_THAT},
    "nan": {"JSON": BROKEN, "json file": DAMAGED, "base64": BROKEN},
    "huge-number": {"JSON": FINE, "base64": FINE},
    "huge-exponent": {"JSON": BROKEN, "json file": DAMAGED, "base64": FINE},
    "deep-nesting": {"JSON": NOT_THAT, "json file": DAMAGED, "base64": NOT_THAT},
    "utf-16": {"JSON": BROKEN, "json file": REFUSED, "base64": NOT_THAT},
    "status-499": {"*": SERVER_ERROR},
    "status-520": {"*": SERVER_ERROR, **dict.fromkeys(("list", "get", "pdf", "json file"), SERVER_ERROR_PERHAPS)},
    "status-599": {"*": SERVER_ERROR, **dict.fromkeys(("list", "get", "pdf", "json file"), SERVER_ERROR_PERHAPS)},
    "unavailable": {"*": again("ProviderError")},
    "rate-limited": {"*": LIMITED},
    # Longer than the longest wait that these accounts allow (`max_wait`).
    "retry-after-seconds": {"*": never("RateLimitError")},
    "retry-after-date": {"*": never("RateLimitError")},
    "retry-after-years": {"*": never("RateLimitError")},
    "retry-after-text": {"*": LIMITED},
    "retry-after-overflow": {"*": LIMITED},
    "retry-after-negative": {"*": LIMITED},
    "expired-token": {"*": never("AuthenticationError"), "linked pdf": again("DocumentUnavailable")},
    "expired-link": {"linked pdf": again("DocumentUnavailable")},
    "same-page": {"list": BROKEN},
    "overlapping-page": {"list": FINE},
    "repeated-items": {"list": FINE},
    "changed-document": {"FILES": NETWORK, "base64": NETWORK},
    "pieces": {"*": FINE},
    "chunks": {"*": FINE},
    "no-length": {"*": FINE},
    "gzip": {"*": FINE},
    "byte-order-mark": {"JSON": FINE, "base64": FINE},
    "other-media-type": {"*": FINE},
    "no-media-type": {"*": FINE},
    "status-299": {"*": FINE},
}

# 204 is how Akamai says that there is no invoice in a month.
NO_FAULT = {("no-content", "akamai.list")}


def expected(fault: str, shape: str) -> Outcome | None:
    """None where the fault cannot happen to an answer of the shape, or is none there."""
    row = EXPECTED[fault]
    group = "JSON" if shape in JSON else "FILES" if shape in FILES else shape
    return row.get(shape, row.get(group, row.get("*")))


def say(outcome: Outcome) -> str:
    """An outcome as docs/reliability.md has it."""
    at_once, in_the_end = outcome.once & outcome.always, outcome.always - outcome.once
    texts = [_name(result) for result in sorted(at_once)]
    if in_the_end:
        texts.append(f"again, then {' or '.join(map(_name, sorted(in_the_end)))}")
    elif outcome.once - outcome.always:
        texts.append("the same after more attempts")
    return ", or ".join(texts)


def _name(result: str) -> str:
    return {"data": "data", "wrong data": "a part, taken for the whole"}.get(result, f"`{result}`")
