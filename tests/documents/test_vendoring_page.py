"""What docs/vendoring.md shows is done, and the copy used as it says."""

from __future__ import annotations

import re
import shlex
import sys
import textwrap
from pathlib import Path

from .pages import ROOT, run, run_python, shell_lines

PAGE = (ROOT / "docs" / "vendoring.md").read_text()
COMMANDS = [line for line in shell_lines(PAGE) if line.startswith("python scripts/vendor.py")]
WITH_COPY, WITH_SUCCESSOR = (
    textwrap.dedent(code) for code in re.findall(r"^ *```python\n(.*?)^ *```", PAGE, re.M | re.S)
)
USE = """
with ci.connect("doit") as doit:
    assert next(doit.list()).id
"""


def test_a_copy_is_made_used_checked_and_upgraded(environment: dict[str, str], tmp_path: Path) -> None:
    assert [next(iter({"--check", "--upgrade"} & {*line.split()}), "") for line in COMMANDS] == [
        "",
        "--check",
        "--upgrade",
    ]
    for line in COMMANDS:
        _, script, *arguments = shlex.split(line)
        done = run([sys.executable, str(ROOT / script), *arguments], environment, tmp_path)
        assert done.returncode == 0, done.stderr

    used = run_python(WITH_COPY, environment, tmp_path)

    assert used.returncode == 0, used.stderr
    assert list((tmp_path / "invoices").iterdir())


def test_an_application_brings_the_successor_of_httpx(environment: dict[str, str], tmp_path: Path) -> None:
    used = run_python(WITH_SUCCESSOR + USE, environment, tmp_path)

    assert used.returncode == 0, used.stderr


def test_the_table_names_what_there_is(environment: dict[str, str], tmp_path: Path) -> None:
    run([sys.executable, str(ROOT / "scripts" / "vendor.py"), "copies"], environment, tmp_path)
    rows = re.findall(r"^\| (`.*?) \|", PAGE, re.MULTILINE)
    named = {name for row in rows for name in re.findall(r"`([\w./]+)`", row)}

    assert {name.rstrip("/") for name in named} == {path.name for path in (tmp_path / "copies").iterdir()} - {
        "__init__.py"
    }
