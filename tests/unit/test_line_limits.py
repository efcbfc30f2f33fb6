"""How much is written by hand. A limit is raised on purpose, in a change of its own, after trying to delete."""

import pytest

from .source import OVERLAY, modules

LIMITS = {"qovery": 150, "akamai": 185, "masstack": 200, "f5xc": 170, "doit": 155}


def test_the_core_stays_thin() -> None:
    assert sum(module.lines for module in modules(OVERLAY / "core")) <= 2000


@pytest.mark.parametrize(("provider", "limit"), LIMITS.items())
def test_a_provider_is_one_small_module(provider: str, limit: int) -> None:
    assert next(module.lines for module in modules(OVERLAY / "providers") if module.name == provider) <= limit


def test_every_provider_has_a_limit() -> None:
    assert {module.name for module in modules(OVERLAY / "providers")} == {*LIMITS, "__init__"}


@pytest.mark.parametrize("folder", ["authentication", "transfer"])
def test_a_module_can_be_read_in_one_go(folder: str) -> None:
    assert {module.name: module.lines for module in modules(OVERLAY / folder) if module.lines > 260} == {}
