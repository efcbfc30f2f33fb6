"""What CHANGELOG.md says of breaks in its newest chapter, and what it should say."""

import re
import textwrap
from collections.abc import Iterable
from pathlib import Path

import attrs

from .breaks import Break


@attrs.frozen
class Chapter:
    """The newest chapter: the first `## ` and what is below it."""

    title: str
    items: list[frozenset[str]]
    """What stands in backticks, for each item of a list and each paragraph."""

    def names(self, found: Break) -> bool:
        """Whether one item names what broke, and the parameter if it is about one."""
        wanted = {found.short_name, found.parameter} - {""}
        return any(wanted <= item for item in self.items)

    def is_of(self, reference: str) -> bool:
        """Whether this chapter is that of the release itself, so that it cannot name what came after it."""
        version = re.search(r"\d+\.\d+\.\d+", self.title)
        return version is not None and reference == f"v{version.group()}"


def read_newest_chapter(changelog: Path) -> Chapter:
    """The chapter; without title and items where there is no file, or no chapter in it."""
    text = changelog.read_text(encoding="utf-8") if changelog.is_file() else ""
    _, _, rest = f"\n{text}".partition("\n## ")
    title, _, body = rest.partition("\n## ")[0].partition("\n")
    items = re.split(r"\n(?=\s*[-*] |\s*\n)", f"\n{body}")
    return Chapter(title.strip(), [frozenset(re.findall(r"`([^`]+)`", item)) for item in items])


def lines_to_add(breaks: Iterable[Break]) -> str:
    """An item for each kind of break, with all that it has happened to."""
    names: dict[str, list[str]] = {}
    for found in breaks:
        names.setdefault(found.what, []).append(f"`{found.short_name}`")
    items = (f"- Break: {', '.join(dict.fromkeys(broken))}: {what}." for what, broken in names.items())
    return "\n".join(
        textwrap.fill(item, 120, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)
        for item in items
    )
