"""How the changes between two versions are told."""

from dataclasses import dataclass

from .changes import Change, Told
from .fields import Facts
from .shapes import PARAMETER, place_label
from .verdicts import Verdict


@dataclass(frozen=True)
class Line:
    """A change as it is told: what it means, where it is, and what it is."""

    verdict: Verdict
    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.verdict.name.lower():<13}  {self.where}: {self.what}"


def tell(spec: str, told: Told, verdict: Verdict) -> Line:
    """Write the line of a change."""
    where = " ".join(word for word in (spec, told.operation, place_label(told.change.place)) if word)
    also = f" (also in {', '.join(told.also)})" if told.also else ""
    return Line(verdict, where, f"{_what(told.change)}{also}")


def _what(change: Change) -> str:
    before, after = change.before, change.after
    if after is None:
        return "gone"
    if before is None:
        needed = "required " if change.place[0] == PARAMETER and after.is_required else ""
        return f"new, {needed}{_kind(after)}" if after.type else "new"
    match change.aspect:
        case "type":
            return f"{after.type}, was {before.type}"
        case "format":
            return f"format {after.format or 'none'}, was {before.format or 'none'}"
        case "required":
            return "required" if after.is_required else "no longer required"
        case "nullable":
            return "may be null" if after.is_nullable else "may no longer be null"
        case "model":
            return f"model {after.model or 'without a name'}, was {before.model or 'without a name'}"
        case _:
            return f"{change.aspect}: {', '.join(change.values())}"


def _kind(facts: Facts) -> str:
    return f"{facts.type} {facts.format}".strip()
