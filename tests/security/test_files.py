"""Secrets in files: what is written at all, for how long, and who can read it."""

from __future__ import annotations

import json
import os
import signal
import ssl
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import cloudinvoices as ci
from cloudinvoices.authentication import certificate
from cloudinvoices.testing import Simulator
from tests.cli.conftest import Configure, Invoke
from tests.conformance.certificates import PASSWORD, Authority
from tests.conformance.operations import with_document

from .detector import Detector, body_of, secrets_of

PROGRAM = """
import asyncio, io, json, os, sys
import cloudinvoices as ci
written = []
def watch(event, arguments):
    if event == "open":
        path, mode, flags = arguments
        if (flags or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) and str(path) != os.devnull:
            written.append(str(path))
accounts = json.loads(sys.stdin.read())
async def asynchronously(name, settings, id):
    async with ci.aconnect(name, **settings) as account:
        [one async for one in account.list()]
        await account.download(id, f"documents/{name}-async.pdf", format="pdf")
sys.addaudithook(watch)
for name, settings, id in accounts:
    with ci.connect(name, **settings) as account:
        list(account.list())
        account.download(id, f"documents/{name}.pdf", format="pdf")
    asyncio.run(asynchronously(name, settings, id))
print(json.dumps(written))
"""


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def umask() -> Iterator[None]:
    """Everything may be read by all: what is private has to be made so."""
    before = os.umask(0)
    yield
    os.umask(before)


def test_nothing_but_documents_is_written(sim: Simulator, tmp_path: Path) -> None:
    """No token is kept on disk, no cache, no cookie: every file that is opened for writing is a document's."""
    file = tmp_path / "service-account.json"
    file.write_text(json.dumps(sim.service_account()))
    accounts: list[tuple[str, dict[str, Any], str]] = []
    for name in sim.providers:
        settings = sim.settings(name)
        if name == "masstack":
            del settings["access_token"]
            settings["service_account"] = str(file)
        accounts.append((name, settings, with_document(sim, name).id))
    folders = {name: tmp_path / name for name in ("home", "temporary", "cache", "here")}
    for folder in folders.values():
        folder.mkdir(exist_ok=True)
    environment = {**os.environ, "HOME": str(folders["home"]), "TMPDIR": str(folders["temporary"])}
    environment |= {"XDG_CACHE_HOME": str(folders["cache"]), "PYTHONDONTWRITEBYTECODE": "1"}
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        input=json.dumps(accounts),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        cwd=folders["here"],
        env=environment,
    )
    written = set(json.loads(ended.stdout))
    assert len(written) == 2 * len(accounts)
    assert {Path(path).parent.name for path in written} == {"documents"}
    assert sum(request.operation == "masstack.token" for request in sim.requests) == 2
    left = sorted(str(path.relative_to(tmp_path)) for name in folders for path in folders[name].rglob("*"))
    names = [f"here/documents/{name}{kind}.pdf" for name in sorted(sim.providers) for kind in ("", "-async")]
    assert left == sorted(["here/documents", *names])


class Watching:
    """A TLS context that says how its key file looks at the moment it is loaded."""

    def __init__(self, error: Exception | None) -> None:
        self.error = error
        self.seen: list[tuple[Path, int, int, bytes]] = []

    def load_cert_chain(self, file: Path, password: bytes) -> None:
        modes = [path.stat().st_mode & 0o777 for path in (file.parent, file)]
        self.seen.append((file, modes[0], modes[1], file.read_bytes()))
        if self.error:
            raise self.error


@pytest.mark.parametrize("error", [None, OSError(28, "No space left on device"), ssl.SSLError("bad"), KeyError("x")])
def test_a_converted_key_is_private_encrypted_and_gone(
    authority: Authority, monkeypatch: pytest.MonkeyPatch, umask: None, tmp_path: Path, error: Exception | None
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    context = Watching(error)
    monkeypatch.setattr(certificate, "_with_roots", lambda *_: context)
    given: dict[str, Any] = {"tenant": "x", "p12": str(authority.p12), "p12_password": PASSWORD}
    if error is None:
        ci.connect("f5xc", **given).close()
    else:
        with pytest.raises((ci.ConfigurationError, KeyError)):
            ci.connect("f5xc", **given)
    ((file, folder_mode, mode, content),) = context.seen
    assert file.is_relative_to(tmp_path)
    assert (folder_mode, mode) == (0o700, 0o600)
    assert content.startswith(b"-----BEGIN ENCRYPTED PRIVATE KEY-----")
    Detector({"key": body_of(authority.key.read_text()), "password": PASSWORD}).check({"file": content})
    assert list(tmp_path.rglob("client.pem")) == []


KILLED = """
import os, signal, sys
import cloudinvoices as ci
from cloudinvoices.authentication import certificate
signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored by what a shell starts in the background
class Context:
    def load_cert_chain(self, file, password):
        print(file, flush=True)
        os.kill(os.getpid(), int(sys.argv[3]))
certificate._with_roots = lambda *_: Context()
ci.connect("f5xc", tenant="x", p12=sys.argv[1], p12_password=sys.argv[2])
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_killed_conversion_leaves_no_key_that_can_be_used(
    authority: Authority, tmp_path: Path, number: signal.Signals
) -> None:
    """Ctrl-C cleans up. What kills at once leaves a file, whose password was never written anywhere."""
    (tmp_path / "temporary").mkdir()
    ended = subprocess.run(
        [sys.executable, "-c", KILLED, str(authority.p12), PASSWORD, str(int(number))],
        capture_output=True,
        timeout=60,
        check=False,
        env={**os.environ, "TMPDIR": str(tmp_path / "temporary")},
    )
    file = Path(ended.stdout.decode().strip())
    assert file.is_relative_to(tmp_path / "temporary")
    assert ended.returncode == -number
    assert file.exists() is (number is not signal.SIGINT)
    if file.exists():
        assert (file.parent.stat().st_mode & 0o777, file.stat().st_mode & 0o777) == (0o700, 0o600)
        with pytest.raises(ssl.SSLError):
            ssl.create_default_context().load_cert_chain(file, password=PASSWORD)
        Detector({"key": body_of(authority.key.read_text())}).check({"file": file.read_bytes()})


MODES = [(0o600, False), (0o400, False), (0o640, True), (0o604, True), (0o644, True)]


@pytest.mark.parametrize(("mode", "warned"), MODES)
@pytest.mark.parametrize("linked", [False, True], ids=["", "linked"])
@pytest.mark.parametrize(
    "kind", ["configuration", "reference", "edgerc", "home", "environment", "service_account", "key"]
)
def test_files_with_secrets_that_others_can_read_are_named(
    invoke: Invoke, monkeypatch: pytest.MonkeyPatch, kind: str, linked: bool, mode: int, warned: bool
) -> None:
    secret = "qov_s3cret-4Xn7Qp2Vb9Ks6Tz1"
    real = Path("real-file")
    named = Path(os.environ["HOME"]) / ".edgerc" if kind == "home" else Path("named-file")
    configuration = Path("cloudinvoices.toml")
    address = "base_url = 'http://127.0.0.1:9'\nretries = 0\n"
    tables = {
        "configuration": f"[accounts.a]\nprovider = 'qovery'\norganization = 'o'\ntoken = '{secret}'\n{address}",
        "reference": f"[accounts.a]\nprovider = 'qovery'\norganization = 'o'\ntoken = 'file:named-file'\n{address}",
        "edgerc": f"[accounts.a]\nprovider = 'akamai'\nedgerc = 'named-file'\n{address}",
        "home": f"[accounts.a]\nprovider = 'akamai'\n{address}",
        "environment": f"[accounts.a]\nprovider = 'akamai'\n{address}",
        "service_account": "[accounts.a]\nprovider = 'masstack'\norganization = 'o'\naccount = '1'\n"
        f"service_account = 'named-file'\n{address}",
        "key": f"[accounts.a]\nprovider = 'f5xc'\ncert = 'cert.pem'\nkey = 'named-file'\n{address}",
    }
    if kind == "configuration":
        named = configuration
    if kind == "environment":
        monkeypatch.setenv("AKAMAI_EDGERC", "named-file")
    content = tables[kind] if kind == "configuration" else secret
    (real if linked else named).write_text(content)
    (real if linked else named).chmod(mode)
    if linked:
        named.symlink_to(real.resolve())
    if kind != "configuration":
        configuration.write_text(tables[kind])
        configuration.chmod(0o644)  # there is no secret in it
    result = invoke("list", "a")
    assert (f"warning: {named} holds secrets and others can read it: chmod 600 {named}" in result.stderr) is warned
    assert secret not in result.output
    assert "warning" not in invoke("list", "a", "-q").stderr


def test_a_file_of_an_account_from_the_environment_is_named_too(
    sim: Simulator, invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    edgerc = Path(os.environ["HOME"]) / ".edgerc"
    credential = {**sim.settings("akamai"), "host": "127.0.0.1:9"}
    edgerc.write_text("\n".join(f"{name} = {credential[name]}" for name in ("host", *secrets_of(credential))))
    edgerc.chmod(0o644)
    assert f"warning: {edgerc} holds secrets and others can read it" in invoke("accounts").stderr
    edgerc.chmod(0o600)
    assert "warning" not in invoke("accounts").stderr


@pytest.mark.parametrize(("mask", "mode"), [(0o022, 0o644), (0o027, 0o640), (0o077, 0o600)])
def test_who_may_read_documents_and_records_is_for_the_umask(
    sim: Simulator, configure: Configure, invoke: Invoke, umask: None, mask: int, mode: int
) -> None:
    configure()
    os.umask(mask)
    id = with_document(sim, "doit").id
    assert invoke("download", "my-doit", id, "--format", "pdf", "--to", "one.pdf").exit_code == 0
    assert invoke("sync", "my-doit", "--archive", "archive").exit_code == 0
    files = [path for path in (Path("one.pdf"), *Path("archive").rglob("*")) if path.is_file()]
    assert len(files) > 10
    kept = [path for path in files if path.suffix in (".pdf", ".json")]
    assert {path.stat().st_mode & 0o777 for path in kept} == {mode}
    assert all(path.stat().st_mode & 0o777 & mask == 0 for path in files)
