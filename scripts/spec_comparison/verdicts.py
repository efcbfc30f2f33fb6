"""What a change of a spec means for those who call the generated code.

The code is that of a tolerant reader: any field may be missing or null, an enum is open, and what is not 2xx is not
modelled. So much that a documentation changes reaches nobody. `spec_pipeline.schemas` is where that is decided.
"""

from dataclasses import dataclass
from enum import IntEnum

from spec_pipeline.prepare import DOCUMENT_FORMATS

from .changes import Change
from .shapes import PARAMETER


class Verdict(IntEnum):
    """The worst first."""

    BREAKING = 0
    ADDED = 1
    DOCUMENTATION = 2


@dataclass(frozen=True)
class Reader:
    """How generated code sees a part of a spec: not at all, tolerantly, or exactly as it is written."""

    is_generated: bool = True
    is_exact: bool = False
    typed_formats: frozenset[str] = frozenset({"binary"})


IGNORED = Reader(is_generated=False)
ANSWER = Reader()
REQUEST = Reader(is_exact=True, typed_formats=DOCUMENT_FORMATS | {"binary"})
DOCUMENT = Reader(typed_formats=DOCUMENT_FORMATS)
EXACT_DOCUMENT = Reader(is_exact=True, typed_formats=DOCUMENT_FORMATS)


def reader_of(change: Change) -> Reader:
    """Return who reads the place of a change in an operation; an answer 204 has nothing to read."""
    if change.place[0] == PARAMETER:
        return REQUEST
    return ANSWER if change.place[0].startswith("2") and change.place[0] != "204" else IGNORED


def judge(change: Change, reader: Reader) -> Verdict:
    """Say what a change means for callers."""
    if not reader.is_generated:
        return Verdict.DOCUMENTATION
    match change.aspect:
        case "presence":
            is_free = change.after is not None and not (reader.is_exact and change.after.is_required)
            return Verdict.ADDED if is_free else Verdict.BREAKING
        case "type" | "model":
            return Verdict.BREAKING
        case "format":
            formats = {facts.format for facts in (change.before, change.after) if facts}
            return Verdict.BREAKING if formats & reader.typed_formats else Verdict.DOCUMENTATION
        case "values new":
            return Verdict.ADDED
        case "required" | "nullable" | "values gone" if not reader.is_exact:
            return Verdict.DOCUMENTATION
        case "required":
            return Verdict.BREAKING if change.after and change.after.is_required else Verdict.ADDED
        case "nullable":
            return Verdict.ADDED if change.after and change.after.is_nullable else Verdict.BREAKING
        case "values gone":
            return Verdict.BREAKING
