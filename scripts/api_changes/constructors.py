"""How a class is called: its `__init__`, or the one that attrs, msgspec or a NamedTuple makes of its fields."""

from collections.abc import Iterable, Iterator, Mapping

import griffe

from .annotations import last_part
from .sources import Sources

CONSTRUCTOR = "__init__"
# Without meaning for who makes or uses an object.
PLAIN_BASES = frozenset({"ABC", "Generic", "Protocol", "object"})
_MAKING = ("NamedTuple", "Struct")
_ATTRS = ("attrs.define", "attrs.frozen", "attrs.mutable")
_FIELDS = ("attrs.field", "msgspec.field")


def find_constructor(called: griffe.Class, homes: Mapping[str, str], sources: Sources) -> griffe.Function | None:
    """How users call the class; None where they cannot, because it takes an object that only we can make."""
    written = called.all_members.get(CONSTRUCTOR)
    target = written.final_target if isinstance(written, griffe.Alias) else written
    if CONSTRUCTOR not in called.members and _has_fields(called):
        target = _made_of_fields(called)
    elif target is None and _is_all_ours(called, sources):
        target = _made(called, [])
    if not isinstance(target, griffe.Function):
        return None
    needed = (sources.find(_class_path(parameter.annotation)) for parameter in target.parameters if parameter.required)
    is_private = any(isinstance(needs, griffe.Class) and needs.path not in homes for needs in needed)
    return None if is_private else target


def _class_path(annotation: str | griffe.Expr | None) -> str:
    """Where the one class is that an argument must be of; nowhere for a union."""
    if isinstance(annotation, griffe.ExprSubscript):
        return _class_path(annotation.left)
    return annotation.canonical_path if isinstance(annotation, griffe.ExprName | griffe.ExprAttribute) else ""


def lineage(child: griffe.Class) -> list[griffe.Class]:
    """The class and its bases, as far as we define them."""
    try:
        return [child, *child.mro()]
    except ValueError:  # a base of the same name, which griffe takes for the class itself
        return [child]


def _has_fields(called: griffe.Class) -> bool:
    return _decorator(called) is not None or _has_base_with_fields(called)


def _is_all_ours(called: griffe.Class, sources: Sources) -> bool:
    """Whether no base of another package can have a constructor."""
    bases = [base for line in lineage(called) for base in line.bases]
    return all(last_part(base) in PLAIN_BASES or sources.find(_class_path(base)) for base in bases)


def _has_base_with_fields(called: griffe.Class) -> bool:
    return any(last_part(base) in _MAKING for line in lineage(called) for base in line.bases)


def _decorator(called: griffe.Class) -> griffe.Expr | None:
    values = (decorator.value for decorator in called.decorators if isinstance(decorator.value, griffe.Expr))
    return next((value for value in values if value.canonical_path in _ATTRS), None)


def _made_of_fields(called: griffe.Class) -> griffe.Function:
    fields: dict[str, griffe.Parameter] = {}
    for line in reversed(lineage(called)):
        fields |= {parameter.name: parameter for parameter in _parameters(line)}
    return _made(called, fields.values())


def _made(called: griffe.Class, parameters: Iterable[griffe.Parameter]) -> griffe.Function:
    own = griffe.Parameter("self", kind=griffe.ParameterKind.positional_or_keyword)
    made = griffe.Function(CONSTRUCTOR, parameters=griffe.Parameters(own, *parameters))
    made.parent = called
    return made


def _parameters(line: griffe.Class) -> Iterator[griffe.Parameter]:
    decorator = _decorator(line)
    options = _keywords(decorator) if decorator else line.keywords
    for name, field in line.members.items():
        if not isinstance(field, griffe.Attribute) or field.annotation is None:
            continue
        if "instance-attribute" not in field.labels:  # a property, or a constant of the class
            continue
        is_field_call = isinstance(field.value, griffe.ExprCall) and field.value.canonical_path in _FIELDS
        given = _keywords(field.value) if is_field_call else {"default": field.value}
        if str(given.get("init")) == "False":
            continue
        is_keyword = "True" in (str(options.get("kw_only")), str(given.get("kw_only")))
        kind = "keyword_only" if is_keyword else "positional_or_keyword"
        yield griffe.Parameter(
            str(given["alias"]).strip("'\"") if "alias" in given else name.lstrip("_"),
            annotation=field.annotation,
            kind=griffe.ParameterKind[kind],
            default=given.get("default") or given.get("factory") or given.get("default_factory"),
        )


def _keywords(call: object) -> dict[str, str | griffe.Expr]:
    if not isinstance(call, griffe.ExprCall):
        return {}
    return {part.name: part.value for part in call.arguments if isinstance(part, griffe.ExprKeyword)}
