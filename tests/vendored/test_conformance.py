"""The conformance suite, run on copies: over httpx and over its successor."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from vendoring.rules import HTTP_LIBRARIES, Http

from cloudinvoices.providers import NAMES

from .company import bring_conformance_suite, make_company, run_conformance_suite


@pytest.mark.parametrize(
    ("http", "providers"),
    [
        ("httpx2", ("qovery",)),
        *(pytest.param(http, NAMES, marks=pytest.mark.long) for http in HTTP_LIBRARIES),
    ],
    ids=lambda value: value if isinstance(value, str) else " ".join(value),
)
def test_a_copy_passes_the_suite_of_its_providers(http: Http, providers: tuple[str, ...], tmp_path: Path) -> None:
    make_company(tmp_path, providers, http)
    bring_conformance_suite(tmp_path, providers, http)

    done = run_conformance_suite(tmp_path, providers)

    assert done.returncode == 0, done.stdout[-5000:]
    passed = re.search(r"(\d+) passed", done.stdout)
    assert passed is not None
    assert int(passed[1]) > 300 * len(providers)
