import re

import click
import pytest

from cloudinvoices import __version__
from cloudinvoices.cli.application import COMMANDS, application

from .conftest import Invoke


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


def test_version(invoke: Invoke) -> None:
    assert invoke("--version").stdout == f"{__version__}\n"
