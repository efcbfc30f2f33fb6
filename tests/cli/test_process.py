"""What only a process of its own shows: signals, pipes, terminals, a missing extra."""

import json
import os
import pty
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from reliability import Tally

import cloudinvoices as ci
from cloudinvoices.archive.folder import Folder
from cloudinvoices.testing import Simulator

from .conftest import AtTerminal, Configure, Invoke, Process


def output(process: "subprocess.Popen[bytes]") -> tuple[int, bytes, bytes]:
    stdout, stderr = process.communicate(timeout=20)
    return process.returncode, stdout, stderr


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_simulate_runs_until_it_is_told_to_end(process: Process, number: signal.Signals) -> None:
    ready = Path("ready.json")
    ready.write_text("of an earlier run")
    running = process("simulate", "--ready-file", ready)
    assert running.stdout is not None
    line = running.stdout.readline()
    deadline = time.monotonic() + 10
    while not ready.exists() or ready.read_bytes() != line:
        assert time.monotonic() < deadline
    settings = json.loads(line)
    with ci.connect("doit", **settings["doit"], retries=0) as doit:
        assert next(doit.list())
    running.send_signal(number)
    assert output(running) == (0, b"", b"")
    assert list(Path().iterdir()) == [ready]


def test_simulate_on_a_port_in_use(process: Process) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        code, stdout, stderr = output(process("simulate", "--port", str(taken.getsockname()[1])))
    assert (code, stdout) == (1, b"")
    assert stderr.startswith(b"error: port ")
    assert b"Traceback" not in stderr


def test_a_reader_that_has_enough_is_no_error(configure: Configure, process: Process) -> None:
    configure()
    read, write = os.pipe()
    os.close(read)
    for command in (["list", "my-doit", "-o", "ndjson"], ["providers"], ["quirks", "-o", "json"]):
        code, _, stderr = output(process(*command, stdout=write))
        assert (code, stderr) == (0, b"")
    os.close(write)


def test_a_full_disk_is_an_output_error(configure: Configure, process: Process) -> None:
    configure()
    with Path("/dev/full").open("wb") as full:
        sync = ["sync", "my-f5xc", "--archive", "archive", "-q"]
        for command in (["list", "my-doit"], ["list", "my-doit", "-o", "csv"], ["simulate"], sync):
            code, _, stderr = output(process(*command, stdout=full))
            assert code == 74
            assert stderr == b"error: No space left on device: standard output\n"


def test_without_a_standard_output() -> None:
    command = f"exec {sys.executable} -m cloudinvoices providers >&-"
    ended = subprocess.run(["sh", "-c", command], capture_output=True, timeout=20, check=False)
    assert (ended.returncode, ended.stderr) == (74, b"cloudinvoices: there is no standard output\n")


def test_eight_syncs_at_once(
    sim: Simulator, configure: Configure, process: Process, invoke: Invoke, tally: Tally
) -> None:
    configure()
    started = [process("sync", "my-f5xc", "--archive", "archive", "--since", "2020", "-o", "json") for _ in range(8)]
    ended = [output(one) for one in started]
    assert [code for code, _, _ in ended] == [0] * 8, ended
    held = sum(bool(one.documents) for one in sim.expected("f5xc"))
    rows = [json.loads(stdout)["accounts"][0] for _, stdout, _ in ended]
    assert sorted(row["downloaded"] for row in rows) == [0] * 7 + [held]
    assert all(row["downloaded"] + row["unchanged"] == held for row in rows)
    assert invoke("verify", "--archive", "archive").exit_code == 0
    tally("syncs at once", 8)


def test_a_sync_that_does_not_get_the_archive_says_why(configure: Configure, process: Process) -> None:
    configure()
    program = (
        "from cloudinvoices.archive.folder import Folder; Folder.__init__.__kwdefaults__['longest_wait'] = 0.1;"
        "from cloudinvoices.cli import main; main()"
    )
    assert output(process("sync", "my-f5xc", "--archive", "archive"))[0] == 0
    with Folder(Path("archive")).lock():
        ended = subprocess.run(
            [sys.executable, "-c", program, "sync", "my-f5xc", "--archive", "archive"], capture_output=True, check=False
        )
    assert (ended.returncode, ended.stdout) == (74, b"")
    assert b"error: another run is using the archive" in ended.stderr
    assert b"hint: Wait until it has ended" in ended.stderr


@pytest.mark.parametrize("missing", ["click", "rich", "platformdirs"])
@pytest.mark.parametrize("start", ["from cloudinvoices.cli import main; main()", "import cloudinvoices.__main__"])
def test_without_the_extra_it_says_what_to_install(missing: str, start: str) -> None:
    code = f"import sys; sys.modules[{missing!r}] = None; {start}"
    ended = subprocess.run([sys.executable, "-c", code, "list"], capture_output=True, timeout=20, check=False)
    assert (ended.returncode, ended.stdout) == (78, b"")
    assert b"pip install 'cloudinvoices[cli]'" in ended.stderr
    assert ended.stderr.count(b"\n") == 1


@pytest.mark.parametrize(
    ("arguments", "modules"),
    [
        (["list", "--help"], ["cloudinvoices.testing", "cloudinvoices.archive", "asyncio"]),
        (["sync", "--help"], ["cloudinvoices.testing", "cloudinvoices.archive", "asyncio"]),
        (["--help"], ["cloudinvoices.archive", "sqlite3"]),
        (["--version"], ["cloudinvoices.core", "attrs", "httpx", "msgspec", "importlib.metadata", "asyncio"]),
    ],
)
def test_help_loads_little(arguments: list[str], modules: list[str]) -> None:
    code = (
        f"import sys; sys.argv = ['cloudinvoices', *{arguments}]\n"
        "from cloudinvoices.cli import main\n"
        "try: main()\n"
        f"finally: print(sorted(sys.modules.keys() & set({modules})))"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=20, check=True)
    assert ended.stdout.splitlines()[-1] == "[]"


def test_progress_is_for_terminals_and_keeps_out_of_the_data(
    sim: Simulator, configure: Configure, at_terminal: AtTerminal
) -> None:
    configure()
    code, shown, piped = at_terminal("list", "my-doit", "-o", "ndjson")
    assert code == 0
    assert "invoices" in shown
    assert len([json.loads(line) for line in piped.splitlines()]) == len(sim.expected("doit"))
    assert at_terminal("list", "my-doit", "-q")[1] == ""
    assert "\x1b[3" not in at_terminal("list", "my-doit", NO_COLOR="1")[1]


def test_a_document_does_not_go_to_a_terminal(configure: Configure, process: Process) -> None:
    configure()
    ours, theirs = pty.openpty()
    try:
        code, _, stderr = output(process("download", "my-doit", "x", "--to", "-", stdout=theirs))
    finally:
        os.close(ours)
        os.close(theirs)
    assert code == 2
    assert b"nothing for a terminal" in stderr
