"""Everything README shows is run: Python, shell and configuration, against the simulator."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cloudinvoices.providers import NAMES, load_adapter
from cloudinvoices.testing import Simulator

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", README, re.DOTALL)
PYTHON = [text for language, text in BLOCKS if language == "python"]
SHELL = [line.split("  #")[0].strip() for language, text in BLOCKS if language == "sh" for line in text.splitlines()]
COMMANDS = [line for line in SHELL if line.startswith("cloudinvoices ")]
(CRON,) = [text.strip() for language, text in BLOCKS if language == "cron"]
# What README uses as an example, and what it is in the simulator.
EXAMPLE_ORGANIZATION = "6f1c2a34-5b7d-4e8f-9a01-b2c3d4e5f601"
EXAMPLE_DAY = "2025-01-01"
EXAMPLE_INVOICE = "3c90c3cc-0d44-4b50-8888-8dd25736052a"


@pytest.fixture(scope="module")
def simulator() -> Iterator[Simulator]:
    with Simulator() as simulator:
        yield simulator


@pytest.fixture
def environment(simulator: Simulator, tmp_path: Path) -> dict[str, str]:
    """The environment of somebody who has set up all five providers as README says; their hosts are the simulator."""
    settings = {name: simulator.settings(name) for name in simulator.providers}
    akamai = settings["akamai"]
    (tmp_path / ".edgerc").write_text(
        "[default]\n"
        f"host = {akamai['base_url']}\n"
        + "".join(f"{name} = {akamai[name]}\n" for name in ("client_token", "client_secret", "access_token"))
    )
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path / ".config"),
        "QOVERY_API_URL": settings["qovery"]["base_url"],
        "QOVERY_API_TOKEN": settings["qovery"]["token"],
        "QOVERY_ORGANIZATION_ID": settings["qovery"]["organization"],
        "MASSTACK_BASE_URL": settings["masstack"]["base_url"],
        "MASSTACK_CUSTOMERS_URL": settings["masstack"]["customers_url"],
        "MASSTACK_ACCESS_TOKEN": settings["masstack"]["access_token"],
        "MASSTACK_ORG_ID": settings["masstack"]["organization"],
        "MASSTACK_ACCOUNT_ID": settings["masstack"]["account"],
        "F5XC_API_URL": settings["f5xc"]["base_url"],
        "F5XC_API_TOKEN": settings["f5xc"]["api_token"],
        "DOIT_HOST": settings["doit"]["base_url"],
        "DOIT_API_KEY": settings["doit"]["api_key"],
        "DOIT_CUSTOMER_CONTEXT": settings["doit"]["tenant"],
    }


PROGRAM = [sys.executable, "-m", "cloudinvoices"]


def run(command: list[str], environment: dict[str, str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.parametrize("code", PYTHON, ids=lambda code: str(code).strip().splitlines()[-1].strip()[:40])
def test_python(code: str, environment: dict[str, str], tmp_path: Path) -> None:
    done = run([sys.executable, "-W", "error", "-c", code], environment, tmp_path)

    assert done.returncode == 0, done.stderr
    if 'to="invoices/"' in code:
        assert list((tmp_path / "invoices").iterdir())


@pytest.mark.parametrize("line", COMMANDS)
def test_shell(line: str, simulator: Simulator, environment: dict[str, str], tmp_path: Path) -> None:
    if line == "cloudinvoices simulate":
        pytest.fail("README shows it in a sentence only; it does not end by itself")
    words = set(line.split())
    if words & {"accounts", "platform", "--archive"}:
        configure(simulator, environment, tmp_path)
    if "--archive" in words:
        synced = run([*PROGRAM, "sync", "--archive", "invoices/"], environment, tmp_path)
        assert synced.returncode == 0, synced.stderr
    line, _, target = line.replace(EXAMPLE_INVOICE, simulator.expected("qovery")[0].id).partition(" > ")

    done = run([*PROGRAM, *shlex.split(line)[1:]], environment, tmp_path)

    assert done.returncode == ("missing" in words), done.stderr  # the simulator leaves a month out
    assert done.stdout.strip() or "verify" in words
    assert target in ("", "amounts.csv")


def configure(simulator: Simulator, environment: dict[str, str], folder: Path) -> None:
    """The configuration that README shows, as it would be for the simulator."""
    configuration = next(text for language, text in BLOCKS if language == "toml")
    configuration = configuration.replace(EXAMPLE_ORGANIZATION, environment["QOVERY_ORGANIZATION_ID"])
    configuration = configuration.replace('section = "billing"', 'section = "default"')
    configuration = configuration.replace(EXAMPLE_DAY, str(simulator.expected("akamai")[0].dated))
    (folder / "cloudinvoices.toml").write_text(configuration)


def test_cron(simulator: Simulator, environment: dict[str, str], tmp_path: Path) -> None:
    configure(simulator, environment, tmp_path)
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
    rows = dict(re.findall(r"^\| ([^|]+?) \| ((?:pdf|csv|json)(?:, \w+)*) \|", README, re.MULTILINE))

    assert rows == {adapter.title: ", ".join(adapter.formats) for adapter in map(load_adapter, NAMES)}


def test_environment_names_are_those_the_providers_read() -> None:
    declared = {env for name in NAMES for setting in load_adapter(name).settings for env in setting.env}
    shown = set(re.findall(r"\b(?:QOVERY|AKAMAI|MASSTACK|F5XC|VOLT|VES|DOIT|DCI)_[A-Z0-9_]+", README))

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
    links = re.findall(r"\]\(([^)#:]+)\)", README)

    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
