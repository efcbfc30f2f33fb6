import hashlib
import json
from pathlib import Path

import pytest

from cloudinvoices.providers import NAMES
from cloudinvoices.testing import ExpectedInvoice, Simulator

from .conftest import Configure, Invoke


def documented(sim: Simulator, provider: str, format: str) -> ExpectedInvoice:
    """The latest invoice with a document in this format."""
    return [one for one in sim.expected(provider) if format in one.documents][-1]


@pytest.mark.parametrize("provider", NAMES)
def test_a_document(sim: Simulator, configure: Configure, invoke: Invoke, provider: str) -> None:
    configure()
    wanted = documented(sim, provider, "pdf")
    result = invoke("download", f"my-{provider}", wanted.id, "--format", "pdf", "-o", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    record = json.loads(result.stdout)
    content = Path(record["path"]).read_bytes()
    assert content == wanted.documents["pdf"]
    assert record["sha256"] == hashlib.sha256(content).hexdigest()
    assert (record["size"], record["account"], record["invoice"]) == (len(content), f"my-{provider}", wanted.id)
    assert Path(record["path"]).parent == Path()


def test_forms(sim: Simulator, configure: Configure, invoke: Invoke) -> None:
    configure()
    id = documented(sim, "akamai", "csv").id
    arguments = ("download", "my-akamai", id, "--format", "csv", "--to", "documents/")
    table = invoke(*arguments).stdout
    line = invoke(*arguments, "-o", "ndjson").stdout
    rows = invoke(*arguments, "-o", "csv").stdout.splitlines()
    (path,) = Path("documents").iterdir()
    assert str(path) in table
    assert json.loads(line)["path"] == str(path)
    assert rows[0] == "account,invoice,path,format,media_type,size,sha256"
    assert rows[1].startswith(f"my-akamai,{id},{path},csv,text/csv,")


def test_to_stdout(sim: Simulator, configure: Configure, invoke: Invoke) -> None:
    configure()
    wanted = documented(sim, "doit", "pdf")
    result = invoke("download", "my-doit", wanted.id, "--format", "pdf", "--to", "-")
    assert result.stdout_bytes == wanted.documents["pdf"]
    assert hashlib.sha256(result.stdout_bytes).hexdigest() in result.stderr
    assert invoke("download", "my-doit", wanted.id, "--to", "-", "-q").stderr == ""


def test_nothing_is_overwritten(sim: Simulator, configure: Configure, invoke: Invoke) -> None:
    configure()
    wanted = documented(sim, "qovery", "pdf")
    Path("mine.pdf").write_bytes(b"mine")
    result = invoke("download", "my-qovery", wanted.id, "--to", "mine.pdf", "-o", "json")
    assert json.loads(result.stdout)["path"] == "mine-2.pdf"
    assert Path("mine.pdf").read_bytes() == b"mine"


def test_a_target_that_cannot_be_written_is_output(sim: Simulator, configure: Configure, invoke: Invoke) -> None:
    configure()
    Path("file").write_text("in the way")
    result = invoke("download", "my-qovery", documented(sim, "qovery", "pdf").id, "--to", "file/invoices/")
    assert (result.exit_code, result.stdout) == (74, "")
    error, hint = result.stderr.splitlines()
    assert error.startswith("error: cannot write to ")
    assert hint.startswith("hint: ")
    assert not sim.requests


def test_a_format_there_is_none_of(sim: Simulator, configure: Configure, invoke: Invoke) -> None:
    configure()
    result = invoke("download", "my-qovery", documented(sim, "qovery", "pdf").id, "--format", "csv")
    assert (result.exit_code, result.stdout) == (1, "")
    assert invoke("download", "my-qovery", "x", "--format", "docx").exit_code == 2


def test_an_id_that_this_provider_cannot_have(configure: Configure, invoke: Invoke) -> None:
    configure(akamai="contract = 'C-1'")
    result = invoke("download", "my-akamai", "not-a-number")
    assert result.exit_code == 2
    assert "not-a-number" in result.stderr


def test_a_document_cut_short_leaves_nothing(sim: Simulator, configure: Configure, invoke: Invoke) -> None:
    configure()
    before = set(Path().iterdir())
    sim.fail("qovery.link", body="<html>sign in</html>", content_type="text/html")
    result = invoke("download", "my-qovery", documented(sim, "qovery", "pdf").id)
    assert (result.exit_code, result.stdout) == (1, "")
    assert set(Path().iterdir()) == before
