"""What the pages show, and the environment in which it is run: the simulator stands for all five providers."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from cloudinvoices.testing import Simulator

ROOT = Path(__file__).parents[2]
PROGRAM = [sys.executable, "-m", "cloudinvoices"]
# What the pages use as an example, and what it is in the simulator.
EXAMPLE_ORGANIZATION = "6f1c2a34-5b7d-4e8f-9a01-b2c3d4e5f601"
EXAMPLE_DAY = "2025-01-01"
EXAMPLE_INVOICE = "3c90c3cc-0d44-4b50-8888-8dd25736052a"
_ENVIRONMENT_NAME = re.compile(r"\b(?:QOVERY|Q_CLI|AKAMAI|MASSTACK|F5XC|VOLT|VES|DOIT|DCI)_[A-Z0-9_]+")
_LINK = re.compile(r"\]\(([^)#:]+)\)")


def blocks_of(page: str) -> list[tuple[str, str]]:
    """The blocks of code of a page: language and text."""
    return re.findall(r"^```(\w+)\n(.*?)^```", page, re.DOTALL | re.MULTILINE)


def blocks(page: str, language: str) -> list[str]:
    """The blocks of one language."""
    return [text for kind, text in blocks_of(page) if kind == language]


def shell_lines(page: str) -> list[str]:
    """Every line of the shell, without what is explained behind it."""
    return [line.split("  #")[0].strip() for text in blocks(page, "sh") for line in text.splitlines() if line.strip()]


def environment_names(page: str) -> set[str]:
    """Names of the environment that belong to a provider."""
    return set(_ENVIRONMENT_NAME.findall(page))


def dead_links(page: str, folder: Path) -> list[str]:
    """Links of a page in `folder` that lead to no file."""
    return [link for link in _LINK.findall(page) if not (folder / link).exists()]


def make_environment(simulator: Simulator, home: Path) -> dict[str, str]:
    """The environment of somebody who has set up all five providers as README says; their hosts are the simulator."""
    settings = {name: simulator.settings(name) for name in simulator.providers}
    akamai = settings["akamai"]
    (home / ".edgerc").write_text(
        "[default]\n"
        f"host = {akamai['base_url']}\n"
        + "".join(f"{name} = {akamai[name]}\n" for name in ("client_token", "client_secret", "access_token"))
    )
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / ".config"),
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


def configure(configuration: str, simulator: Simulator, environment: dict[str, str], folder: Path) -> None:
    """Write a configuration that a page shows, as it would be for the simulator."""
    configuration = configuration.replace(EXAMPLE_ORGANIZATION, environment["QOVERY_ORGANIZATION_ID"])
    configuration = configuration.replace('section = "billing"', 'section = "default"')
    configuration = configuration.replace(EXAMPLE_DAY, str(simulator.expected("akamai")[0].dated))
    (folder / "cloudinvoices.toml").write_text(configuration)


def run(command: list[str], environment: dict[str, str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True, check=False, timeout=60)


def run_python(code: str, environment: dict[str, str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a block of Python; one that holds tests is run by pytest."""
    if not re.search(r"^def test_", code, re.MULTILINE):
        return run([sys.executable, "-W", "error", "-c", code], environment, folder)
    (folder / "test_shown.py").write_text(code)
    return run([sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_shown.py"], environment, folder)
