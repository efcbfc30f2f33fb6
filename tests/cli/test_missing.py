"""`missing`: accounts and months without an invoice."""

import json
from datetime import date
from pathlib import Path

import pytest

from cloudinvoices.testing import Simulator

from .archived import fill
from .conftest import Configure, Invoke


def months(invoke: Invoke) -> set[tuple[str, str]]:
    result = invoke("missing", "--archive", "archive", "-o", "json")
    found = {(one["account"], one["month"]) for one in json.loads(result.stdout)}
    assert result.exit_code == bool(found)
    return found


def without(sim: Simulator, provider: str) -> set[str]:
    """The months between the first and the last invoice in which none is dated."""
    held = {f"{one.dated:%Y-%m}" for one in sim.expected(provider) if one.documents}
    first, last = sim.expected(provider)[0].dated, sim.expected(provider)[-1].dated
    every = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return {f"{number // 12:04}-{number % 12 + 1:02}" for number in every} - held


def test_months_between_others(sim: Simulator, configure: Configure, invoke: Invoke) -> None:
    configure()
    fill(invoke, "my-doit", "my-qovery")
    gaps = without(sim, "doit")
    assert gaps, "the simulator leaves one out"
    assert months(invoke) == {("my-doit", month) for month in gaps} | {
        ("my-qovery", month) for month in without(sim, "qovery")
    }
    table = invoke("missing", "--archive", "archive")
    assert table.stdout.splitlines()[0].split() == ["account", "month", "reason"]
    assert f"{min(gaps)}  there are earlier and later ones" in table.stdout
    assert table.stderr == f"{len(table.stdout.splitlines()) - 1} month missing.\n"


def test_nothing_is_missing(sim: Simulator, configure: Configure, invoke: Invoke) -> None:
    configure()
    fill(invoke, "my-akamai")
    assert not without(sim, "akamai")
    result = invoke("missing", "--archive", "archive")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "Nothing is missing.\n")
    assert invoke("missing", "--archive", "archive", "-o", "csv").stdout == "account,month,reason\n"


def test_the_cadence_of_the_configuration(sim: Simulator, configure: Configure, invoke: Invoke) -> None:
    configure()
    fill(invoke, "my-doit")
    first = sim.expected("doit")[0].dated
    before = date(first.year - (first.month == 1), (first.month - 2) % 12 + 1, 1)
    configure(doit=f"cadence = 'monthly'\nsince = {before}", f5xc="cadence = 'monthly'\nsince = 2024-01-01")
    found = months(invoke)
    assert ("my-doit", f"{before:%Y-%m}") in found
    assert ("my-f5xc", "2024-01") in found, "an account that has no invoice yet"
    configure(doit="cadence = 'irregular'")
    assert months(invoke) == set()


def test_it_needs_no_configuration(configure: Configure, invoke: Invoke) -> None:
    path = configure()
    fill(invoke, "my-akamai")
    path.unlink()
    assert invoke("missing", "--archive", "archive").exit_code == 0


@pytest.mark.parametrize("options", [("--config", "none.toml")])
def test_a_configuration_that_is_named_must_be_there(
    configure: Configure, invoke: Invoke, options: tuple[str, ...]
) -> None:
    configure()
    fill(invoke, "my-akamai")
    assert invoke("missing", "--archive", "archive", *options).exit_code == 78
    assert not Path("none.toml").exists()
