"""Put what was measured into the page, between the marks of its chapter."""

from __future__ import annotations

import re
from pathlib import Path

PAGE = Path(__file__).resolve().parents[1] / "docs" / "benchmarks.md"


def replace(page: str, chapter: str, measured: str) -> str:
    """The page with other contents for a chapter.

    Raises:
        ValueError: it has no marks for the chapter.
    """
    marks = re.compile(rf"(<!-- measured: {chapter} -->\n).*?(<!-- end: {chapter} -->)", re.DOTALL)
    replaced, count = marks.subn(lambda found: f"{found[1]}\n{measured}\n\n{found[2]}", page)
    if count != 1:
        raise ValueError(f"the page has {count} places for {chapter}")
    return replaced
