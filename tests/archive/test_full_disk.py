"""A disk that is full at any moment: nothing is lost or half, an error says so, and with more room the run finishes."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

import pytest
from reliability import Tally

from cloudinvoices.testing import Simulator

PAGE = 4096
FULL = "No space left on device"


class Disks:
    """What `small_disk.py` does, in a process that may mount."""

    def __init__(self, settings: dict[str, Any], **environment: str) -> None:
        self._program = subprocess.Popen(
            [*_private_mounts(), sys.executable, "-m", "tests.archive.small_disk", json.dumps(settings)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
            cwd=Path(__file__).parents[2],
            env={**os.environ, **environment},
        )

    def do(self, what: str, **arguments: Any) -> Any:
        assert self._program.stdin is not None
        assert self._program.stdout is not None
        self._program.stdin.write(json.dumps({"do": what, **arguments}, default=str) + "\n")
        return json.loads(self._program.stdout.readline())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._program.communicate()


def _private_mounts() -> list[str]:
    """The command before a command that may mount and is seen by nobody else."""
    said = []
    for command in (["unshare", "-m"], ["unshare", "-Urm"]):
        tried = subprocess.run([*command, "mount", "-t", "tmpfs", "tmpfs", "/mnt"], capture_output=True, check=False)
        if tried.returncode == 0:
            return command
        said.append(f"{' '.join(command)}: {tried.stderr.decode().strip()}")
    pytest.fail(f"a full disk needs a small one, and this machine lets nobody mount one: {'; '.join(said)}")


@pytest.fixture(scope="module")
def disks() -> Iterator[Disks]:
    """With a made-up account of three invoices."""
    with Disks({}) as disks:
        yield disks


@pytest.fixture(scope="module")
def simulator() -> Iterator[Simulator]:
    with Simulator(months=4) as simulator:
        yield simulator


@pytest.fixture(scope="module")
def all_providers(simulator: Simulator) -> Iterator[Disks]:
    with Disks({provider: simulator.settings(provider) for provider in simulator.providers}) as disks:
        yield disks


def fill(disks: Disks, disk: Path, size: int = 1 << 26, inodes: int = 100_000) -> bool:
    """Sync into a disk of this size, and with more room once more; whether it was full."""
    archive = disk / "archive"
    disks.do("mount", folder=disk, size=size, inodes=inodes)
    said = disks.do("sync", folder=archive)
    if said:
        assert FULL in said, said
    before = disks.do("look", folder=archive)
    check_nothing_is_half(before)
    disks.do("make_room", folder=disk)
    assert disks.do("sync", folder=archive) == "", (size, inodes)
    after = disks.do("look", folder=archive)
    assert before["files"].items() <= after["files"].items(), "what was there stays as it was"
    assert (after["temporary"], after["damages"]) == ([], [])
    assert after["documents"] == whole(disks, disk.parent / "whole")
    disks.do("unmount", folder=disk)
    return bool(said)


def check_nothing_is_half(seen: Any) -> None:
    """There may be documents whose records wait, complete, for the next run."""
    waiting = {name.rpartition(".")[0].replace("+", "/").removesuffix(".record.json") for name in seen["temporary"]}
    assert set(seen["damages"]) <= {f"{document}: no record names it" for document in waiting}, seen


def whole(disks: Disks, archive: Path) -> Any:
    """The documents of an archive on a disk with room for everything."""
    if not archive.exists():
        assert disks.do("sync", folder=archive) == ""
    return disks.do("look", folder=archive)["documents"]


def test_of_every_size(disks: Disks, tmp_path: Path, tally: Tally) -> None:
    sizes = range(PAGE, 40 * PAGE, PAGE)
    full = sum(fill(disks, tmp_path / "disk", size) for size in sizes)
    assert 10 < full < len(sizes)
    tally("full disks", full)


def test_of_every_number_of_files(disks: Disks, tmp_path: Path, tally: Tally) -> None:
    numbers = range(2, 40)
    full = sum(fill(disks, tmp_path / "disk", inodes=number) for number in numbers)
    assert 10 < full < len(numbers)
    tally("full disks", full)


@pytest.mark.long
@pytest.mark.parametrize("first", range(1, 26, 5))
def test_of_many_sizes_for_all_providers(all_providers: Disks, tmp_path: Path, first: int, tally: Tally) -> None:
    sizes = range(first * PAGE, 400 * PAGE, 25 * PAGE)
    full = sum(fill(all_providers, tmp_path / "disk", size) for size in sizes)
    assert 5 < full < len(sizes)
    tally("full disks", full)


@pytest.mark.parametrize("size", [PAGE, 1 << 20, 4 << 20])
def test_for_the_plan(tmp_path: Path, size: int, tally: Tally) -> None:
    """A long plan is kept where SQLite keeps what is temporary."""
    disk, archive = tmp_path / "disk", tmp_path / "archive"
    with Disks({}, SQLITE_TMPDIR=str(disk)) as disks:
        disks.do("mount", folder=disk, size=size)
        said = disks.do("sync_many", folder=archive)
        assert FULL in said
        assert "SQLITE_TMPDIR" in said
        assert disks.do("look", folder=archive)["documents"] == []
        disks.do("make_room", folder=disk)
        assert disks.do("sync_many", folder=archive) == ""
        seen = disks.do("look", folder=archive)
        assert (len(seen["documents"]), seen["damages"], seen["temporary"]) == (24, [], [])
    tally("full disks")


@pytest.fixture
def doit(simulator: Simulator, tmp_path: Path) -> Iterator[Disks]:
    """With an account of DoiT in the environment, for the command line."""
    simulator.reset()
    given = simulator.settings("doit")
    environment = {
        "DOIT_HOST": given["base_url"],
        "DOIT_API_KEY": given["api_key"],
        "DOIT_CUSTOMER_CONTEXT": given["tenant"],
        "HOME": str(tmp_path),
    }
    with Disks({}, **environment) as disks:
        yield disks


@pytest.mark.parametrize("pages", [2, 12, 40, *(pytest.param(one, marks=pytest.mark.long) for one in range(3, 80, 4))])
def test_of_a_sync(doit: Disks, tmp_path: Path, pages: int, tally: Tally) -> None:
    disk = tmp_path / "disk"
    sync = ["sync", "doit", "--archive", str(disk / "archive"), "--since", "2020", "--jobs", "2"]
    doit.do("mount", folder=disk, size=pages * PAGE)
    code, stdout, stderr = doit.do("call", arguments=sync)
    error, hint = stderr.splitlines()
    assert (code, stdout) == (74, "")
    assert FULL in error
    assert str(disk / "archive") in error
    assert "the next run goes on from there" in hint or "Check the path" in hint
    check_nothing_is_half(doit.do("look", folder=disk / "archive"))
    doit.do("make_room", folder=disk)
    code, _, stderr = doit.do("call", arguments=sync)
    assert code == 0, stderr
    seen = doit.do("look", folder=disk / "archive")
    assert (seen["damages"], seen["temporary"]) == ([], [])
    tally("full disks")


def test_before_the_configuration_of_the_demo(doit: Disks, tmp_path: Path, tally: Tally) -> None:
    disk, demo = tmp_path / "disk", ["demo", str(tmp_path / "disk")]
    doit.do("mount", folder=disk, size=PAGE)
    doit.do("occupy", folder=disk)
    code, _, stderr = doit.do("call", arguments=demo)
    assert (code, FULL in stderr) == (74, True)
    assert doit.do("names", folder=disk) == ["occupied"]
    doit.do("make_room", folder=disk)
    assert doit.do("call", arguments=demo)[0] == 0
    tally("full disks")


@pytest.mark.parametrize("pages", [1, 12, 60, *(pytest.param(one, marks=pytest.mark.long) for one in range(3, 100, 4))])
def test_of_the_demo(doit: Disks, tmp_path: Path, pages: int, tally: Tally) -> None:
    disk, demo = tmp_path / "disk", ["demo", str(tmp_path / "disk" / "demo")]
    doit.do("mount", folder=disk, size=pages * PAGE)
    code, stdout, stderr = doit.do("call", arguments=demo)
    assert (code, stdout) == (74, "")
    assert FULL in stderr
    doit.do("make_room", folder=disk)
    code, _, stderr = doit.do("call", arguments=demo)
    assert code == 0, stderr
    assert "every byte as recorded" in stderr
    tally("full disks")


@pytest.mark.parametrize("pages", [1, 10])
def test_of_a_download(simulator: Simulator, doit: Disks, tmp_path: Path, pages: int, tally: Tally) -> None:
    disk = tmp_path / "disk"
    largest = max(simulator.expected("doit"), key=lambda one: len(one.documents.get("pdf", b"")))
    download = ["download", "doit", largest.id, "--format", "pdf", "--to", str(disk / "documents")]
    doit.do("mount", folder=disk, size=pages * PAGE)
    code, stdout, stderr = doit.do("call", arguments=download)
    assert (code, stdout) == (74, "")
    assert FULL in stderr
    assert doit.do("names", folder=disk) == ["documents"]
    doit.do("make_room", folder=disk)
    assert doit.do("call", arguments=download)[0] == 0
    assert len(doit.do("names", folder=disk)) == 2
    tally("full disks")


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize(
    ("command", "form"),
    [*itertools.product(["list"], ["table", "csv", "json", "ndjson"]), ("records", "json"), ("sync", "json")],
)
def test_of_what_is_printed(
    doit: Disks, tmp_path: Path, command: str, form: str, unbuffered: str, tally: Tally
) -> None:
    disk, archive = tmp_path / "disk", ["--archive", str(tmp_path / "archive")]
    sync = ["sync", "doit", *archive, "--since", "2020", "-q"]
    assert doit.do("call", arguments=sync)[0] == 0
    doit.do("mount", folder=disk, size=PAGE)
    (arguments,) = [one for one in (["list", "doit"], ["records", *archive], sync) if one[0] == command]
    for output in (disk / "cut off", disk / "empty"):
        printed = [*arguments, "-o", form]
        code, _, stderr = doit.do("call", arguments=printed, stdout=str(output), PYTHONUNBUFFERED=unbuffered)
    assert (code, stderr) == (74, f"error: {FULL}: standard output\n")
    seen = doit.do("look", folder=tmp_path / "archive")
    assert (seen["damages"], seen["temporary"]) == ([], [])
    tally("full disks")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["list", "doit"], 0), (["list"], 2), (["list", "nobody"], 78), (["list", "doit", "-vv"], 0)],
)
def test_of_the_log(doit: Disks, tmp_path: Path, arguments: list[str], code: int, tally: Tally) -> None:
    """What nobody can read is lost; the exit code is the same."""
    for log in ("/dev/full", "/dev/null"):
        assert doit.do("call", arguments=arguments, stdout=str(tmp_path / "output"), stderr=log)[0] == code
        assert ((tmp_path / "output").stat().st_size > 0) == (code == 0)
    tally("full disks")
