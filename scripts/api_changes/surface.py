"""What is public: every name that users may rely on, and what it leads to."""

from __future__ import annotations

from collections.abc import Container, Iterator

import attrs
import griffe

from .constructors import CONSTRUCTOR, find_constructor
from .sources import Sources, is_ours

# Of `cloudinvoices`, what `__all__` of these names; of `cloudinvoices_apis`, whatever has no underscore.
_LISTED = ("cloudinvoices", "cloudinvoices.archive", "cloudinvoices.documents", "cloudinvoices.testing")
_WHOLE = "cloudinvoices_apis"
# Every object has these, so that nobody misses them; `__init__` is treated as the call of its class.
_EVERYWHERE = frozenset(dir(object))


@attrs.frozen
class Surface:
    """Public names, and what they lead to."""

    sources: Sources
    known: Container[str]
    entries: dict[str, griffe.Object | None] = attrs.field(factory=dict[str, "griffe.Object | None"])
    """By public name; None for what another package defines."""
    homes: dict[str, str] = attrs.field(factory=dict[str, str])
    """The one public name of what is defined at a path, so that what has two names is compared once."""

    def is_home(self, name: str) -> bool:
        """Whether what has this name is to be compared under it."""
        entry = self.entries[name]
        return entry is None or self.homes.get(entry.path, name) == name

    def is_defined_at(self, name: str) -> bool:
        """Whether what has this name is not only inherited by the class there."""
        entry, holder = self.entries[name], self.entries.get(name.rpartition(".")[0])
        return entry is not None and (not isinstance(holder, griffe.Class) or entry.parent is holder)


def read_surface(sources: Sources, known: Container[str] = ()) -> Surface:
    """All that is public; of two names for one thing, the home is one that is known from before."""
    surface = Surface(sources, known)
    for name, entry in _public(sources):
        _add(name, entry, surface)
    for name, entry in list(surface.entries.items()):
        if isinstance(entry, griffe.Class) and (constructor := find_constructor(entry, surface.homes, sources)):
            _add(f"{name}.{CONSTRUCTOR}", constructor, surface)
    return surface


def _add(name: str, entry: griffe.Object | None, surface: Surface) -> None:
    surface.entries[name] = entry
    if entry and surface.is_defined_at(name):
        names = (surface.homes.get(entry.path, name), name)
        surface.homes[entry.path] = min(names, key=lambda each: (each not in surface.known, each.count("."), each))


def _public(sources: Sources) -> Iterator[tuple[str, griffe.Object | None]]:
    for name in _LISTED:
        module = sources.find(name)
        if isinstance(module, griffe.Module):
            yield name, module
            yield from _names(module, sources)
    if whole := sources.packages.get(_WHOLE):
        yield from _modules(whole, sources)


def _modules(module: griffe.Module, sources: Sources) -> Iterator[tuple[str, griffe.Object | None]]:
    yield module.path, module
    yield from _names(module, sources)
    for name, part in module.modules.items():
        if not name.startswith("_") and not part.is_alias:
            yield from _modules(part, sources)


def _names(module: griffe.Module, sources: Sources) -> Iterator[tuple[str, griffe.Object | None]]:
    for name in _listed(module):
        path = f"{module.path}.{name}"
        found = sources.find(path)
        if found is None and is_ours(module.imports.get(name, path)):
            continue  # `__all__` names it, and nothing defines it
        yield path, found
        if isinstance(found, griffe.Class):
            yield from _members(path, found, (found.path,), sources)


def _listed(module: griffe.Module) -> list[str]:
    if module.exports is not None:
        return [str(name) for name in module.exports]
    return [
        name
        for name, member in module.members.items()
        if not (name.startswith("_") or member.is_alias or member.is_module or _is_type_variable(member))
    ]


def _is_type_variable(member: griffe.Object | griffe.Alias) -> bool:
    value = member.value if isinstance(member, griffe.Attribute) else None
    return isinstance(value, griffe.ExprCall) and value.function.canonical_path == "typing.TypeVar"


def _members(
    path: str, holder: griffe.Class, above: tuple[str, ...], sources: Sources
) -> Iterator[tuple[str, griffe.Object]]:
    for name, member in holder.all_members.items():
        target = sources.follow(member.final_target if isinstance(member, griffe.Alias) else member)
        is_called_by_python = target.is_function and name.startswith("__") and name.endswith("__")
        if name in _EVERYWHERE or (name.startswith("_") and not is_called_by_python):
            continue
        yield f"{path}.{name}", target
        if isinstance(target, griffe.Class) and target.path not in above:
            yield from _members(f"{path}.{name}", target, (*above, target.path), sources)
