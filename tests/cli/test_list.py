import csv
import io
import json
from decimal import Decimal

import pytest

from cloudinvoices.providers import NAMES
from cloudinvoices.testing import Simulator

from .conftest import Configure, Invoke

ALL = ("--since", "2020")


@pytest.mark.parametrize("provider", NAMES)
def test_json_has_every_invoice_exactly(sim: Simulator, configure: Configure, invoke: Invoke, provider: str) -> None:
    configure()
    result = invoke("list", f"my-{provider}", *ALL, "-o", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    found = {(item["id"], Decimal(item["total"]), item["dated"]) for item in json.loads(result.stdout)}
    assert found == {(one.id, one.total, one.dated.isoformat()) for one in sim.expected(provider)}


def test_json_holds_what_the_provider_sent(configure: Configure, invoke: Invoke) -> None:
    configure()
    first = json.loads(invoke("list", "my-qovery", "-o", "json").stdout)[0]
    assert first["raw"]["id"] == first["id"]
    assert Decimal(first["total"]) * 100 == first["raw"]["total_in_cents"]


def test_ndjson_is_one_object_a_line(sim: Simulator, configure: Configure, invoke: Invoke) -> None:
    configure()
    lines = invoke("list", "my-doit", "-o", "ndjson").stdout.splitlines()
    assert sorted(json.loads(line)["id"] for line in lines) == sorted(one.id for one in sim.expected("doit"))


def test_ndjson_comes_as_it_is_found(sim: Simulator, configure: Configure, invoke: Invoke) -> None:
    configure()
    arguments = ("list", "my-akamai", "--since", sim.expected("akamai")[-1].dated.isoformat())
    sim.fail("akamai.list", headers={"X-Regular": "yes"})
    sim.fail("akamai.list", status=503)
    streamed = invoke(*arguments, "-o", "ndjson")
    assert streamed.exit_code == 69
    assert {json.loads(line)["provider"] for line in streamed.stdout.splitlines()} == {"akamai"}
    for form in ("json", "table"):
        sim.fail("akamai.list", headers={"X-Regular": "yes"})
        sim.fail("akamai.list", status=503)
        assert invoke(*arguments, "-o", form).stdout == "", "half a list must not look like a whole one"


def test_csv_has_the_same_fields_flat(sim: Simulator, configure: Configure, invoke: Invoke) -> None:
    configure()
    rows = list(csv.DictReader(io.StringIO(invoke("list", "my-akamai", *ALL, "-o", "csv").stdout)))
    found = {(row["id"], Decimal(row["total"])) for row in rows}
    assert found == {(one.id, one.total) for one in sim.expected("akamai")}
    assert any(row["total"].startswith("-") for row in rows), "a credit is a number, not a formula"
    assert "raw" not in rows[0]
    assert {row["formats"] for row in rows} >= {"pdf csv json"}


def test_table_has_the_promised_columns(sim: Simulator, configure: Configure, invoke: Invoke) -> None:
    configure()
    lines = invoke("list", "my-doit").stdout.splitlines()
    assert lines[0].split() == ["id", "kind", "status", "dated", "due", "total", "currency", "formats"]
    assert len(lines) == 1 + len(sim.expected("doit"))
    assert all(line == line.rstrip() for line in lines)


@pytest.mark.parametrize("form", ["table", "csv"])
def test_an_empty_list_is_a_header(configure: Configure, invoke: Invoke, form: str) -> None:
    configure()
    result = invoke("list", "my-doit", "--since", "2999", "-o", form)
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 1


def test_period_is_that_month(sim: Simulator, configure: Configure, invoke: Invoke) -> None:
    configure()
    month = f"{sim.expected('doit')[-1].dated:%Y-%m}"
    wanted = sorted(one.id for one in sim.expected("doit") if f"{one.dated:%Y-%m}" == month)
    for options in (("--period", month), ("--since", month, "--until", month)):
        found = json.loads(invoke("list", "my-doit", *options, "-o", "json").stdout)
        assert sorted(item["id"] for item in found) == wanted


def test_options_may_stand_before_the_command(configure: Configure, invoke: Invoke) -> None:
    path = configure().rename("elsewhere.toml")
    before = invoke("--config", path, "-o", "json", "list", "my-f5xc")
    assert before.stdout == invoke("list", "my-f5xc", "--config", path, "-o", "json").stdout
    assert json.loads(before.stdout)
    assert invoke("-o", "json", "list", "my-f5xc", "--config", path, "-o", "csv").stdout.startswith("provider,")


@pytest.mark.parametrize(
    "options",
    [
        ("--since", "yesterday"),
        ("--since", "2026-02-30"),
        ("--since", "2026-1"),
        ("--until", "0000"),
        ("--since", "2026-02", "--until", "2026-01"),
        ("--period", "2026-01", "--since", "2026"),
        ("-o", "xml"),
    ],
)
def test_wrong_options_are_usage(configure: Configure, invoke: Invoke, options: tuple[str, ...]) -> None:
    configure()
    result = invoke("list", "my-doit", *options)
    assert (result.exit_code, result.stdout) == (2, "")


def test_an_unreadable_item_is_named_and_the_rest_is_listed(
    sim: Simulator, configure: Configure, invoke: Invoke
) -> None:
    configure()
    body = '{"invoices": ["broken", {"id": "IN1", "status": "PAID"}]}'
    sim.fail("doit.list", body=body, content_type="application/json")
    result = invoke("list", "my-doit", "-o", "json", "-q")
    assert result.exit_code == 1
    assert [item["id"] for item in json.loads(result.stdout)] == ["IN1"]
    warning, error, hint = result.stderr.splitlines()
    assert warning.startswith("warning: doit: an item of the list was skipped")
    assert error.startswith("error: doit: 1 item of the list")
    assert hint.startswith("hint: ")
