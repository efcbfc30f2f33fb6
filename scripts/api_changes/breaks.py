"""A break, in a sentence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import attrs

from .annotations import Annotation, alternatives

if TYPE_CHECKING:
    from .surface import Surface

_SHORT = 80


@attrs.frozen
class Break:
    """Something that users may rely on and that is no longer so."""

    name: str
    """The public name, with its package."""
    what: str
    """What has become of it, in Markdown."""
    parameter: str = ""
    """The parameter it is about."""

    @property
    def short_name(self) -> str:
        """The name without its package, as CHANGELOG.md has it."""
        return self.name.partition(".")[2] or self.name

    def __str__(self) -> str:
        return f"{self.name}: {self.what.replace('`', '')}"


def retyped(old: Annotation, before: Surface, new: Annotation, after: Surface) -> str:
    """The two types in words: as they are written, or what differs where that is long, or looks the same."""
    texts = [str(old or "not typed"), str(new or "not typed")]
    if texts[0] != texts[1] and len("".join(texts)) < _SHORT:
        return f"is `{texts[1]}`, was `{texts[0]}`"
    was, now = alternatives(old, before), alternatives(new, after)
    parts = [f"{word} {_listed(kinds)}" for word, kinds in (("without", was - now), ("with", now - was)) if kinds]
    return f"is of a type {' and '.join(parts)}"


def _listed(kinds: Iterable[str]) -> str:
    return ", ".join(f"`{kind}`" for kind in sorted(kinds))
