"""What the pages of docs/ show is run against the simulator: Python page by page, shell line by line."""

from __future__ import annotations

import json
import re
import shlex
import tomllib
from pathlib import Path

import click
import pytest

from cloudinvoices.cli.application import application
from cloudinvoices.cli.configuration import read_configuration
from cloudinvoices.providers import NAMES, load_adapter
from cloudinvoices.testing import Simulator

from .pages import PROGRAM, ROOT, blocks, configure, environment_names, run, run_python, shell_lines

DOCS = ROOT / "docs"
PATHS = [
    *(DOCS / f"{name}.md" for name in ("index", "getting-started", "errors", "testing", "command-line")),
    *sorted((DOCS / "providers").glob("*.md")),
    *sorted((DOCS / "reference").glob("*.md")),
]
PAGES = {path.relative_to(DOCS).with_suffix("").as_posix(): path.read_text("utf-8") for path in PATHS}
COMMANDS = {
    name: [line for line in shell_lines(page) if line.startswith("cloudinvoices ")] for name, page in PAGES.items()
}
RUN = [name for name in COMMANDS if name == "getting-started" or name.startswith("providers/")]
# Each block in a namespace of its own: none may live on the imports of another.
EACH_BLOCK = "import json, sys\nfor block in json.loads(sys.argv[-1]):\n    exec(compile(block, block, 'exec'), {})"


def is_tests(code: str) -> bool:
    return "\ndef test_" in code


@pytest.mark.parametrize("name", [name for name, page in PAGES.items() if blocks(page, "python")])
def test_python(name: str, environment: dict[str, str], tmp_path: Path) -> None:
    shown = blocks(PAGES[name], "python")
    together = f"import sys\nsys.argv.append({json.dumps([one for one in shown if not is_tests(one)])!r})\n{EACH_BLOCK}"

    for code in (together, *filter(is_tests, shown)):
        done = run_python(code, environment, tmp_path)
        assert done.returncode == 0, done.stdout + done.stderr
        assert not is_tests(code) or f"{code.count('def test_')} passed" in done.stdout


@pytest.mark.parametrize("name", RUN)
def test_commands_run(name: str, simulator: Simulator, environment: dict[str, str], tmp_path: Path) -> None:
    for configuration in blocks(PAGES[name], "toml"):
        configure(configuration, simulator, environment, tmp_path)
    assert COMMANDS[name]

    for line in COMMANDS[name]:
        done = run([*PROGRAM, *shlex.split(line)[1:]], environment, tmp_path)
        assert done.returncode == 0, done.stderr
        assert done.stdout.strip() or " verify " in line
    assert all((tmp_path / named).exists() for named in re.findall(r"`(demo-invoices[^` ]*)`", PAGES[name]))


@pytest.mark.parametrize("line", [line for name, lines in COMMANDS.items() if name not in RUN for line in lines])
def test_commands_are_understood(line: str) -> None:
    name, *arguments = shlex.split(re.split(r" [|>] | &$", line)[0])[1:]
    command = application.get_command(click.Context(application), name)
    assert command is not None

    with command.make_context(name, arguments) as context:
        assert context.args == []


@pytest.mark.parametrize("name", [name for name, page in PAGES.items() if blocks(page, "toml")])
def test_configurations_are_read(name: str, tmp_path: Path) -> None:
    for configuration in blocks(PAGES[name], "toml"):
        (tmp_path / "cloudinvoices.toml").write_text(configuration)
        read = read_configuration(tmp_path / "cloudinvoices.toml")
        for account, settings in tomllib.loads(configuration)["accounts"].items():
            assert read.account(account).provider == settings["provider"]


@pytest.mark.parametrize("name", [name for name, page in PAGES.items() if environment_names(page)])
def test_environment_names_are_those_the_providers_read(name: str) -> None:
    declared = {env for key in NAMES for setting in load_adapter(key).settings for env in setting.env}
    # AKAMAI_BILLING_HOST is AKAMAI_HOST of the section billing.
    assert {env.replace("AKAMAI_BILLING_", "AKAMAI_") for env in environment_names(PAGES[name])} <= declared


def test_every_provider_has_a_page() -> None:
    assert {name for name in PAGES if name.startswith("providers/")} == {f"providers/{key}" for key in NAMES}


@pytest.mark.parametrize("key", NAMES)
def test_a_provider_page_is_filled_in(key: str) -> None:
    assert "FILL IN" not in PAGES[f"providers/{key}"]


@pytest.mark.parametrize("key", NAMES)
def test_every_setting_that_a_provider_page_names_is_one(key: str) -> None:
    declared = {setting.name for setting in load_adapter(key).settings}
    assert set(re.findall(r"`([a-z0-9_]+)=", PAGES[f"providers/{key}"])) <= declared


def test_lines_of_the_shell_that_are_no_command_are_known() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    for page in PAGES.values():
        for line in shell_lines(page):
            if line.startswith("pip install "):
                assert set(re.findall(r"\[(.*)\]", line)) <= set(extras)
            else:
                assert line.startswith(("cloudinvoices ", "export "))


def test_extras() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    shown = re.findall(r"^\| `([a-z0-9-]+)` \|", PAGES["getting-started"], re.MULTILINE)

    assert set(shown) == set(extras) - {"cli", "dev"}
