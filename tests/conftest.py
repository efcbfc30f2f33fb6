"""Hypothesis: the same examples in every run on CI, new ones on a developer's machine, many more in make test-long.

With CLOUDINVOICES_TEST_HTTP=httpx2 everything runs on the successor of httpx, as an application has it that calls
`httpx2.alias_httpx()`.
"""

from __future__ import annotations

import gc
import os

import httpx2
import pytest
from hypothesis import settings
from reliability import Reliability, outcome, tally

__all__ = ["outcome", "tally"]

# Thousands of collected tests are looked through each time; a tenth of the processor time of a run.
gc.set_threshold(100_000, 20, 20)

if os.environ.get("CLOUDINVOICES_TEST_HTTP") == "httpx2":
    httpx2.alias_httpx()  # an error where anything has imported httpx already

settings.register_profile("here", max_examples=40, deadline=None)
settings.register_profile("ci", settings.get_profile("here"), derandomize=True, print_blob=True)
settings.register_profile("long", max_examples=2_000, deadline=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "here"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--reliability",
        metavar="RUN",
        help="compare docs/reliability.md with this run, which is all of 'make test' or 'make test-long'; "
        "'write make test' writes it",
    )


def pytest_configure(config: pytest.Config) -> None:
    asked = config.getoption("--reliability")
    if asked and not hasattr(config, "workerinput"):
        kind = asked.removeprefix("write ")
        config.pluginmanager.register(Reliability(kind, writes=kind != asked), "reliability")
