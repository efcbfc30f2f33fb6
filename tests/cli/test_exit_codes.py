from pathlib import Path

import pytest

from cloudinvoices.cli.failures import worst
from cloudinvoices.testing import Simulator

from .conftest import Configure, Invoke


@pytest.mark.parametrize(
    ("status", "code"), [(401, 77), (403, 77), (404, 1), (409, 1), (429, 69), (500, 69), (502, 69), (503, 69)]
)
def test_the_exit_code_says_what_the_provider_said(
    sim: Simulator, configure: Configure, invoke: Invoke, status: int, code: int
) -> None:
    configure()
    sim.fail("doit.list", status=status)
    result = invoke("list", "my-doit", "-o", "json")
    assert (result.exit_code, result.stdout) == (code, "")
    assert result.stderr.startswith("error: doit list_invoices: ")
    assert 1 <= len(result.stderr.splitlines()) <= 2


def test_no_connection_is_unavailable(invoke: Invoke) -> None:
    Path("cloudinvoices.toml").write_text(
        "[accounts.a]\nprovider = 'doit'\napi_key = 'k'\nretries = 0\nbase_url = 'http://127.0.0.1:9'"
    )
    result = invoke("list", "a")
    assert (result.exit_code, result.stdout) == (69, "")
    assert "no connection" in result.stderr


def test_an_answer_of_another_kind_is_a_failure(sim: Simulator, configure: Configure, invoke: Invoke) -> None:
    configure()
    sim.fail("doit.list", body="<html>Sign in</html>", content_type="text/html")
    assert invoke("list", "my-doit").exit_code == 1


def test_verbose_names_the_causes_and_shows_the_answer(sim: Simulator, configure: Configure, invoke: Invoke) -> None:
    configure()
    sim.fail("doit.list", status=500, body="first line\nsecond line")
    lines = invoke("list", "my-doit", "-v").stderr.splitlines()
    assert "cause: cloudinvoices.errors.ProviderError" in lines
    assert lines[-2:] == ["answer: first line", "answer: second line"]


def test_verbose_says_what_is_waited_for(sim: Simulator, configure: Configure, invoke: Invoke) -> None:
    path = configure(doit="max_wait = 0.001")
    path.write_text(path.read_text().replace("retries = 0", "retries = 1"))
    sim.fail("doit.list", status=503)
    assert "again in" in invoke("list", "my-doit", "-v").stderr
    sim.fail("doit.list", status=503)
    assert invoke("list", "my-doit").stderr == ""
    assert "GET http://127.0.0.1" in invoke("list", "my-doit", "-vv").stderr


@pytest.mark.parametrize("arguments", [("lst",), ("list",), ("list", "--nope"), ("get", "doit")])
def test_usage(invoke: Invoke, arguments: tuple[str, ...]) -> None:
    result = invoke(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")


def test_the_worst_of_several() -> None:
    assert worst([]) == 0
    assert worst([1, 69]) == 69
    assert worst([69, 77, 1]) == 77
    assert worst([77, 78]) == 78
