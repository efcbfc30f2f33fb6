from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cloudinvoices.testing import Simulator

from .pages import make_environment


@pytest.fixture(scope="module")
def simulator() -> Iterator[Simulator]:
    with Simulator() as simulator:
        yield simulator


@pytest.fixture
def environment(simulator: Simulator, tmp_path: Path) -> dict[str, str]:
    return make_environment(simulator, tmp_path)
