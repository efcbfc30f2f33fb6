"""Types as they are written, in one spelling: imports, the order of a union, `Optional` make no difference."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import griffe

from .sources import is_ours

if TYPE_CHECKING:
    from .surface import Surface

Annotation = str | griffe.Expr | None

_ANYTHING = frozenset({"Any", "object"})
_COMMON = ("builtins", "collections", "typing", "typing_extensions")
# Aliases of aliases are followed so far, so that one of itself has an end.
_ALIASES_DEEP = 5
_TRANSPARENT = ("Annotated", "ClassVar", "Final")


def alternatives(annotation: Annotation, surface: Surface) -> frozenset[str]:
    """The types of a union, each value of a Literal by itself. An alias that is not public stands for its value."""
    return frozenset(_alternatives(annotation, surface, _ALIASES_DEEP))


def is_narrower(old: Annotation, before: Surface, new: Annotation, after: Surface) -> bool:
    """Whether something that could be given cannot be given any more."""
    accepted = alternatives(new, after)
    if accepted & _ANYTHING:
        return False
    lost = alternatives(old, before) - accepted
    return any(not ("str" in accepted and _is_literal(kind)) for kind in lost)


def is_wider(old: Annotation, before: Surface, new: Annotation, after: Surface) -> bool:
    """Whether something can come that could not come before; another value of a Literal may always come."""
    expected = alternatives(old, before)
    gained = alternatives(new, after) - expected
    return not expected & _ANYTHING and any(not _is_literal(kind) for kind in gained)


def is_alias_of_type(attribute: griffe.Attribute) -> bool:
    """Whether a name stands for a type, as written: `X: TypeAlias = ...`, or `X = A | B`, `X = list[A]`."""
    if attribute.annotation is not None:
        return last_part(attribute.annotation) == "TypeAlias"
    return _is_type(attribute.value)


def last_part(annotation: str | griffe.Expr) -> str:
    """`Struct` of `msgspec.Struct`, and of `Response[str]` `Response`."""
    if isinstance(annotation, griffe.ExprSubscript):
        return last_part(annotation.left)
    path = annotation.canonical_path if isinstance(annotation, griffe.Expr) else annotation
    return path.rpartition(".")[2]


def foreign_name(path: str) -> str:
    """`httpx.Client`, wherever in httpx that is; what Python and its typing have goes without a package."""
    package, dot, _ = path.partition(".")
    is_common = not dot or package in _COMMON or is_ours(path)
    return last_part(path) if is_common else f"{package}.{last_part(path)}"


def _alternatives(annotation: Annotation, surface: Surface, aliases: int) -> Iterator[str]:
    match annotation:
        case None:
            yield "Any"
        case griffe.ExprBinOp(left=left, operator="|", right=right):
            for side in (left, right):
                yield from _alternatives(side, surface, aliases)
        case griffe.ExprSubscript(left=left, slice=inner):
            yield from _subscript(last_part(left), annotation, inner, surface, aliases)
        case griffe.ExprName() | griffe.ExprAttribute():
            found = _definition(annotation, surface)
            if aliases and isinstance(found, griffe.Attribute) and found.path not in surface.homes:
                yield from _alternatives(found.value, surface, aliases - 1)
            else:
                yield _spell(annotation, surface)
        case _:
            yield _spell(annotation, surface)


def _subscript(
    name: str, whole: griffe.Expr, inner: str | griffe.Expr, surface: Surface, aliases: int
) -> Iterator[str]:
    parts = inner.elements if isinstance(inner, griffe.ExprTuple) else [inner]
    if name == "Literal":
        yield from (f"Literal[{value}]" for value in parts)
    elif name in ("Union", "Optional", *_TRANSPARENT):
        for part in parts[:1] if name in _TRANSPARENT else parts:
            yield from _alternatives(part, surface, aliases)
        if name == "Optional":
            yield "None"
    else:
        yield _spell(whole, surface)


def _spell(annotation: str | griffe.Expr, surface: Surface) -> str:
    match annotation:
        case griffe.ExprName() | griffe.ExprAttribute():
            found = _definition(annotation, surface)
            path = annotation.canonical_path
            return surface.homes.get(found.path, last_part(path)) if found else foreign_name(path)
        case griffe.ExprSubscript(left=left, slice=inner) if last_part(left) not in ("Literal", "Union", "Optional"):
            return f"{_spell(left, surface)}[{_spell(inner, surface)}]"
        case griffe.ExprTuple(elements=parts):
            return ", ".join(_spell(part, surface) for part in parts)
        case griffe.ExprList(elements=parts):
            return f"[{', '.join(_spell(part, surface) for part in parts)}]"
        case griffe.ExprSubscript() | griffe.ExprBinOp():
            return " | ".join(sorted(_alternatives(annotation, surface, 0)))
        case _:
            return str(annotation)


def _definition(name: griffe.Expr, surface: Surface) -> griffe.Object | None:
    found = surface.sources.find(name.canonical_path)
    # In a class with a field `date`, griffe takes the type `date` for the field.
    is_field = found is not None and not found.is_class and isinstance(found.parent, griffe.Class)
    return None if is_field else found


def _is_type(value: Annotation) -> bool:
    return isinstance(value, griffe.ExprSubscript) or (isinstance(value, griffe.ExprBinOp) and value.operator == "|")


def _is_literal(kind: str) -> bool:
    return kind.startswith("Literal[")
