import csv
import io
import json
from decimal import Decimal

import pytest

from cloudinvoices.providers import NAMES
from cloudinvoices.testing import Simulator

from .conftest import Configure, Invoke


@pytest.mark.parametrize("provider", NAMES)
def test_one_invoice(sim: Simulator, configure: Configure, invoke: Invoke, provider: str) -> None:
    configure()
    wanted = sim.expected(provider)[-1]
    result = invoke("get", f"my-{provider}", wanted.id, "-o", "json")
    invoice = json.loads(result.stdout)
    assert (invoice["id"], Decimal(invoice["total"])) == (wanted.id, wanted.total)


def test_forms(sim: Simulator, configure: Configure, invoke: Invoke) -> None:
    configure()
    wanted = sim.expected("doit")[-1]
    lines = invoke("get", "my-doit", wanted.id).stdout.splitlines()
    assert ["total", str(wanted.total)] in [line.split() for line in lines]
    assert not [line for line in lines if line.startswith(("period_start", "raw"))], "nothing is shown as empty"
    (line,) = invoke("get", "my-doit", wanted.id, "-o", "ndjson").stdout.splitlines()
    assert json.loads(line)["id"] == wanted.id
    (row,) = csv.DictReader(io.StringIO(invoke("get", "my-doit", wanted.id, "-o", "csv").stdout))
    assert row["id"] == wanted.id


def test_what_is_not_there(configure: Configure, invoke: Invoke) -> None:
    configure()
    result = invoke("get", "my-f5xc", "inv-none")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("error: f5xc list_invoices: no invoice 'inv-none'")


@pytest.mark.parametrize("id", ["..", "", "a\x1bb"])
def test_what_can_be_no_id(configure: Configure, invoke: Invoke, id: str) -> None:
    configure()
    for command in ("get", "download"):
        assert invoke(command, "my-doit", id).exit_code == 2
