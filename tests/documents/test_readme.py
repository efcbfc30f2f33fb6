"""Everything README shows is run: Python, shell and configuration, against the simulator."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path

import pytest

from cloudinvoices.providers import NAMES, load_adapter
from cloudinvoices.testing import Simulator

from .pages import (
    EXAMPLE_INVOICE,
    PROGRAM,
    ROOT,
    blocks,
    configure,
    dead_links,
    environment_names,
    run,
    run_python,
    shell_lines,
)

README = (ROOT / "README.md").read_text()
PYTHON = blocks(README, "python")
SHELL = shell_lines(README)
COMMANDS = [line for line in SHELL if line.startswith("cloudinvoices ")]
(CONFIGURATION,) = blocks(README, "toml")
(CRON,) = [text.strip() for text in blocks(README, "cron")]


@pytest.mark.parametrize("code", PYTHON, ids=lambda code: str(code).strip().splitlines()[-1].strip()[:40])
def test_python(code: str, environment: dict[str, str], tmp_path: Path) -> None:
    done = run_python(code, environment, tmp_path)

    assert done.returncode == 0, done.stderr
    if 'to="invoices/"' in code:
        assert list((tmp_path / "invoices").iterdir())


@pytest.mark.parametrize("line", COMMANDS)
def test_shell(line: str, simulator: Simulator, environment: dict[str, str], tmp_path: Path) -> None:
    if line == "cloudinvoices simulate":
        pytest.fail("README shows it in a sentence only; it does not end by itself")
    words = set(line.split())
    if words & {"accounts", "platform", "--archive"}:
        configure(CONFIGURATION, simulator, environment, tmp_path)
    if "--archive" in words:
        synced = run([*PROGRAM, "sync", "--archive", "invoices/"], environment, tmp_path)
        assert synced.returncode == 0, synced.stderr
    line, _, target = line.replace(EXAMPLE_INVOICE, simulator.expected("qovery")[0].id).partition(" > ")

    done = run([*PROGRAM, *shlex.split(line)[1:]], environment, tmp_path)

    assert done.returncode == ("missing" in words), done.stderr  # the simulator leaves a month out
    assert done.stdout.strip() or "verify" in words
    assert target in ("", "amounts.csv")


def test_cron(simulator: Simulator, environment: dict[str, str], tmp_path: Path) -> None:
    configure(CONFIGURATION, simulator, environment, tmp_path)
    (tmp_path / "cloudinvoices").write_text(f'#!/bin/sh\nexec {sys.executable} -m cloudinvoices "$@"\n')
    (tmp_path / "cloudinvoices").chmod(0o755)
    environment["PATH"] = f"{tmp_path}:{environment['PATH']}"
    when, command = " ".join(CRON.split(" ")[:5]), CRON.split("  ", 1)[1]
    assert re.fullmatch(r"\d+ \d+ \d+ \* \*", when)

    done = run(["sh", "-c", command.replace("/srv/finance", str(tmp_path))], environment, tmp_path)

    assert done.stderr == "", "nothing failed, so that there is no mail but of what is missing"
    assert [line.split()[0] for line in done.stdout.splitlines()] == ["account", "resale"]
    assert {path.name for path in (tmp_path / "invoices").iterdir()} >= {"edge", "platform", "resale"}


def test_the_table_has_a_row_for_every_provider() -> None:
    rows = dict(re.findall(r"^\| \[([^|\]]+)\]\([^|]+\) \| ((?:pdf|csv|json)(?:, \w+)*) \|", README, re.MULTILINE))

    assert rows == {adapter.title: ", ".join(adapter.formats) for adapter in map(load_adapter, NAMES)}


def test_environment_names_are_those_the_providers_read() -> None:
    declared = {env for name in NAMES for setting in load_adapter(name).settings for env in setting.env}
    shown = environment_names(README)

    assert shown
    assert shown <= declared


def test_make_targets_exist() -> None:
    makefile = (ROOT / "Makefile").read_text()
    targets = {line.split()[1] for line in SHELL if line.startswith("make ")}

    assert targets == {"demo", "test"}
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in targets)


def test_extras_exist() -> None:
    pyproject = (ROOT / "pyproject.toml").read_text()
    extras = set(re.findall(r"cloudinvoices\[([a-z0-9-]+)\]|`\[([a-z0-9-]+)\]`", README))

    assert extras
    assert all(re.search(rf"^{first or second} = \[", pyproject, re.MULTILINE) for first, second in extras)


def test_links_lead_to_files() -> None:
    assert "](docs/archive.md)" in README
    assert dead_links(README, ROOT) == []
