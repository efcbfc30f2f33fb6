"""Two versions of a function: which calls of the old one the new one refuses, or answers otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import griffe
from griffe import BreakageKind, ParameterKind

from .annotations import is_narrower, is_wider, last_part
from .breaks import Break, retyped

if TYPE_CHECKING:
    from .surface import Surface

_BY_PLACE = (ParameterKind.positional_only, ParameterKind.positional_or_keyword)
_GENERATORS = ("AsyncGenerator", "AsyncIterable", "AsyncIterator")
_BOUND = ("classmethod", "staticmethod")


def compare_functions(
    name: str, old: griffe.Function, before: Surface, new: griffe.Function, after: Surface
) -> Iterator[Break]:
    """What breaks calls. Each overload of the old one is compared with the nearest of the new one."""
    if _is_awaited(old) != _is_awaited(new):
        yield Break(name, "has to be awaited now" if _is_awaited(new) else "is not awaited any more")
    for label in _BOUND:
        if label in old.labels and not new.labels.intersection(_BOUND):
            yield Break(name, f"is no {label} any more")
    for signature in old.overloads or [old]:
        versions = (list(_compare(name, signature, before, other, after)) for other in new.overloads or [new])
        yield from min(versions, key=len)


def new_parameters(old: griffe.Function, new: griffe.Function) -> set[str]:
    """The names of parameters that may be given now, and need not be."""
    return {parameter.name for parameter in new.parameters if not parameter.required} - {
        parameter.name for parameter in old.parameters
    }


def _is_awaited(function: griffe.Function) -> bool:
    """A function with `async` that yields is not awaited; griffe tells it by its type only."""
    is_generator = function.returns is not None and last_part(function.returns) in _GENERATORS
    return "async" in function.labels and not is_generator


def _compare(name: str, old: griffe.Function, before: Surface, new: griffe.Function, after: Surface) -> Iterator[Break]:
    callable_now = _as_called(new)
    called = _as_called(old, callable_now)
    left = {parameter.name: parameter for parameter in callable_now}
    # griffe finds that `**settings` still takes it, which says nothing of what is done with it.
    removed = [parameter.name for parameter in called if parameter.name not in left]
    yield from (Break(name, f"parameter `{gone}` was removed", gone) for gone in removed)
    for found in griffe.find_breaking_changes(_holding(called), _holding(callable_now)):
        if found.kind is not BreakageKind.PARAMETER_MOVED or not removed:
            yield from _told(name, found)
    for parameter in called:
        other = left.get(parameter.name)
        if other and is_narrower(parameter.annotation, before, other.annotation, after):
            change = retyped(parameter.annotation, before, other.annotation, after)
            yield Break(name, f"parameter `{parameter.name}` {change}", parameter.name)
    if is_wider(old.returns, before, new.returns, after):
        yield Break(name, f"what it returns {retyped(old.returns, before, new.returns, after)}")


def _told(name: str, found: griffe.Breakage) -> Iterator[Break]:
    old, new = found.old_value, found.new_value
    match found.kind:
        case BreakageKind.PARAMETER_ADDED_REQUIRED:
            yield Break(name, f"parameter `{new.name}` is new and required", new.name)
        case BreakageKind.PARAMETER_CHANGED_REQUIRED:
            yield Break(name, f"parameter `{new.name}` is required now", new.name)
        case BreakageKind.PARAMETER_MOVED:
            yield Break(name, f"parameter `{new.name}` stands in another place", new.name)
        case BreakageKind.PARAMETER_CHANGED_KIND:
            yield Break(name, f"parameter `{new.name}` is {new.kind.value}, was {old.kind.value}", new.name)
        case BreakageKind.PARAMETER_CHANGED_DEFAULT:
            yield Break(name, f"parameter `{new.name}` is `{new.default}` by default, was `{old.default}`", new.name)
        case _:  # removed parameters and types are compared by ourselves, more strictly
            pass


def _as_called(function: griffe.Function, other: Sequence[griffe.Parameter] = ()) -> list[griffe.Parameter]:
    """Its parameters as a caller sees them, without `self`; one that is given by place has the other's name there."""
    parameters = list(function.parameters)
    if isinstance(function.parent, griffe.Class) and "staticmethod" not in function.labels:
        parameters = parameters[1:]
    return [
        griffe.Parameter(
            _name(parameter, other[place : place + 1]),
            annotation=parameter.annotation,
            kind=parameter.kind,
            default=parameter.default,
        )
        for place, parameter in enumerate(parameters)
    ]


def _name(parameter: griffe.Parameter, other: Sequence[griffe.Parameter]) -> str:
    match parameter.kind:
        case ParameterKind.positional_only:
            return next((there.name for there in other if there.kind in _BY_PLACE), parameter.name)
        case ParameterKind.var_positional:
            return "*"
        case ParameterKind.var_keyword:
            return "**"
        case _:
            return parameter.name


def _holding(parameters: list[griffe.Parameter]) -> griffe.Module:
    """A module with this function only: griffe compares what modules hold."""
    module = griffe.Module("module")
    module.set_member("function", griffe.Function("function", parameters=griffe.Parameters(*parameters)))
    return module
