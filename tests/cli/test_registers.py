"""`providers` and `quirks` print what is declared elsewhere."""

import csv
import io
import json

from cloudinvoices.providers import NAMES, load_adapter
from cloudinvoices.quirks import load_quirks
from tests.conformance.operations import OPERATIONS

from .conftest import Invoke


def test_providers_in_json(invoke: Invoke) -> None:
    rows = {row["provider"]: row for row in json.loads(invoke("providers", "-o", "json").stdout)}
    assert tuple(rows) == NAMES
    for name, row in rows.items():
        adapter = load_adapter(name)
        declared = {setting.name: list(setting.env) for setting in adapter.settings}
        shown = {setting["name"]: setting["environment"] for setting in row["settings"]}
        assert declared.items() <= shown.items()
        assert row["documents"] == list(adapter.formats)
    with_operation = {one.provider for one in OPERATIONS if one.name == "get_invoice"}
    assert {name for name, row in rows.items() if row["get"] == "operation"} == with_operation
    assert {row["get"] for row in rows.values()} == {"operation", "list"}
    assert [name for name, row in rows.items() if row["billing_details"]] == ["masstack"]


def test_providers_for_people(invoke: Invoke) -> None:
    shown = invoke("providers").stdout
    for name in NAMES:
        for setting in load_adapter(name).settings:
            assert all(text in shown for text in (setting.name, setting.about, *setting.env))


def test_providers_in_csv_and_lines(invoke: Invoke) -> None:
    assert [row["provider"] for row in csv.DictReader(io.StringIO(invoke("providers", "-o", "csv").stdout))] == [*NAMES]
    lines = invoke("providers", "-o", "ndjson").stdout.splitlines()
    assert [json.loads(line)["provider"] for line in lines] == [*NAMES]


def test_quirks(invoke: Invoke) -> None:
    quirks = load_quirks()
    shown = json.loads(invoke("quirks", "-o", "json").stdout)
    assert [row["id"] for row in shown] == [quirk.id for quirk in quirks]
    assert shown[0]["evidence"] == quirks[0].evidence
    table = invoke("quirks").stdout
    assert all(quirk.id in table for quirk in quirks)


def test_quirks_of_one_provider(invoke: Invoke) -> None:
    lines = invoke("quirks", "--provider", "doit", "-o", "ndjson").stdout.splitlines()
    wanted = [quirk.id for quirk in load_quirks() if quirk.provider == "doit"]
    assert [json.loads(line)["id"] for line in lines] == wanted
    rows = csv.DictReader(io.StringIO(invoke("quirks", "--provider", "doit", "-o", "csv").stdout))
    assert [row["id"] for row in rows] == wanted
    assert invoke("quirks", "--provider", "aws").exit_code == 2
