"""Texts of providers in every member of an invoice, and in errors: no command lets one steer a terminal or run."""

from __future__ import annotations

import copy
import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from reliability import Tally

import cloudinvoices as ci
from cloudinvoices.providers import NAMES
from cloudinvoices.testing import Simulator
from tests.cli.conftest import AtTerminal, Configure, Invoke
from tests.conformance.account import Connect
from tests.conformance.operations import PDF, SENDERS, with_document
from tests.provider_facts import FACTS

from .places import listening

FORMS = ("table", "json", "ndjson", "csv")
STEERING = "\x1b]0;owned\x07\x1b[2J\x9b31m\r\nnew line\x00\u202e\u2066\x85\u2028\t"
HOSTILE = f"=HYPERLINK(1){STEERING}"
# What an id may hold: it is part of a request's path.
HOSTILE_ID = "@SUM(1)\x9b31m\u202e\u2028"
FORMULAS = ("=1+1", "+1+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0", "@SUM(1)", "\t=1", "\r=1", "＝1+1", "＠x", "-")
SIGNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")

Path_ = tuple[str | int, ...]


def texts(content: Any, path: Path_ = ()) -> Iterator[Path_]:
    """Where texts are."""
    if isinstance(content, str):
        yield path
    parts: dict[Any, Any] = content if isinstance(content, dict) else {}
    for name, value in parts.items() or enumerate(content if isinstance(content, list) else ()):
        yield from texts(value, (*path, name))


def at(content: Any, path: Path_) -> Any:
    for part in path:
        content = content[part]
    return content


def replaced(item: dict[str, Any], path: Path_, text: str) -> dict[str, Any]:
    changed = copy.deepcopy(item)
    at(changed, path[:-1])[path[-1]] = text
    return changed


def item_of(sim: Simulator, provider: str) -> dict[str, Any]:
    """What the provider sends for one invoice that has a document, as JSON has it."""
    with ci.connect(provider, **sim.settings(provider)) as account:
        wanted = with_document(sim, provider).id
        (raw,) = [one.raw for one in account.list() if one.id == wanted]
    return cast("dict[str, Any]", json.loads(json.dumps(dict(raw), default=float)))


def send(sim: Simulator, provider: str, *items: dict[str, Any], times: int = 20) -> None:
    """Let the provider's list hold these."""
    name = FACTS[provider].list_member
    body = json.dumps({name: items} if name else items)
    sim.fail(f"{provider}.list", body=body, content_type="application/json", times=times)


def check_harmless(text: str) -> None:
    """Lines, and in them nothing that a terminal would act on."""
    assert [character for character in text if not character.isprintable() and character != "\n"] == []


def check_csv(text: str, rows: int) -> list[dict[str, str]]:
    """As many lines as there are rows, and no cell that would be run."""
    assert text.count("\n") == rows + 1
    found = list(csv.DictReader(io.StringIO(text)))
    cells = [cell for row in found for cell in row.values()]
    assert cells
    for cell in cells:
        assert not cell.startswith(SIGNS) or cell[1:].replace(".", "").isdecimal(), cell
    return found


@pytest.fixture(params=NAMES)
def provider(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.mark.filterwarnings("ignore::cloudinvoices.CloudInvoicesWarning")
def test_no_member_of_an_invoice_steers_or_runs(
    sim: Simulator, configure: Configure, invoke: Invoke, provider: str, tally: Tally
) -> None:
    configure()
    item = item_of(sim, provider)
    paths = list(texts(item))
    assert len(paths) >= 3
    for path in paths:
        changed = replaced(item, path, HOSTILE)
        for form in FORMS:
            send(sim, provider, changed)
            result = invoke("list", f"my-{provider}", "-o", form, "-v")
            check_harmless(result.output)
            lines = [line for line in result.stdout.splitlines() if line.strip()]
            if form == "csv":
                check_csv(result.stdout, len(lines) - 1)
            elif form != "table" and len(lines) >= 1 and result.stdout.strip() != "[]":
                first = json.loads(result.stdout if form == "json" else lines[0])
                assert at((first[0] if form == "json" else first)["raw"], path) == HOSTILE
            sim.reset()
        tally("hostile texts shown", len(FORMS))


def test_no_formula_runs(sim: Simulator, configure: Configure, invoke: Invoke, provider: str, tally: Tally) -> None:
    configure()
    item = item_of(sim, provider)
    wanted = with_document(sim, provider)
    # Akamai's number is no text.
    column, value = ("currency", wanted.currency) if provider == "akamai" else ("number", wanted.number)
    named = next(path for path in texts(item) if at(item, path) == value)
    for formula in FORMULAS:
        send(sim, provider, replaced(item, named, formula))
        result = invoke("list", f"my-{provider}", "-o", "csv")
        (row, *_) = check_csv(result.stdout, len(result.stdout.splitlines()) - 1)
        assert formula.strip() in row[column] or formula.encode("unicode_escape").decode() in row[column]
        sim.reset()
        tally("hostile texts shown")


@pytest.mark.filterwarnings("ignore::cloudinvoices.CloudInvoicesWarning")
def test_no_command_on_an_archive_of_hostile_invoices_steers_or_runs(
    sim: Simulator, configure: Configure, invoke: Invoke, at_terminal: AtTerminal, provider: str, tally: Tally
) -> None:
    configure()
    item = hostile_item(sim, provider)

    def order() -> None:
        sim.reset()
        send(sim, provider, item)
        link = json.dumps({"url": f"{sim._links.base_url}/{provider}/x.pdf"})
        name = {"Content-Disposition": 'attachment; filename="=cmd\x9b31m.pdf"', "X-Request-Id": "=id\x9b31m"}
        if provider in ("qovery", "masstack"):
            sim.fail(f"{provider}.download", body=link, content_type="application/json", times=3)
        body, kind = (PDF, "application/pdf") if provider != "f5xc" else (_base64_json(), "application/json")
        sim.fail(SENDERS[provider], body=body, content_type=kind, headers=name, times=3)

    account, archive = f"my-{provider}", ("--archive", "archive")
    for form in FORMS:
        order()
        check_harmless(invoke("sync", account, *archive, "--format", "pdf", "--dry-run", "-o", form, "-vv").output)
    for form in FORMS:
        order()
        result = invoke("sync", account, *archive, "--format", "pdf", "-o", form, "-vv")
        assert result.exit_code == 0, result.output
        check_harmless(result.output)
    names = [path.name for path in Path("archive").rglob("*")]
    assert len([name for name in names if name.endswith(".pdf")]) == 1
    assert all(name.isascii() and name.isprintable() for name in names)
    damage(next(Path("archive").rglob("*.pdf")))
    for form in FORMS:
        result = invoke("records", *archive, "-o", form)
        check_harmless(result.output)
        if form == "csv":
            (row,) = check_csv(result.stdout, 1)
            assert "x9b" in "".join(row.values())
        for arguments in (("verify", *archive), ("missing", *archive)):
            check_harmless(invoke(*arguments, "-o", form, "-vv").output)
        tally("hostile texts shown", 5)
    for watched in (["sync", account, *archive, "--format", "pdf"], ["records", *archive], ["list", account]):
        order()
        _, shown, piped = at_terminal(*watched)
        check_harmless(piped.decode())
        assert "]0;owned" not in shown
        assert not {"\x9b", "\u202e", "\u2028", "\x07"} & set(shown)


def hostile_item(sim: Simulator, provider: str) -> dict[str, Any]:
    """An invoice with hostile texts wherever that leaves it a dated invoice with a document."""
    item = item_of(sim, provider)
    wanted = with_document(sim, provider)
    kept = (
        str(wanted.dated),
        wanted.scope or "no scope",
        "STATUS_PAID",
        "PDF",
        "REGULAR",
        "application/pdf",
        str(wanted.dated.year),
    )
    for path in list(texts(item)):
        value = at(item, path)
        if value == wanted.id:
            item = replaced(item, path, HOSTILE_ID)
        elif not any(text in value for text in kept) and not value.replace(".", "").replace("-", "").isdecimal():
            item = replaced(item, path, HOSTILE)
    return item


def _base64_json() -> bytes:
    import base64

    return json.dumps({"pdf": base64.b64encode(PDF).decode()}).encode()


def damage(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-10] + b"0123456789")


HOSTILE_FAULTS: tuple[dict[str, Any], ...] = (
    {"status": 500, "body": f"broken {STEERING}", "headers": {"X-Request-Id": "=id\x9b31m"}},
    {"status": 400, "body": json.dumps({"message": HOSTILE, "code": HOSTILE, "incidentId": HOSTILE})},
    {"status": 401, "body": json.dumps({"detail": HOSTILE, "errors": [{"title": HOSTILE}]})},
    {"status": 302, "headers": {"Location": "https://x.example/\x9b31m\x07?=1"}},
    {"body": json.dumps({HOSTILE: HOSTILE, "url": f"ftp://{HOSTILE}"}), "content_type": "application/json"},
    {"body": f"<html>{STEERING}", "content_type": "text/html\x9b31m"},
    {"headers": {"Content-Encoding": "=\x9b31m"}},
)


@pytest.mark.parametrize("fault", HOSTILE_FAULTS, ids=range(len(HOSTILE_FAULTS)))
def test_no_error_steers_a_terminal(
    sim: Simulator, configure: Configure, invoke: Invoke, fault: dict[str, Any], tally: Tally
) -> None:
    configure()
    for provider in NAMES:
        for operation in sim.operations:
            if operation.startswith(f"{provider}."):
                sim.fail(operation, **fault, times=20)
        id = with_document(sim, provider).id
        account = f"my-{provider}"
        for arguments in (("list", account), ("get", account, id), ("download", account, id)):
            result = invoke(*arguments, "-vv")
            assert result.output
            check_harmless(result.output)
        for form in FORMS:
            check_harmless(invoke("sync", account, "--archive", "archive", "-o", form, "-vv").output)
        tally("hostile texts shown", 3 + len(FORMS))
    for form in FORMS:
        result = invoke("accounts", "--check", "-o", form, "-vv")
        check_harmless(result.output)
        if form == "csv":
            check_csv(result.stdout, len(NAMES))


@pytest.mark.parametrize("fault", HOSTILE_FAULTS, ids=range(len(HOSTILE_FAULTS)))
def test_what_python_prints_steers_no_terminal(
    connect: Connect, sim: Simulator, provider: str, fault: dict[str, Any]
) -> None:
    """An exception that nobody catches, a warning, and the lines of the log."""
    if fault.get("content_type") == "application/json":
        fault = {**fault, "status": 503}  # else some providers have an empty list there
    with listening() as heard:
        for retries in (0, 1):
            sim.fail(f"{provider}.list", **fault, times=2)
            with pytest.raises(ci.CloudInvoicesError) as caught:
                list(connect(provider, **sim.settings(provider), retries=retries).list())
            check_harmless(f"{caught.value} {caught.value.message} {caught.value!r}")
            assert "\n" not in str(caught.value)
            sim.reset()
        send(sim, provider, {"invoiceDate": HOSTILE, "created_at": HOSTILE, "date": HOSTILE, "period_end": HOSTILE})
        list(connect(provider, **sim.settings(provider)).list())
    assert heard.names >= {"cloudinvoices"}
    assert heard.warnings
    for line in (*heard.messages, *heard.warnings):
        check_harmless(line)
        assert "\n" not in line


def test_the_control_sees_what_steers_and_runs() -> None:
    for text in (HOSTILE, "\x1b[2J", "a\rb", "\u202e"):
        with pytest.raises(AssertionError):
            check_harmless(text)
    for formula in FORMULAS:
        lines = io.StringIO()
        csv.writer(lines, lineterminator="\n").writerows([["a"], [formula]])
        with pytest.raises((AssertionError, csv.Error)):
            check_csv(lines.getvalue(), 1)
