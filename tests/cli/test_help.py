import platform
import re
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import click
import pytest

from cloudinvoices import __version__
from cloudinvoices.cli import version
from cloudinvoices.cli.application import COMMANDS, application

from .conftest import Invoke

SPECS = Path(__file__).parents[2] / "specs"


def test_the_overview_names_every_command_in_whole_sentences(invoke: Invoke) -> None:
    shown = invoke("--help").stdout
    for name in COMMANDS:
        assert re.search(rf"^  {name} +[A-Z].*\.$", shown, re.MULTILINE), name
    assert "..." not in shown.replace("COMMAND [ARGS]...", "")


@pytest.mark.parametrize("name", COMMANDS)
def test_the_overview_says_of_a_command_what_the_command_says_itself(name: str) -> None:
    command = application.get_command(click.Context(application), name)
    assert command is not None
    assert COMMANDS[name][1] == command.get_short_help_str(limit=100)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_with_examples(invoke: Invoke, name: str) -> None:
    shown = invoke(name, "--help").stdout
    for part in ("Examples:", f"  cloudinvoices {name}", "--config", "--output", "--quiet", "--verbose"):
        assert part in shown
    assert invoke(name, "-h").stdout == shown


def test_a_command_that_is_none_is_told_with_the_nearest(invoke: Invoke) -> None:
    result = invoke("sycn")
    assert result.exit_code == 2
    assert "No such command 'sycn'. Did you mean 'sync'?" in result.stderr
    assert "Did you mean" not in invoke("xyz").stderr


def test_the_version_names_what_a_report_of_a_bug_needs(invoke: Invoke) -> None:
    first, second, *hashes = invoke("--version").stdout.splitlines()
    assert first == f"cloudinvoices {__version__}"
    assert second == f"{sys.implementation.name} {platform.python_version()}, {sys.platform}"
    sources = [*SPECS.glob("*.yaml"), *SPECS.glob("documents/*.schema.json")]
    assert {SPECS.parent / line.split("  ")[1] for line in hashes} == set(sources)


def test_the_hashes_are_those_of_the_specs(invoke: Invoke) -> None:
    checked = subprocess.run(
        ["sha256sum", "--check", "--quiet", "--strict"],
        input="".join(invoke("--version").stdout.splitlines(keepends=True)[2:]),
        cwd=SPECS.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (checked.returncode, checked.stdout + checked.stderr) == (0, "")


@pytest.mark.parametrize("arguments", [("--version", "-v"), ("-v", "--version")])
def test_the_version_names_libraries_where_more_is_asked_for(invoke: Invoke, arguments: tuple[str, ...]) -> None:
    plain, verbose = invoke("--version").stdout.splitlines(), invoke(*arguments).stdout.splitlines()
    assert verbose[:2] + verbose[3:] == plain
    assert f"httpx {metadata.version('httpx')}, msgspec {metadata.version('msgspec')}" in verbose[2]


def test_the_version_names_a_library_that_is_not_there(invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(version, "_LIBRARIES", ("httpx", "not-there"))
    assert invoke("--version", "-v").stdout.splitlines()[2].endswith(", no not-there")
