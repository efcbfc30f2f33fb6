"""`verify`: every byte against its record."""

import csv
import io
import json
import shutil
from contextlib import ExitStack
from pathlib import Path

import pytest

from cloudinvoices.archive import Archive

from .archived import change, fill
from .conftest import AtTerminal, Configure, Invoke


def test_an_archive_as_it_was_written(configure: Configure, invoke: Invoke) -> None:
    configure()
    found = fill(invoke)
    result = invoke("verify", "--archive", "archive")
    assert (result.exit_code, result.stdout) == (0, "")
    size = sum(one["size"] for one in found)
    assert result.stderr == (
        f"{len(found)} records and {len(found)} documents, {size:,} bytes, checked: every byte is as recorded.\n"
    )
    assert invoke("verify", "--archive", "archive", "-o", "json").stdout == "[]\n"
    assert invoke("verify", "--archive", "archive", "-q").stderr == ""


def test_each_problem_is_named(configure: Configure, invoke: Invoke) -> None:
    configure()
    found = fill(invoke, "my-f5xc")
    root = Path("archive")
    changed, cut, gone, broken = (one["path"] for one in found[:4])
    change(root / changed)
    (root / cut).write_bytes((root / cut).read_bytes()[:-10])
    (root / gone).unlink()
    (root / f"{broken}.record.json").write_text("{")
    (root / "my-f5xc/notes.txt").write_text("mine")
    result = invoke("verify", "--archive", "archive", "-o", "json")
    assert result.exit_code == 1
    reasons = {one["path"]: one["reason"] for one in json.loads(result.stdout)}
    assert set(reasons) == {changed, cut, f"{gone}.record.json", f"{broken}.record.json", broken, "my-f5xc/notes.txt"}
    assert "bytes are not those" in reasons[changed]
    assert result.stderr.endswith(" checked: 6 problems.\n")

    titles, *lines = invoke("verify", "--archive", "archive").stdout.splitlines()
    assert titles.split() == ["path", "reason"]
    assert [line.split()[0] for line in lines] == list(reasons)
    ndjson = [json.loads(line) for line in invoke("verify", "--archive", "archive", "-o", "ndjson").stdout.splitlines()]
    rows = csv.DictReader(io.StringIO(invoke("verify", "--archive", "archive", "-o", "csv").stdout))
    assert list(rows) == ndjson == json.loads(result.stdout)


def test_a_file_name_of_somebody_steers_nothing(configure: Configure, invoke: Invoke) -> None:
    configure()
    fill(invoke, "my-f5xc")
    Path("archive/my-f5xc/=1+1\x1b]0;owned\x07").write_text("")
    table = invoke("verify", "--archive", "archive").stdout
    assert "owned" in table
    assert "\x1b" not in table
    Path("archive/=x").mkdir()
    Path("archive/=x/y").write_text("")
    rows = list(csv.DictReader(io.StringIO(invoke("verify", "--archive", "archive", "-o", "csv").stdout)))
    assert "'=x/y" in {row["path"] for row in rows}


def test_a_sync_that_runs_is_waited_for(configure: Configure, invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    configure()
    fill(invoke, "my-f5xc")
    with Archive("archive") as archive, ExitStack() as run:
        run.enter_context(archive.store.lock())
        waits: list[float] = []

        def end_the_run(seconds: float) -> None:
            waits.append(seconds)
            run.close()

        monkeypatch.setattr("cloudinvoices.archive.folder.time.sleep", end_the_run)
        result = invoke("verify", "--archive", "archive")
    assert len(waits) == 1
    assert (result.exit_code, result.stdout) == (0, "")
    assert "every byte" in result.stderr


def test_an_archive_that_cannot_be_written_is_checked_without_a_lock(configure: Configure, invoke: Invoke) -> None:
    configure()
    fill(invoke, "my-f5xc")
    # What a copy of the visible files is, and what a folder is to those who may only read it.
    shutil.rmtree("archive/.cloudinvoices")
    for command in ("verify", "records"):
        assert invoke(command, "--archive", "archive").exit_code == 0
    assert not Path("archive/.cloudinvoices").exists()


def test_progress_at_a_terminal(configure: Configure, invoke: Invoke, at_terminal: AtTerminal) -> None:
    configure()
    fill(invoke, "my-f5xc")
    code, shown, piped = at_terminal("verify", "--archive", "archive", "-o", "csv")
    assert (code, piped) == (0, b"path,reason\n")
    assert "0 documents, 0 B" in shown
    assert shown.splitlines()[-1].endswith("every byte is as recorded.")
