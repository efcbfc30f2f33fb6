import re

import pytest

from cloudinvoices import __version__
from cloudinvoices.cli.application import COMMANDS

from .conftest import Invoke


def test_the_overview_names_every_command_in_whole_sentences(invoke: Invoke) -> None:
    shown = invoke("--help").stdout
    for name in COMMANDS:
        assert re.search(rf"^  {name} +[A-Z].*\.$", shown, re.MULTILINE), name
    assert "..." not in shown.replace("COMMAND [ARGS]...", "")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_with_examples(invoke: Invoke, name: str) -> None:
    shown = invoke(name, "--help").stdout
    for part in ("Examples:", f"  cloudinvoices {name}", "--config", "--output", "--quiet", "--verbose"):
        assert part in shown
    assert invoke(name, "-h").stdout == shown


def test_version(invoke: Invoke) -> None:
    assert invoke("--version").stdout == f"{__version__}\n"
