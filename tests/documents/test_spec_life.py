"""docs/spec-life.md is typed into a shell, line by line, and prints what the page says."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from cloudinvoices.testing import Simulator

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "spec-life.md").read_text()
ANYTHING = "…"
TYPED = re.compile(r"^\$ (.*(?:\n>.*)*)", re.MULTILINE)


@dataclass
class Command:
    typed: str
    printed: str
    """What the page says; a line that is an ellipsis stands for any lines, one within a line for any text."""

    def matches(self, printed: str) -> bool:
        pattern = re.escape(self.printed).replace(f"{ANYTHING}\\\n", "(?:.*\n)*?").replace(ANYTHING, ".*")
        return re.fullmatch(pattern, printed) is not None


def commands() -> Iterator[Command]:
    for block in re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL):
        starts = list(TYPED.finditer(block))
        assert starts[0].start() == 0
        ends = [*(start.start() for start in starts[1:]), len(block)]
        for start, end in zip(starts, ends, strict=True):
            yield Command(re.sub(r"\n> ?", "\n", start[1]), block[start.end() + 1 : end])


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with a checkout of this project as it is now, and the repository of somebody else."""
    checkout = tmp_path / "cloudinvoices"
    ignored = [line.rstrip("/") for line in (ROOT / ".gitignore").read_text().splitlines()]
    shutil.copytree(ROOT, checkout, ignore=shutil.ignore_patterns(".git", *ignored))
    # The environment is there already, and make must not make it.
    (checkout / ".venv").symlink_to(ROOT / ".venv")
    os.utime(checkout / "pyproject.toml", (0, 0))
    (tmp_path / "acme" / "acme").mkdir(parents=True)
    return tmp_path


@pytest.fixture
def environment(home: Path) -> Iterator[dict[str, str]]:
    """Of a shell with nothing of this machine but its programs; DoiT is the simulator."""
    somebody = {f"GIT_{who}_{what}": "a@b.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    with Simulator() as simulator:
        settings = simulator.settings("doit")
        yield {
            "PATH": f"{ROOT / '.venv' / 'bin'}:{os.environ['PATH']}",
            "HOME": str(home),
            "LC_ALL": "C.UTF-8",
            "PYTHONUNBUFFERED": "1",  # as on a terminal
            "DOIT_HOST": settings["base_url"],
            "DOIT_API_KEY": settings["api_key"],
            "DOIT_CUSTOMER_CONTEXT": settings["tenant"],
            **somebody,
        }


def run(script: str, folder: Path, environment: dict[str, str]) -> str:
    """What is printed, on stdout and stderr as they come."""
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=300,
    )
    return done.stdout


def test_the_session_goes_as_the_page_says(home: Path, environment: dict[str, str]) -> None:
    run("git init -q -b main && git add -A && git commit -qm first", home / "cloudinvoices", environment)
    session = list(commands())
    mark = "~~ the next command ~~"
    script = "".join(f"{command.typed}\necho '{mark}'\n" for command in session)

    printed = run(script, home, environment).split(f"{mark}\n")

    assert len(printed) == len(session) + 1
    for command, found in zip(session, printed, strict=False):
        assert command.matches(found), f"$ {command.typed}\n{found}"
