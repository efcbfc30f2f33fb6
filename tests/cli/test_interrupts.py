"""Ctrl-C and SIGTERM at any moment: a clean end that says what was done, and a next run that finishes."""

import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from reliability import Tally

from cloudinvoices.testing import Simulator

from .conftest import Configure, Invoke, Process

SIGNALS = {signal.SIGINT: (130, "interrupted"), signal.SIGTERM: (143, "terminated")}
SYNC = ("sync", "my-f5xc", "--archive", "archive", "--since", "2020", "--jobs", "1")
DOWNLOAD = ("download", "my-doit", "{id}", "--to", "documents")

# Whoever waits for the disk tells so, and waits until it may go on.
SLOW_DISK = """\
import os, sys, threading
from cloudinvoices.cli import main
def wait(handle):
    if sys.argv[1] == "sync" and threading.current_thread() is threading.main_thread(): return
    with open("waits", "wb") as waits: waits.write(b"!")
    with open("goes-on", "rb") as goes_on: goes_on.read()
os.fsync = wait
main()
"""


class Slow:
    """The program on a disk that does not answer until it may."""

    def __init__(self, arguments: tuple[str, ...]) -> None:
        os.mkfifo("waits")
        os.mkfifo("goes-on")
        self.process = subprocess.Popen(
            [sys.executable, "-c", SLOW_DISK, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        with open("waits", "rb") as waits:
            assert waits.read(1), self.process.communicate()

    def go_on(self) -> None:
        Path("waits").unlink()  # no pipe any more: nobody waits from here on
        Path("waits").touch()
        while self.process.poll() is None:
            try:
                os.close(os.open("goes-on", os.O_WRONLY | os.O_NONBLOCK))
            except OSError:
                time.sleep(0.01)  # nobody waits just now


def wait_for(happened: Callable[[], object]) -> None:
    deadline = time.monotonic() + 20
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.001)


def wait_until_asleep(pid: int) -> None:
    """A signal in the last moment before a blocking call would be seen only after it: Python's own race, not ours."""
    wait_for(lambda: Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "S")


def send(process: "subprocess.Popen[bytes]", number: signal.Signals) -> None:
    """The signal, and wait until it was taken."""
    wait_until_asleep(process.pid)
    process.send_signal(number)
    mask = 1 << (number - 1)

    def is_taken() -> bool:
        try:
            lines = Path(f"/proc/{process.pid}/status").read_text().splitlines()
        except (FileNotFoundError, ProcessLookupError):
            return True
        return not any(int(line.split()[1], 16) & mask for line in lines if line.startswith(("SigPnd", "ShdPnd")))

    wait_for(is_taken)


def check_end(process: "subprocess.Popen[bytes]", number: signal.Signals, said: str = "") -> None:
    code, word = SIGNALS[number]
    stdout, stderr = process.communicate(timeout=20)
    assert (process.returncode, stdout, stderr.decode()) == (code, b"", f"{said}{word}\n")


def said_after(done: int, of: int) -> str:
    return f"{done} of {of} documents were done, and what was fetched is kept. The next run goes on from there.\n"


def check_archive(invoke: Invoke, sim: Simulator) -> None:
    """The next run finishes: every document is there once, and nothing else."""
    sim.reset()
    assert list(Path("archive/.cloudinvoices/temporary").iterdir()) == []
    again = invoke(*SYNC)
    assert again.exit_code == 0, again.stderr
    documents = [path for path in Path("archive").glob("*/*/*") if ".record" not in path.name]
    held = [one.documents["pdf"] for one in sim.expected("f5xc") if one.documents]
    assert sorted(path.read_bytes() for path in documents) == sorted(held)
    assert invoke("verify", "--archive", "archive").exit_code == 0


@pytest.fixture(params=list(SIGNALS), ids=lambda number: number.name)
def number(request: pytest.FixtureRequest, tally: Tally) -> signal.Signals:
    tally("interrupts")
    number: signal.Signals = request.param
    return number


def test_while_the_list_comes(
    sim: Simulator, configure: Configure, process: Process, invoke: Invoke, number: signal.Signals
) -> None:
    configure()
    sim.fail("f5xc.list", delay=30)
    running = process(*SYNC)
    wait_for(lambda: sim.requests)
    send(running, number)
    check_end(running, number, "Nothing was fetched yet. The next run goes on from there.\n")
    assert not list(Path("archive").glob("*/*/*"))
    check_archive(invoke, sim)


@pytest.mark.parametrize("command", [("list", "doit"), ("accounts", "--check")], ids=" ".join)
def test_while_nobody_answers(process: Process, command: tuple[str, ...], number: signal.Signals) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        running = process(*command, env={**os.environ, "DOIT_API_KEY": "key", "DOIT_HOST": url})
        connection, _ = silent.accept()
        with connection:
            assert connection.recv(4), "the request is on its way"
            send(running, number)
            check_end(running, number)


def test_while_documents_come(
    sim: Simulator, configure: Configure, process: Process, invoke: Invoke, number: signal.Signals
) -> None:
    configure()
    count = sum(bool(one.documents) for one in sim.expected("f5xc"))
    sim.fail("f5xc.download", times=3)  # as ever
    sim.fail("f5xc.download", delay=30)
    running = process(*SYNC)
    wait_for(lambda: len(list(Path("archive").glob("*/*/*.record.json"))) == 3)
    send(running, number)
    code, word = SIGNALS[number]
    _, stderr = running.communicate(timeout=20)
    # What is written last may not be counted yet.
    assert stderr.decode() in (f"{said_after(2, count)}{word}\n", f"{said_after(3, count)}{word}\n")
    assert running.returncode == code
    check_archive(invoke, sim)


def test_in_the_background(sim: Simulator, configure: Configure, invoke: Invoke, tally: Tally) -> None:
    """Where a shell has it ignore Ctrl-C, SIGTERM ends it all the same."""
    configure()
    sim.fail("f5xc.list", delay=30)
    ignoring = ["sh", "-c", 'trap "" INT; exec "$@"', "sh", sys.executable, "-m", "cloudinvoices", *SYNC]
    running = subprocess.Popen(ignoring, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    wait_for(lambda: sim.requests)
    for number in (signal.SIGINT, signal.SIGTERM):
        assert running.poll() is None
        send(running, number)
    check_end(running, signal.SIGTERM, "Nothing was fetched yet. The next run goes on from there.\n")
    check_archive(invoke, sim)
    tally("interrupts")


def test_while_one_document_comes(
    sim: Simulator, configure: Configure, process: Process, invoke: Invoke, number: signal.Signals
) -> None:
    configure()
    arguments = [part.format(id=sim.expected("doit")[0].id) for part in DOWNLOAD]
    sim.fail("doit.get", delay=30, times=2)
    running = process(*arguments)
    wait_for(lambda: sim.requests)
    send(running, number)
    check_end(running, number)
    assert not list(Path().glob("documents/*"))
    sim.reset()
    assert invoke(*arguments).exit_code == 0


def test_while_the_archive_is_written(
    sim: Simulator, configure: Configure, invoke: Invoke, number: signal.Signals
) -> None:
    configure()
    slow = Slow(SYNC)
    send(slow.process, number)
    slow.go_on()
    count = sum(bool(one.documents) for one in sim.expected("f5xc"))
    check_end(slow.process, number, said_after(0, count))
    check_archive(invoke, sim)


def test_while_a_document_is_written(
    sim: Simulator, configure: Configure, invoke: Invoke, number: signal.Signals
) -> None:
    configure()
    arguments = tuple(part.format(id=sim.expected("doit")[0].id) for part in DOWNLOAD)
    slow = Slow(arguments)
    assert [path.suffix for path in Path("documents").iterdir()] == [".part"]
    send(slow.process, number)
    check_end(slow.process, number)
    assert list(Path("documents").iterdir()) == []
    assert invoke(*arguments).exit_code == 0


def test_while_the_demo_writes(invoke: Invoke, tally: Tally) -> None:
    slow = Slow(("demo", "archive"))
    send(slow.process, signal.SIGINT)
    slow.go_on()
    tally("interrupts")
    check_end(slow.process, signal.SIGINT, "Nothing was fetched yet. The next run goes on from there.\n")
    again = invoke("demo", "archive")
    assert again.exit_code == 0
    assert "every byte as recorded" in again.stderr


def test_the_second_signal_ends_it_where_it_stands(
    sim: Simulator, configure: Configure, invoke: Invoke, number: signal.Signals
) -> None:
    configure()
    slow = Slow(SYNC)
    for _ in range(2):
        assert slow.process.poll() is None, "the disk does not answer, and the first signal waits for it"
        send(slow.process, number)
    _, stderr = slow.process.communicate(timeout=20)
    assert slow.process.returncode == SIGNALS[number][0]
    assert b"Traceback" not in stderr
    invoke(*SYNC)  # removes what was left
    check_archive(invoke, sim)


@pytest.mark.parametrize(
    "runs", [4, *(pytest.param(10, marks=pytest.mark.long, id=f"10 in round {number}") for number in range(1, 7))]
)
def test_at_any_moment(
    sim: Simulator, configure: Configure, process: Process, invoke: Invoke, runs: int, tally: Tally
) -> None:
    configure()
    seed = random.SystemRandom().randrange(1 << 32)
    moments = random.Random(seed)
    interrupted = run = 0
    while interrupted < runs:
        run += 1
        assert run < 10 * runs, "most runs have ended before their signal"
        sim.reset()
        archive = f"archive-{run}"
        arguments = ("sync", "my-f5xc", "my-doit", "--archive", archive, "--since", "2026")
        running = process(*arguments, "-q")
        wait_for(lambda: sim.requests)
        time.sleep(moments.uniform(0, 0.2))  # the moment of the signal; nothing is waited for
        number = moments.choice(list(SIGNALS))
        running.send_signal(number)
        _, stderr = running.communicate(timeout=30)
        assert b"Traceback" not in stderr, f"seed {seed}, run {run}: {stderr.decode()}"
        # At its very end, when all is done and said, Python has given the signals back to the system.
        possible = (0, SIGNALS[number][0], -number)
        assert running.returncode in possible, f"seed {seed}, run {run}: {stderr.decode()}"
        interrupted += running.returncode == SIGNALS[number][0]
        for command in (arguments, ("verify", "--archive", archive)):
            ended = invoke(*command)
            assert ended.exit_code == 0, f"seed {seed}, run {run}: {ended.output}"
        assert list(Path(archive, ".cloudinvoices/temporary").iterdir()) == []
    tally("interrupts", runs)
