"""Nothing that the command line prints, logs or writes holds a credential, the key of a link, or a cookie."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from itertools import cycle
from pathlib import Path

import pytest
from reliability import Tally

from cloudinvoices.providers import NAMES
from cloudinvoices.testing import Simulator
from tests.cli.conftest import AtTerminal, Invoke
from tests.conformance.operations import with_document

from .canaries import faults
from .configured import WAYS, configure_secrets
from .detector import Detector
from .places import files_below, listening
from .strangers import COOKIE

ARCHIVE = ("--archive", "archive", "--since", "2020")
FAULTS = {"success": None, "refused": 2, "broken": 6, "a page": 9, "not JSON": 10, "a redirect": 16, "odd": 17}
# Where a secret comes from makes no difference once it is known.
CASES = [*(("literal", case) for case in FAULTS), *((way, "success") for way in WAYS[1:])]
MORE = [pytest.param(way, "refused", marks=pytest.mark.long) for way in WAYS[1:]]
FORMS = ("table", "json", "ndjson", "csv")


def everything(sim: Simulator) -> Iterator[tuple[str, ...]]:
    """Every command, with the forms of output in turn."""
    yield from (("accounts",), ("accounts", "--check"), ("providers",))
    for provider in NAMES:
        id = with_document(sim, provider).id
        yield from (("list", f"my-{provider}"), ("get", f"my-{provider}", id), ("download", f"my-{provider}", id))
    yield from (("sync", "--dry-run", *ARCHIVE), ("sync", *ARCHIVE), ("sync", "my-doit", "--recheck", *ARCHIVE))
    yield from (("records", *ARCHIVE), ("verify", *ARCHIVE[:2]), ("missing", *ARCHIVE[:2]))


def order(sim: Simulator, secrets: Mapping[str, str], number: int | None, times: int) -> None:
    """A fault in every operation, in which a provider repeats what it knows: its own credentials."""
    for operation in sim.operations:
        provider = operation.partition(".")[0]
        own = {name: secret for name, secret in secrets.items() if name.startswith(f"{provider} ")}
        cookie = {"headers": {"Set-Cookie": f"session={COOKIE}; Path=/"}}
        sim.fail(operation, **(cookie if number is None else faults(own)[number]), times=times)


@pytest.mark.parametrize(("way", "case"), [*CASES, *MORE])
def test_no_command_says_a_secret(
    way: str, case: str, sim: Simulator, invoke: Invoke, monkeypatch: pytest.MonkeyPatch, tally: Tally
) -> None:
    secrets = configure_secrets(way, sim, monkeypatch)
    detector = Detector(secrets)
    forms = cycle(FORMS)
    shown: dict[str, str | bytes] = {}
    with listening() as heard:
        for number, arguments in enumerate(everything(sim)):
            sim.reset()
            order(sim, secrets, FAULTS[case], times=2)
            result = invoke(*arguments, "-o", next(forms), "-vv")
            shown[f"{number} {' '.join(arguments)}"] = result.output or "nothing"
    detector.check({"all of it": "\n".join(dict.fromkeys("\n".join(map(str, shown.values())).splitlines()))})
    detector.check({"log": "\n".join(heard.lines)})
    written = {name: content for name, content in files_below(Path("archive")).items() if content}
    if case == "success":
        assert len(written) > 100
    # A document is what the provider sends.
    documents = (".pdf", ".csv", ".json") if case != "success" else ()
    kept = {name: content for name, content in written.items() if not name.endswith(documents) or "record" in name}
    tally("canaries found", detector.check({"archive": b"\n".join(kept.values())}))
    tally("places searched", len(shown) + len(kept) + 1)
    tally("canaries planted", len(secrets))


@pytest.mark.parametrize("fault", [None, 2, pytest.param(6, marks=pytest.mark.long)])
def test_no_progress_on_a_terminal_says_a_secret(
    sim: Simulator, at_terminal: AtTerminal, monkeypatch: pytest.MonkeyPatch, fault: int | None, tally: Tally
) -> None:
    secrets = configure_secrets("literal", sim, monkeypatch)
    detector = Detector(secrets)
    for arguments in (("sync", *ARCHIVE), ("list", "my-doit"), ("accounts", "--check"), ("verify", *ARCHIVE[:2])):
        sim.reset()
        order(sim, secrets, fault, times=1)
        _, at_screen, piped = at_terminal(*arguments, "-vv", "-o", "json", PYTHONASYNCIODEBUG="1")
        tally("canaries found", detector.check({"terminal": at_screen, "pipe": piped or b"nothing"}))
        tally("places searched", 2)
    tally("canaries planted", len(secrets))


CRASH = """
import sys
from cloudinvoices.core.connection import Connection
def fail(self, *arguments, **options):
    raise RuntimeError(f"a defect: {self!r} {arguments!r} {options!r}")
Connection.send = fail
sys.argv = ["cloudinvoices", *sys.argv[1:]]
from cloudinvoices.cli import main
main()
"""


@pytest.mark.parametrize("arguments", [("list", "my-masstack"), ("list", "my-switched"), ("sync", *ARCHIVE)])
def test_a_defect_of_ours_says_none(
    sim: Simulator, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], tally: Tally
) -> None:
    """A crash, as Python shows it, with the arguments of the call that failed."""
    secrets = configure_secrets("literal", sim, monkeypatch)
    command = [sys.executable, "-X", "dev", "-c", CRASH, *arguments, "-vv"]
    environment = {**os.environ, "PYTHONWARNINGS": "default"}
    ended = subprocess.run(command, capture_output=True, timeout=60, check=False, env=environment)
    shown = ended.stdout + ended.stderr
    assert ended.returncode
    assert b"a defect: Connection(" in shown
    Detector(secrets).check({"crash": shown})
    tally("places searched")
    tally("canaries planted", len(secrets))


def test_the_control_finds_what_is_printed(sim: Simulator, invoke: Invoke, at_terminal: AtTerminal) -> None:
    """A secret where no secret belongs, in each form of output, on a pipe and on a terminal."""
    secret = "qov_Zk3v9Qx7pL2mN8sT4wY6"
    detector = Detector({"token": secret})
    Path("cloudinvoices.toml").write_text(
        f"[accounts.a]\nprovider = 'doit'\ntenant = '{secret}'\napi_key = 'env:NONE'\n"
    )
    for form in FORMS:
        assert detector.find(invoke("accounts", "-o", form).stdout) == {"token"}
    assert detector.find(invoke("list", secret).stderr) == {"token"}
    _, shown, piped = at_terminal("accounts")
    assert (detector.find(shown), detector.find(piped)) == (set(), {"token"})
    assert detector.find(at_terminal("list", secret)[1]) == {"token"}


def test_the_control_finds_what_a_file_of_the_archive_holds(
    sim: Simulator, invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    secrets = configure_secrets("env", sim, monkeypatch)
    invoke("sync", "my-doit", *ARCHIVE)
    records = sorted(Path("archive").rglob("*.record.json"))
    secret = sim.settings("doit")["api_key"]
    records[0].write_bytes(records[0].read_bytes().replace(b'"raw"', f'"{secret[:12]}"'.encode()))
    (Path("archive") / f"{secret[5:30]}.txt").touch()
    found = {name for name, content in files_below(Path("archive")).items() if Detector(secrets).find(content)}
    assert found == {str(records[0]), "names of files"}
