"""Put what was measured into the page, between the marks of its chapter."""

from __future__ import annotations

import re
from pathlib import Path

PAGE = Path(__file__).resolve().parents[1] / "docs" / "benchmarks.md"


def find(page: str, chapter: str) -> str:
    """What is between the marks of a chapter.

    Raises:
        ValueError: it has no marks for the chapter.
    """
    found = _marks(chapter).findall(page)
    if len(found) != 1:
        raise ValueError(f"the page has {len(found)} places for {chapter}")
    text: str = found[0][1]
    return text


def replace(page: str, chapter: str, measured: str) -> str:
    """The page with other contents for a chapter.

    Raises:
        ValueError: it has no marks for the chapter.
    """
    find(page, chapter)
    return _marks(chapter).sub(lambda found: f"{found[1]}\n{measured}\n\n{found[3]}", page)


def _marks(chapter: str) -> re.Pattern[str]:
    return re.compile(rf"(<!-- measured: {chapter} -->\n)(.*?)(<!-- end: {chapter} -->)", re.DOTALL)
