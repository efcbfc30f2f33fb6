"""Each test runs in an empty folder, as a person without any account; configurations lead to the simulator."""

import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cloudinvoices.cli.application import application
from cloudinvoices.providers import NAMES, load_adapter
from cloudinvoices.testing import Simulator

Invoke = Callable[..., Result]
Configure = Callable[..., Path]
Process = Callable[..., "subprocess.Popen[bytes]"]
AtTerminal = Callable[..., tuple[int, str, bytes]]


@pytest.fixture(scope="session")
def shared_simulator() -> Iterator[Simulator]:
    with Simulator() as simulator:
        yield simulator


@pytest.fixture
def sim(shared_simulator: Simulator) -> Simulator:
    """The simulator without the faults of the test before."""
    shared_simulator.reset()
    return shared_simulator


@pytest.fixture(autouse=True)
def nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No configuration, no credential, no terminal of the person who runs the tests."""
    for name in {env for provider in NAMES for setting in load_adapter(provider).settings for env in setting.env}:
        monkeypatch.delenv(name, raising=False)
    for name in [name for name in os.environ if name.startswith(("CLOUDINVOICES_", "AKAMAI_"))]:
        monkeypatch.delenv(name)
    home, here = tmp_path / "home", tmp_path / "here"
    home.mkdir()
    here.mkdir()
    for name in ("HOME", "USERPROFILE", "XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.setenv(name, str(home))
    monkeypatch.chdir(here)


@pytest.fixture
def invoke() -> Invoke:
    """Run the program in this process."""

    def run(*arguments: str | Path) -> Result:
        result = CliRunner().invoke(application, [str(argument) for argument in arguments])
        # Whatever is no orderly exit is a defect, and would be a traceback.
        assert result.exception is None or isinstance(result.exception, SystemExit), repr(result.exception)
        return result

    return run


@pytest.fixture
def configure(sim: Simulator, monkeypatch: pytest.MonkeyPatch) -> Configure:
    """Write ./cloudinvoices.toml with an account a provider, none of which waits and tries again.

    Secrets are references to the environment; `more` are lines for the account of that provider.
    """

    def write(**more: str) -> Path:
        tables = []
        for provider in NAMES:
            secret = {setting.name for setting in load_adapter(provider).settings if setting.secret}
            lines = [f"[accounts.my-{provider}]", f"provider = '{provider}'", "retries = 0"]
            for name, value in sim.settings(provider).items():
                variable = f"TEST_{provider}_{name}".upper()
                monkeypatch.setenv(variable, value)
                lines.append(f"{name} = {json.dumps(f'env:{variable}' if name in secret else value)}")
            tables.append("\n".join([*lines, more.get(provider, "")]))
        path = Path("cloudinvoices.toml")
        path.write_text("\n".join(tables), "utf-8")
        return path.resolve()

    return write


@pytest.fixture
def process() -> Process:
    """Start the program as a process of its own; the test waits for its end."""

    def start(*arguments: str | Path, **options: object) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "cloudinvoices", *map(str, arguments)]
        pipes: dict[str, object] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
        return subprocess.Popen(command, **pipes)  # type: ignore[call-overload,no-any-return]

    return start


@pytest.fixture
def at_terminal(process: Process) -> AtTerminal:
    """Run the program as a person at a terminal: its exit code, what stderr shows there, and what goes into a pipe."""

    def run(*arguments: str, **environment: str) -> tuple[int, str, bytes]:
        ours, theirs = pty.openpty()
        variables = {**os.environ, "TERM": "xterm", **environment}
        try:
            # A terminal takes a few kilobytes and then waits until somebody has read them.
            with ThreadPoolExecutor(1) as reader, process(*arguments, stderr=theirs, env=variables) as running:
                os.close(theirs)
                shown = reader.submit(_read_all, ours)
                assert running.stdout is not None
                piped = running.stdout.read()
            return running.returncode, shown.result().decode(), piped
        finally:
            os.close(ours)

    return run


def _read_all(terminal: int) -> bytes:
    shown = b""
    with suppress(OSError):  # Linux's way to say that the other side is closed
        while piece := os.read(terminal, 4096):
            shown += piece
    return shown
