"""A provider begins as a skeleton, by `make new-provider`; it is finished when nothing of it says FILL IN."""

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
OVERLAY = ROOT / "overlay" / "cloudinvoices"
# What is about all providers names the one that is meant.
SHARED = (ROOT / "specs" / "README.md", ROOT / "tests" / "provider_facts.py")


def places_left(provider: str) -> Iterator[str]:
    """Each place that is still as the skeleton has it: file, line, and what to do there."""
    own = [ROOT / "specs" / f"{provider}.yaml", *OVERLAY.rglob(f"{provider}.py"), *OVERLAY.rglob(f"{provider}_*.py")]
    for path in (*own, *SHARED):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if "FILL IN" in line and (path in own or provider in line):
                yield f"{path.relative_to(ROOT)}:{number}: {line[line.index('FILL IN') :]}"


def test_nothing_is_left_to_fill_in(provider: str) -> None:
    places = list(places_left(provider))
    assert not places, "\n".join([f"{provider} is not finished:", *places])
