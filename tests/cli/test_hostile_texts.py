"""Texts of providers cannot steer a terminal, nor run in a spreadsheet."""

import csv
import io
import json

import pytest

from cloudinvoices.cli.spreadsheet import spreadsheet_cell
from cloudinvoices.errors import printable
from cloudinvoices.testing import Simulator

from .conftest import Configure, Invoke

HOSTILE = "\x1b]0;owned\x07\x9b31m\u202e"


def order(sim: Simulator, **members: object) -> None:
    body = json.dumps({"invoices": [{"id": "IN1", "status": "OPEN", **members}]})
    sim.fail("doit.list", body=body, content_type="application/json")


@pytest.mark.parametrize("form", ["table", "json", "ndjson"])
def test_no_escape_reaches_the_terminal(sim: Simulator, configure: Configure, invoke: Invoke, form: str) -> None:
    configure()
    order(sim, id=f"IN{HOSTILE}", currency=f"E{HOSTILE}")
    shown = invoke("list", "my-doit", "-o", form).stdout
    assert "owned" in shown
    assert not set(HOSTILE) & set(shown) - set("]0;owned31m")


@pytest.mark.parametrize("options", [("--dry-run",), ("--dry-run", "-o", "json"), (), ("-o", "json")])
def test_no_escape_comes_with_a_sync(
    sim: Simulator, configure: Configure, invoke: Invoke, options: tuple[str, ...]
) -> None:
    configure()
    order(sim, id="INhost\x1b]0;owned\x07ile", invoiceDate="2026-01-31")
    shown = invoke("sync", "my-doit", "--archive", "archive", "--since", "2020", *options).output
    assert "owned" in shown
    assert not set(HOSTILE) & set(shown) - set("]0;owned31m")


def test_json_still_says_what_was_sent(sim: Simulator, configure: Configure, invoke: Invoke) -> None:
    configure()
    order(sim, id=f"IN{HOSTILE}é")
    assert json.loads(invoke("list", "my-doit", "-o", "json").stdout)[0]["id"] == f"IN{HOSTILE}é"


def test_no_escape_comes_with_an_error(sim: Simulator, configure: Configure, invoke: Invoke) -> None:
    configure()
    sim.fail("doit.list", status=500, body=f"broken {HOSTILE}")
    result = invoke("list", "my-doit", "-v")
    assert "broken" in result.stderr
    assert "\x1b" not in result.stderr
    assert "\x9b" not in result.stderr


def test_a_formula_in_csv_is_text(sim: Simulator, configure: Configure, invoke: Invoke) -> None:
    configure()
    order(sim, id="=HYPERLINK(1)", currency="@SUM(1)", totalAmount=-12.50)
    row = next(csv.DictReader(io.StringIO(invoke("list", "my-doit", "-o", "csv").stdout)))
    assert row["id"] == "'=HYPERLINK(1)"
    assert row["currency"] == "'@SUM(1)"
    assert row["total"] == "-12.5"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1+cmd|' /C calc'!A0", "@x", "-", "-1-1", "＝1"])
def test_what_a_spreadsheet_would_run(text: str) -> None:
    assert spreadsheet_cell(text) == f"'{text}"


@pytest.mark.parametrize(("text", "shown"), [("\t=1", r"\t=1"), ("\r=1", r"\r=1"), ("a\nb\x1b[2J", r"a\nb\x1b[2J")])
def test_a_cell_is_one_line_that_steers_nothing(text: str, shown: str) -> None:
    assert spreadsheet_cell(text) == shown


@pytest.mark.parametrize("text", ["", "abc", "-12.50", "-1", "1=1", "-1E+5", "2026-01-31"])
def test_what_a_spreadsheet_leaves_alone(text: str) -> None:
    assert spreadsheet_cell(text) == text


def test_printable_keeps_what_can_be_read() -> None:
    assert printable("Telefónica 東京 €\u00a05") == "Telefónica 東京 € 5"
    assert printable("a\nb\x1b\u2066\ud800") == r"a\nb\x1b\u2066\ud800"
