"""Two surfaces: the breaks from the old to the new one, and the names that are new."""

from collections.abc import Iterator

import griffe

from .annotations import foreign_name, is_alias_of_type, is_narrower, is_wider
from .breaks import Break, retyped
from .constructors import CONSTRUCTOR, PLAIN_BASES, lineage
from .signatures import compare_functions, new_parameters
from .surface import Surface


def find_breaks(before: Surface, after: Surface) -> list[Break]:
    """Every break once, in the order of the names."""
    gone = (_gone(name) for name in _missing(before, after))
    changed = (found for name in _to_compare(before, after) for found in _compare(name, before, after))
    breaks = dict.fromkeys((*gone, *changed))
    names = {found.name for found in breaks}
    # A field is a parameter of the constructor, too: told once.
    return sorted((found for found in breaks if f"{found.name}.{found.parameter}" not in names), key=str)


def find_new(before: Surface, after: Surface) -> list[str]:
    """The names that are new, without what is in them, and new parameters: `connect(proxy)`."""
    names = {_shown(name) for name in _missing(after, before) if not name.endswith("__")}
    for name in _to_compare(before, after):
        old, new = before.entries[name], after.entries[name]
        if isinstance(old, griffe.Function) and isinstance(new, griffe.Function):
            added = new_parameters(old, new)
            names |= {f"{_shown(name)}({part})" for part in added if f"{_shown(name)}.{part}" not in names}
    return sorted(names)


def _to_compare(before: Surface, after: Surface) -> Iterator[str]:
    """Names that both have: a thing once, but for what was inherited and is the class's own now."""
    for name in before.entries.keys() & after.entries.keys():
        if before.is_home(name) or after.is_home(name):
            yield name


def _gone(name: str) -> Break:
    return Break(_shown(name), "was removed" if _shown(name) == name else "cannot be made by users any more")


def _missing(here: Surface, there: Surface) -> Iterator[str]:
    """Names that are only here, without what is in them."""
    for name, entry in here.entries.items():
        holder = name.rpartition(".")[0]
        if name in there.entries or (holder in here.entries and _is_other(holder, here, there)):
            continue
        is_second_name = entry is None or (here.is_defined_at(name) and here.homes[entry.path] in there.entries)
        if here.is_home(name) or is_second_name:
            yield name


def _is_other(name: str, here: Surface, there: Surface) -> bool:
    if name not in there.entries:
        return True
    one, other = here.entries[name], there.entries[name]
    return one is not None and other is not None and one.kind != other.kind


def _compare(name: str, before: Surface, after: Surface) -> Iterator[Break]:
    match before.entries[name], after.entries[name]:
        case (_, None) | (None, _):
            return
        case griffe.Function() as old, griffe.Function() as new:
            yield from compare_functions(_shown(name), old, before, new, after)
        case griffe.Attribute() as old, griffe.Attribute() as new:
            yield from _compare_attributes(name, old, before, new, after)
        case griffe.Class() as old, griffe.Class() as new:
            for lost in sorted(_ancestors(old, before) - _ancestors(new, after)):
                yield Break(name, f"is no `{lost}` any more")
        case old, new if old.kind != new.kind:
            yield Break(name, f"is {_kind(new)}, was {_kind(old)}")
        case _:  # two modules: their names are compared
            return


def _compare_attributes(
    name: str, old: griffe.Attribute, before: Surface, new: griffe.Attribute, after: Surface
) -> Iterator[Break]:
    is_alias = is_alias_of_type(old)
    types = (old.value, before, new.value, after) if is_alias else (old.annotation, before, new.annotation, after)
    # A field is given, too, where users make the object; what a property, or a module, has is only read.
    is_field = isinstance(old.parent, griffe.Class) and "property" not in old.labels | new.labels
    is_given, is_read = is_alias or (is_field and old.annotation is not None), not is_alias
    if (is_given and is_narrower(*types)) or (is_read and is_wider(*types)):
        yield Break(name, retyped(*types))
    if "writable" in old.labels - new.labels and "property" in new.labels:
        yield Break(name, "cannot be set any more")


def _ancestors(child: griffe.Class, surface: Surface) -> set[str]:
    """What it is an instance of, by public names; a private class of ours stands for what it comes from."""
    found: set[str] = set()
    for line in lineage(child):
        for base in line.bases:
            path = base.canonical_path if isinstance(base, griffe.Expr) else base
            target = surface.sources.find(path)
            found.add(surface.homes.get(target.path, "") if target else foreign_name(path))
    return found - PLAIN_BASES - {""}


def _kind(entry: griffe.Object) -> str:
    name = "property" if "property" in entry.labels else entry.kind.value
    return f"an {name}" if name[0] in "aeiou" else f"a {name}"


def _shown(name: str) -> str:
    """A constructor goes by the name of its class."""
    return name.removesuffix(f".{CONSTRUCTOR}")
