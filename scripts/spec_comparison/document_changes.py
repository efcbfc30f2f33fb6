"""What changed between two versions of the schema of a document, one line a change, the worst first."""

from spec_pipeline.prepare import is_exact
from spec_pipeline.sources import Source

from .changes import compare, tell_once
from .fields import Place
from .lines import Line, tell
from .notes import changed_notes, describe_notes, is_text
from .shapes import read_document
from .verdicts import DOCUMENT, EXACT_DOCUMENT, Verdict, judge


def compare_documents(old: Source | None, new: Source | None) -> list[Line]:
    """Return the changes of a document; None for a version without it."""
    if old is None:
        return [] if new is None else [Line(Verdict.ADDED, _name(new), "a new document")]
    if new is None:
        return [Line(Verdict.BREAKING, _name(old), "the document is gone")]
    reader = EXACT_DOCUMENT if is_exact(new) else DOCUMENT
    found = [("", change) for change in compare(read_document(old.content), read_document(new.content))]
    lines = [tell(_name(new), told, judge(told.change, reader)) for told in tell_once(found)]
    if is_exact(old) != is_exact(new):
        lines.append(Line(Verdict.BREAKING, _name(new), f"read {'exactly' if is_exact(new) else 'tolerantly'}"))
    lines += _note_lines(old, new)
    if not lines and old.content != new.content:
        lines = [Line(Verdict.DOCUMENTATION, _name(new), "something that no field uses")]
    return sorted(lines, key=lambda line: line.verdict)


def _name(document: Source) -> str:
    return f"documents.{document.name}"


def _note_lines(old: Source, new: Source) -> list[Line]:
    """Limits are part of what an exact reader checks."""
    groups: dict[Verdict, dict[str, list[Place]]] = {}
    for keyword, places in changed_notes(old.content, new.content).items():
        is_limit = is_exact(new) and not is_text(keyword)
        verdict = Verdict.BREAKING if is_limit else Verdict.DOCUMENTATION
        groups.setdefault(verdict, {})[keyword] = places
    return [Line(verdict, _name(new), describe_notes(changed)) for verdict, changed in groups.items()]
