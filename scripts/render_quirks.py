"""Render docs/quirks.md from the register, or check with --check that it is what the register gives."""

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from cloudinvoices.providers import NAMES, load_adapter
from cloudinvoices.quirks import Quirk, load_quirks

TARGET = Path(__file__).resolve().parents[1] / "docs" / "quirks.md"
CURE = "Cure: .venv/bin/python scripts/render_quirks.py, and commit what it changes."
INTRODUCTION = """\
<!-- Rendered from overlay/cloudinvoices/quirks.toml by scripts/render_quirks.py. Do not edit. -->

# Quirks

Every place known where a provider differs from its documentation, or where the documentation is not enough. Comments
in the code name the ids. No account was used to find them: evidence is public documentation and public code of the
providers, and what is only concluded from those is marked as inferred. The date is that of the source, or, where a page
has none, the day it was read.
"""


def render(quirks: Iterable[Quirk]) -> str:
    """The whole page."""
    by_provider = {name: [quirk for quirk in quirks if quirk.provider == name] for name in NAMES}
    titles = {name: load_adapter(name).title for name in NAMES}
    lines = [INTRODUCTION, "| provider | handled | does not apply |", "| --- | --- | --- |"]
    lines += [_count(titles[name], entries) for name, entries in by_provider.items()]
    for name, entries in by_provider.items():
        lines += ["", f"## {titles[name]}"]
        lines += [line for quirk in entries for line in _entry(quirk)]
    return "\n".join(lines) + "\n"


def _count(title: str, entries: list[Quirk]) -> str:
    handled = sum(quirk.applies for quirk in entries)
    return f"| [{title}](#{title.lower().replace(' ', '-')}) | {handled} | {len(entries) - handled} |"


def _entry(quirk: Quirk) -> Iterator[str]:
    yield from ("", f"### {quirk.id}", "")
    yield f"- Documented: {quirk.documented}"
    yield f"- Really: {quirk.really}"
    yield f"- Evidence: {quirk.evidence} ({quirk.seen})"
    yield f"- {'Handled' if quirk.applies else 'Does not apply'}: {quirk.handling}"
    if quirk.test:
        yield f"- Shown by: [`{quirk.test}`](../{quirk.test.partition('::')[0]})"


def main(arguments: list[str] | None = None) -> int:
    """Run the command; 1 says that the page is not what the register gives."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing, exit 1 where it differs")
    parser.add_argument("--target", type=Path, default=TARGET, help="the page (default: docs/quirks.md)")
    options = parser.parse_args(arguments)
    target: Path = options.target
    page = render(load_quirks())
    if not options.check:
        target.write_text(page, encoding="utf-8")
        return 0
    if target.is_file() and target.read_text(encoding="utf-8") == page:
        return 0
    print(f"{target.name} is not what the register gives. {CURE}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
