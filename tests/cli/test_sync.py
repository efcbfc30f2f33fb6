"""`sync`: what it fetches, what it says, and how it ends."""

import csv
import io
import json
import os
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from cloudinvoices.providers import NAMES
from cloudinvoices.testing import Simulator
from tests.conformance.operations import OPERATIONS
from tests.provider_facts import FACTS

from .conftest import Configure, Invoke, Process

ALL = ("--archive", "archive", "--since", "2020")
DOCUMENTS = {"doit.get", *(one.simulated for one in OPERATIONS if one.name == "download_invoice")}


def documents(folder: str = "archive") -> list[Path]:
    return [
        path for path in Path(folder).glob("*/*/*") if not path.name.endswith(".json") or ".record" not in path.name
    ]


def wanted(sim: Simulator, provider: str) -> list[bytes]:
    """The documents that an archive has to hold of a provider."""
    kept = FACTS[provider].kept_formats
    return sorted(one.documents[format] for one in sim.expected(provider) for format in kept if format in one.documents)


def asked(sim: Simulator) -> Counter[str]:
    return Counter(request.operation for request in sim.requests)


def rows(text: str) -> dict[str, dict[str, Any]]:
    return {row["account"]: row for row in json.loads(text)["accounts"]}


def forget_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("TEST_")]:
        monkeypatch.delenv(name)


def test_every_document_of_every_account_once(sim: Simulator, configure: Configure, invoke: Invoke) -> None:
    configure()
    first = invoke("sync", *ALL, "-o", "json")
    assert first.exit_code == 0, first.stderr
    total = 0
    for provider in NAMES:
        row = rows(first.stdout)[f"my-{provider}"]
        contents = wanted(sim, provider)
        total += len(contents)
        assert sorted(path.read_bytes() for path in documents() if f"my-{provider}" in path.parts) == contents
        assert (row["provider"], row["listed"]) == (provider, len(sim.expected(provider)))
        assert (row["downloaded"], row["unchanged"], row["failed"]) == (len(contents), 0, 0)
        assert row["bytes"] == sum(map(len, contents))
    assert json.loads(first.stdout)["failures"] == []
    assert first.stderr.splitlines()[-1] == f"{total} documents are new, 9 not available."

    sim.reset()
    again = invoke("sync", *ALL, "-o", "json")
    assert again.exit_code == 0
    assert not {operation for operation in asked(sim) if operation in DOCUMENTS} - {"doit.pdf"}, (
        "one is asked for again"
    )
    for provider in NAMES:
        row = rows(again.stdout)[f"my-{provider}"]
        assert (row["downloaded"], row["unchanged"], row["bytes"]) == (0, len(wanted(sim, provider)), 0)
    assert f"No new document was fetched, {total} were there already" in again.stderr


def test_the_accounts_that_are_named_each_once(sim: Simulator, configure: Configure, invoke: Invoke) -> None:
    configure()
    result = invoke("sync", "my-f5xc", "my-qovery", "my-f5xc", *ALL, "-o", "json")
    assert result.exit_code == 0
    assert list(rows(result.stdout)) == ["my-f5xc", "my-qovery"]
    assert asked(sim)["f5xc.list"] == 1
    assert {path.name for path in Path("archive").iterdir()} >= {"my-f5xc", "my-qovery"}
    assert not Path("archive/my-doit").exists()


def test_without_configuration_the_accounts_of_the_environment(
    sim: Simulator, invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = sim.settings("f5xc")
    monkeypatch.setenv("F5XC_API_URL", settings["base_url"])
    monkeypatch.setenv("F5XC_API_TOKEN", settings["api_token"])
    result = invoke("sync", *ALL, "-o", "json")
    assert result.exit_code == 0
    assert list(rows(result.stdout)) == ["f5xc"]


def test_a_configuration_keeps_the_environment_out(
    sim: Simulator, configure: Configure, invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure()
    monkeypatch.setenv("F5XC_API_URL", sim.settings("f5xc")["base_url"])
    monkeypatch.setenv("F5XC_API_TOKEN", sim.settings("f5xc")["api_token"])
    result = invoke("sync", *ALL, "--dry-run", "-o", "json")
    assert list(rows(result.stdout)) == [f"my-{name}" for name in NAMES]


def test_without_any_account(invoke: Invoke) -> None:
    result = invoke("sync", *ALL)
    assert (result.exit_code, result.stdout) == (78, "")
    error, hint = result.stderr.splitlines()
    assert error == "error: there is no account to sync"
    assert "cloudinvoices providers" in hint
    assert not Path("archive").exists()


def test_an_unknown_account_ends_it_before_anything_is_sent(
    sim: Simulator, configure: Configure, invoke: Invoke
) -> None:
    configure()
    result = invoke("sync", "my-doit", "my-dpit", *ALL)
    assert (result.exit_code, result.stdout) == (78, "")
    assert "hint: Did you mean 'my-doit'?" in result.stderr
    assert not sim.requests
    assert not Path("archive").exists()


def test_the_archive_must_be_named(sim: Simulator, configure: Configure, invoke: Invoke) -> None:
    configure()
    for name in ("sync", "records", "verify", "missing"):
        result = invoke(name)
        assert (result.exit_code, result.stdout) == (2, "")
        assert "--archive" in result.stderr
    assert not sim.requests


def test_the_environment_may_name_the_archive(
    configure: Configure, invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure()
    monkeypatch.setenv("CLOUDINVOICES_ARCHIVE", "elsewhere")
    assert invoke("sync", "my-f5xc").exit_code == 0
    assert documents("elsewhere")
    assert invoke("verify").exit_code == 0
    assert invoke("sync", "my-f5xc", "--archive", "here").exit_code == 0
    assert documents("here")


@pytest.mark.parametrize("dry", [(), ("--dry-run",)])
def test_an_archive_that_cannot_be_used_ends_it_before_anything_is_sent(
    sim: Simulator, configure: Configure, invoke: Invoke, dry: tuple[str, ...]
) -> None:
    configure()
    Path("file").write_text("in the way")
    newer, damaged = Path("newer"), Path("damaged")
    for folder, marker in ((newer, '{"layout": 2}'), (damaged, "what?")):
        folder.mkdir()
        (folder / "cloudinvoices-archive.json").write_text(marker)
    for address, says in (
        ("file", "is a file"),
        ("newer", "layout 2"),
        ("damaged", "damaged"),
        ("ftp://host/invoices", "ftp://"),
        ("", "empty"),
    ):
        result = invoke("sync", "--archive", address, *dry)
        assert (result.exit_code, result.stdout) == (74, ""), address
        assert says in result.stderr
        assert result.stderr.splitlines()[-1].startswith("hint: ")
    assert not sim.requests


def test_a_document_that_fails_is_named_and_tried_again(sim: Simulator, configure: Configure, invoke: Invoke) -> None:
    configure()
    sim.fail("f5xc.download", status=500, body="broken")
    result = invoke("sync", "my-f5xc", "my-qovery", *ALL, "-o", "json", "--jobs", "1")
    assert result.exit_code == 1
    (failure,) = json.loads(result.stdout)["failures"]
    assert failure["account"] == "my-f5xc"
    assert failure["invoice"] in {one.id for one in sim.expected("f5xc")}
    assert "status 500" in failure["error"]
    assert set(failure) == {"account", "invoice", "error", "hint"}
    assert rows(result.stdout)["my-f5xc"]["failed"] == 1
    assert rows(result.stdout)["my-f5xc"]["downloaded"] == len(wanted(sim, "f5xc")) - 1
    assert f"error: my-f5xc {failure['invoice']}: f5xc download_invoice: " in result.stderr
    assert result.stderr.splitlines()[-1].endswith("1 failed and is tried again next time.")

    again = invoke("sync", "my-f5xc", "my-qovery", *ALL, "-o", "json")
    assert again.exit_code == 0
    assert rows(again.stdout)["my-f5xc"]["downloaded"] == 1


def test_an_account_that_fails_stops_no_other(sim: Simulator, configure: Configure, invoke: Invoke) -> None:
    configure()
    sim.fail("doit.list", status=401, times=9)
    result = invoke("sync", "my-doit", "my-f5xc", *ALL, "-o", "json")
    assert result.exit_code == 1, "the other one was listed"
    (failure,) = json.loads(result.stdout)["failures"]
    assert (failure["account"], failure["invoice"]) == ("my-doit", None)
    assert "error: my-doit: doit list_invoices: " in result.stderr
    assert failure["hint"] in result.stderr
    assert rows(result.stdout)["my-f5xc"]["downloaded"] == len(wanted(sim, "f5xc"))
    assert result.stderr.splitlines()[-1].endswith(", 1 account had errors.")


@pytest.mark.parametrize(("doit", "f5xc", "code"), [(401, 401, 77), (503, 401, 77), (503, 429, 69), (404, 404, 1)])
def test_where_no_account_can_be_listed_the_worst_says_why(
    sim: Simulator, configure: Configure, invoke: Invoke, doit: int, f5xc: int, code: int
) -> None:
    configure()
    sim.fail("doit.list", status=doit, times=9)
    sim.fail("f5xc.list", status=f5xc, times=9)
    assert invoke("sync", "my-doit", "my-f5xc", *ALL).exit_code == code


def test_a_secret_that_is_missing_is_configuration(
    sim: Simulator, configure: Configure, invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure()
    forget_credentials(monkeypatch)
    result = invoke("sync", *ALL)
    assert result.exit_code == 78
    assert result.stderr.count("error: ") == len(NAMES)
    assert not sim.requests


def test_more_requests_than_anybody_expects(
    sim: Simulator, configure: Configure, invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure()
    monkeypatch.setattr(sys.modules["cloudinvoices.archive.sync"], "MOST_REQUESTS", 10)
    monkeypatch.setattr("cloudinvoices.cli.sync_plan.MOST_REQUESTS", 10)
    result = invoke("sync", "my-f5xc", *ALL)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "hint: " in result.stderr
    assert not asked(sim)["f5xc.download"]
    dry = invoke("sync", "my-f5xc", *ALL, "--dry-run")
    assert dry.exit_code == 0
    assert dry.stderr.splitlines()[-1] == "More than 10 requests need --yes."
    assert invoke("sync", "my-f5xc", *ALL, "--yes").exit_code == 0
    assert documents()


def test_the_help_says_how_many_that_are(invoke: Invoke) -> None:
    assert f"{sys.modules['cloudinvoices.archive.sync'].MOST_REQUESTS:,} requests" in invoke("sync", "--help").stdout


def test_a_dry_run_writes_nothing(sim: Simulator, configure: Configure, invoke: Invoke) -> None:
    configure()
    before = sorted(Path().rglob("*"))
    result = invoke("sync", *ALL, "--dry-run", "-o", "json")
    assert result.exit_code == 0
    plan = json.loads(result.stdout)
    assert Counter(task["account"] for task in plan["tasks"]) == Counter(
        {f"my-{name}": len(wanted(sim, name)) + (name == "doit") for name in NAMES}
    ), "DoiT has no PDF of one, which nobody knows yet"
    assert {task["why"] for task in plan["tasks"]} == {"new"}
    assert set(plan["tasks"][0]) == {"account", "provider", "invoice", "number", "dated", "format", "why"}
    assert plan["requests"] > len(plan["tasks"])
    documents = f"{len(plan['tasks'])} documents would be fetched, with {plan['requests']} requests in all."
    assert result.stderr.splitlines()[-1] == documents
    assert sorted(Path().rglob("*")) == before
    assert not set(asked(sim)) & DOCUMENTS


def test_a_dry_run_as_a_table(sim: Simulator, configure: Configure, invoke: Invoke) -> None:
    configure()
    lines = invoke("sync", "my-f5xc", *ALL, "--dry-run").stdout.splitlines()
    assert lines[0].split() == ["account", "invoice", "number", "dated", "format", "why"]
    assert len(lines) == 1 + len(wanted(sim, "f5xc"))


def test_a_dry_run_that_cannot_list_fails(sim: Simulator, configure: Configure, invoke: Invoke) -> None:
    configure()
    sim.fail("doit.list", status=401, times=9)
    assert invoke("sync", "my-doit", *ALL, "--dry-run").exit_code == 77
    assert invoke("sync", "my-doit", "my-f5xc", *ALL, "--dry-run").exit_code == 1


def test_a_dry_run_of_what_is_there(sim: Simulator, configure: Configure, invoke: Invoke) -> None:
    configure()
    invoke("sync", "my-f5xc", *ALL)
    documents()[0].unlink()
    plan = json.loads(invoke("sync", "my-f5xc", *ALL, "--dry-run", "-o", "json").stdout)
    assert [task["why"] for task in plan["tasks"]] == ["gone"]
    assert plan["accounts"][0]["unchanged"] == len(wanted(sim, "f5xc")) - 1
    plan = json.loads(invoke("sync", "my-f5xc", *ALL, "--dry-run", "--recheck", "-o", "json").stdout)
    assert Counter(task["why"] for task in plan["tasks"]) == {"gone": 1, "recheck": len(wanted(sim, "f5xc")) - 1}


def test_the_window(sim: Simulator, configure: Configure, invoke: Invoke) -> None:
    configure()
    month = f"{sim.expected('doit')[-1].dated:%Y-%m}"
    result = invoke("sync", "my-doit", "--archive", "archive", "--period", month, "-o", "json")
    in_month = [one for one in sim.expected("doit") if f"{one.dated:%Y-%m}" == month]
    assert rows(result.stdout)["my-doit"]["listed"] == len(in_month)
    assert invoke("sync", *ALL, "--period", month).exit_code == 2


def test_since_of_the_configuration(sim: Simulator, configure: Configure, invoke: Invoke) -> None:
    last = sim.expected("f5xc")[-1].dated
    configure(f5xc=f"since = {last}")
    result = invoke("sync", "my-f5xc", "--archive", "archive", "-o", "json")
    assert rows(result.stdout)["my-f5xc"]["listed"] == len([one for one in sim.expected("f5xc") if one.dated >= last])


def test_the_formats_that_are_asked_for(sim: Simulator, configure: Configure, invoke: Invoke) -> None:
    configure()
    result = invoke("sync", "my-akamai", *ALL, *("--format", "json", "--format", "csv", "--format", "json"))
    assert result.exit_code == 0
    contents = [one.documents[format] for one in sim.expected("akamai") for format in ("csv", "json")]
    assert sorted(path.read_bytes() for path in documents()) == sorted(contents)


@pytest.mark.parametrize("options", [("--format", "docx"), ("--jobs", "0"), ("--jobs", "65"), ("--since", "soon")])
def test_wrong_options_are_usage(
    sim: Simulator, configure: Configure, invoke: Invoke, options: tuple[str, ...]
) -> None:
    configure()
    assert invoke("sync", "--archive", "archive", *options).exit_code == 2
    assert not sim.requests


def test_recheck_fetches_what_is_held(sim: Simulator, configure: Configure, invoke: Invoke) -> None:
    configure()
    invoke("sync", "my-f5xc", *ALL)
    sim.reset()
    result = invoke("sync", "my-f5xc", *ALL, "--recheck", "-o", "json")
    assert asked(sim)["f5xc.download"] == len(wanted(sim, "f5xc"))
    assert rows(result.stdout)["my-f5xc"]["unchanged"] == len(wanted(sim, "f5xc"))
    assert "No new document was fetched" in result.stderr


def test_many_failures_that_are_alike_are_said_once(sim: Simulator, configure: Configure, invoke: Invoke) -> None:
    configure()
    sim.fail("f5xc.download", status=403, times=999)
    result = invoke("sync", "my-f5xc", *ALL)
    assert result.exit_code == 1
    failed = len(wanted(sim, "f5xc"))
    errors = [line for line in result.stderr.splitlines() if line.startswith("error: ")]
    assert len(errors) == 4
    assert len({line.split()[2] for line in errors[:3]}) == 3, "three are named"
    assert errors[3].startswith(f"error: my-f5xc: the same with {failed - 3} more invoices: ")
    named = {line.split()[2].rstrip(":") for line in errors[:3]} | set(errors[3].rpartition(": ")[2].split(", "))
    assert len(named) == failed
    assert result.stderr.count("hint: ") == 1


def test_the_table_and_what_stands_below(sim: Simulator, configure: Configure, invoke: Invoke) -> None:
    configure()
    result = invoke("sync", "my-f5xc", *ALL)
    titles, line = result.stdout.splitlines()
    expected = ["account", "provider", "listed", "downloaded", "unchanged", "unavailable", "failed", "bytes"]
    assert titles.split() == expected
    assert line.split()[:4] == ["my-f5xc", "f5xc", str(len(sim.expected("f5xc"))), str(len(wanted(sim, "f5xc")))]
    assert line.endswith(" kB")
    unpaid = len(sim.expected("f5xc")) - len(wanted(sim, "f5xc"))
    assert result.stderr == f"{len(wanted(sim, 'f5xc'))} documents are new, {unpaid} not available.\n"

    shown = invoke("sync", "my-doit", *ALL)
    assert "unavailable" in shown.stdout.splitlines()[0].split()
    assert "renewed" not in shown.stdout
    without = [one.id for one in sim.expected("doit") if "pdf" not in one.documents]
    assert [f"not available: my-doit {id}: this invoice has no PDF" for id in without] == shown.stderr.splitlines()[:-1]


def test_csv_and_ndjson_have_a_line_an_account(configure: Configure, invoke: Invoke) -> None:
    configure()
    (line,) = invoke("sync", "my-f5xc", *ALL, "-o", "ndjson").stdout.splitlines()
    (row,) = csv.DictReader(io.StringIO(invoke("sync", "my-f5xc", *ALL, "-o", "csv").stdout))
    assert set(json.loads(line)) == set(row)
    assert row["unchanged"] == str(json.loads(line)["downloaded"])


def test_quiet_says_only_what_failed(sim: Simulator, configure: Configure, invoke: Invoke) -> None:
    configure()
    assert invoke("sync", "my-doit", *ALL, "-q").stderr == ""
    sim.fail("f5xc.list", status=401, times=9)
    assert invoke("sync", "my-f5xc", *ALL, "-q").stderr.startswith("error: my-f5xc: ")


def test_notes_on_the_archive(configure: Configure, invoke: Invoke) -> None:
    configure()
    invoke("sync", "my-f5xc", *ALL)
    Path("archive/.cloudinvoices/index.sqlite").unlink()
    assert "The index was made anew from " in invoke("sync", "my-f5xc", *ALL).stderr


def test_a_damaged_record_stops_its_account_only(sim: Simulator, configure: Configure, invoke: Invoke) -> None:
    configure()
    invoke("sync", "my-f5xc", "my-qovery", *ALL)
    record = next(Path("archive/my-f5xc").glob("*/*.record.json"))
    record.write_text("{}")
    sim.reset()
    result = invoke("sync", "my-f5xc", "my-qovery", *ALL)
    assert result.exit_code == 1
    assert f"error: my-f5xc: {record.relative_to('archive')} cannot be read" in result.stderr
    assert not asked(sim)["f5xc.list"]
    assert invoke("sync", "my-f5xc", *ALL).exit_code == 74, "nothing else was to be done"


def test_failures_are_named_and_counted_whoever_reads(sim: Simulator, configure: Configure, process: Process) -> None:
    configure()
    reader, writer = os.pipe()
    os.close(reader)
    full = os.open("/dev/full", os.O_WRONLY)
    for stdout, code in ((writer, 1), (full, 74)):
        sim.fail("qovery.download", status=403, times=1)
        running = process("sync", "my-qovery", *ALL, stdout=stdout)
        _, said = running.communicate()
        os.close(stdout)
        assert running.returncode == code
        assert b"error: my-qovery " in said
        assert b"Traceback" not in said
