"""What changed between two versions of a spec, one line a change, the worst first."""

from collections.abc import Iterator

from spec_pipeline.operations import Operation
from spec_pipeline.sources import Node, Source

from .changes import compare, tell_once
from .lines import Line, tell
from .notes import changed_notes, describe_notes
from .pairs import Pairs, pair, request
from .references import as_object
from .shapes import read_operations, read_shape
from .verdicts import Verdict, judge, reader_of

_COMPONENTS = {"schemas": "schema", "parameters": "parameter", "responses": "response"}


def compare_specs(old: Source | None, new: Source | None) -> list[Line]:
    """Return the changes of a spec; None for a version without it."""
    if old is None:
        return [] if new is None else [Line(Verdict.ADDED, new.name, "a new spec")]
    if new is None:
        return [Line(Verdict.BREAKING, old.name, "the spec is gone")]
    pairs = pair(read_operations(old), read_operations(new))
    lines = [*_operation_lines(new.name, pairs), *_shape_lines(old, new, pairs), *_note_lines(old, new, pairs)]
    if not lines and old.content != new.content:
        lines = [Line(Verdict.DOCUMENTATION, new.name, "something that no operation uses")]
    return sorted(lines, key=lambda line: line.verdict)


def _operation_lines(spec: str, pairs: Pairs) -> Iterator[Line]:
    yield from (Line(Verdict.BREAKING, f"{spec} {one.name}", "gone") for one in pairs.gone)
    yield from (Line(Verdict.ADDED, f"{spec} {one.name}", "new") for one in pairs.new)
    for old, new in pairs.both:
        if old.name != new.name:
            yield Line(Verdict.BREAKING, f"{spec} {new.name}", f"was called {old.name}")
        if request(old) != request(new):
            yield Line(Verdict.BREAKING, f"{spec} {new.name}", f"requests {_request(new)}, was {_request(old)}")


def _request(operation: Operation) -> str:
    return f"{operation.method.upper()} {operation.path}"


def _shape_lines(old: Source, new: Source, pairs: Pairs) -> list[Line]:
    found = [
        (judge(change, reader_of(change)), after.name, change)
        for before, after in pairs.both
        for change in compare(read_shape(old, before), read_shape(new, after))
    ]
    found.sort(key=lambda one: one[0])  # so that a change is told where it is worst
    told = tell_once((name, change) for _, name, change in found)
    return [tell(new.name, one, judge(one.change, reader_of(one.change))) for one in told]


def _note_lines(old: Source, new: Source, pairs: Pairs) -> Iterator[Line]:
    before, after = _described(old.content), _described(new.content)
    nodes = [(where, before[where], node) for where, node in after.items() if where in before]
    nodes += [(one.name, was.content, one.content) for was, one in pairs.both]
    for where, was, node in nodes:
        if changed := changed_notes(was, node):
            yield Line(Verdict.DOCUMENTATION, f"{new.name} {where}".strip(), describe_notes(changed))


def _described(content: Node) -> dict[str, Node]:
    """Return what is described besides operations, by name: components, paths, and under "" all else."""
    components = as_object(content.get("components"))
    rest = {f"components.{kind}": one for kind, one in components.items() if kind not in _COMPONENTS}
    top = {key: value for key, value in content.items() if key not in ("paths", "components")}
    named = {
        f"{word} {name}": as_object(one)
        for kind, word in _COMPONENTS.items()
        for name, one in as_object(components.get(kind)).items()
    }
    paths = {path: _beside_operations(as_object(item)) for path, item in as_object(content.get("paths")).items()}
    return {"": top | rest} | named | paths


def _beside_operations(item: Node) -> Node:
    return {key: value for key, value in item.items() if not (isinstance(value, dict) and "responses" in value)}
