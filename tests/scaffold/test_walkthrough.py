"""CONTRIBUTING.md goes through the example: what it shows is part of what is tried, and in the same order."""

import re
from pathlib import Path

import pytest
from provider_scaffold.scaffold import next_steps

from .conftest import ROOT

EXAMPLE = Path(__file__).with_name("acmecloud.patch").read_text()
PAGE = (ROOT / "CONTRIBUTING.md").read_text()
(CHAPTER,) = re.findall(r"\[start:add-a-provider\] -->\n(.*?)<!-- [^\n]*\[end:add-a-provider\]", PAGE, re.DOTALL)
DIFFERENCES = re.findall(r"```diff\n(.*?)```", CHAPTER, re.DOTALL)
COMMANDS = [line for text in re.findall(r"```sh\n(.*?)```", CHAPTER, re.DOTALL) for line in text.splitlines()]


def of_file(path: str) -> str:
    """The part of the example that is about a file."""
    _, _, rest = EXAMPLE.partition(f"+++ b/{path}\n")
    return rest.partition("\n--- a/")[0]


def test_every_step_shows_a_part_of_the_example_for_its_file() -> None:
    steps = re.findall(r"^### \d\. [^\n]*: `(\S+)`\n(.*?)(?=^### )", CHAPTER, re.MULTILINE | re.DOTALL)
    assert [path for path, _ in steps] == re.findall(r"^  \d\. ([^\s,]+)", next_steps("acmecloud"), re.MULTILINE)
    for path, text in steps:
        (shown,) = re.findall(r"```diff\n(.*?)```", text, re.DOTALL)
        assert shown in of_file(path), path
    assert len(steps) == len(DIFFERENCES)


@pytest.mark.parametrize("line", COMMANDS)
def test_commands_are_those_there_are(line: str) -> None:
    if line.startswith("make "):
        assert re.search(rf"^{line.split()[1]}:", (ROOT / "Makefile").read_text(), re.MULTILINE)
    else:
        assert line.strip() in next_steps("acmecloud")


def test_it_names_files_that_there_are() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", CHAPTER)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
