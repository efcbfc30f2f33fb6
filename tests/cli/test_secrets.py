"""No secret is printed, whatever is asked for and whatever goes wrong."""

import json
from pathlib import Path

import pytest

from cloudinvoices.providers import NAMES, load_adapter
from cloudinvoices.testing import Simulator

from .conftest import Invoke

OPERATIONS = ("list", "get", "download", "pdf", "link", "billing_details", "contracts")


@pytest.fixture
def secrets(sim: Simulator) -> list[str]:
    """Literal secrets of all providers in ./cloudinvoices.toml."""
    found, lines = [], []
    for provider in NAMES:
        secret = {setting.name for setting in load_adapter(provider).settings if setting.secret}
        lines += [f"[accounts.my-{provider}]", f"provider = '{provider}'", "retries = 0"]
        for name, value in sim.settings(provider).items():
            lines.append(f"{name} = {json.dumps(value)}")
            found += [value] if name in secret else []
    Path("cloudinvoices.toml").write_text("\n".join(lines))
    return found


@pytest.mark.parametrize("provider", NAMES)
@pytest.mark.parametrize("status", [None, 401, 403, 500])
def test_no_secret_is_printed(
    sim: Simulator, secrets: list[str], invoke: Invoke, provider: str, status: int | None
) -> None:
    id = sim.expected(provider)[-1].id
    for command in (["list"], ["get", id], ["download", id]):
        if status:
            for operation in {f"{provider}.{name}" for name in OPERATIONS} & set(sim.operations):
                sim.fail(operation, status=status, body=f"refused: {' '.join(secrets)}")
        account = f"my-{provider}"
        shown = invoke(command[0], account, *command[1:], "-vv").output
        assert "warning: " in shown
        own = [value for value in sim.settings(provider).values() if value in secrets]
        assert not [secret for secret in own if secret in shown]
        sim.reset()


def test_accounts_and_providers_print_none(sim: Simulator, secrets: list[str], invoke: Invoke) -> None:
    for arguments in (("accounts",), ("accounts", "--check"), ("providers",)):
        for form in ("table", "json", "ndjson", "csv"):
            shown = invoke(*arguments, "-o", form, "-vv").output
            assert "my-doit" in shown or arguments == ("providers",)
            assert not [secret for secret in secrets if secret in shown]


@pytest.mark.parametrize("status", [None, 401, 403, 500])
@pytest.mark.parametrize("form", ["table", "json", "ndjson", "csv"])
def test_the_archive_holds_none(
    sim: Simulator, secrets: list[str], invoke: Invoke, status: int | None, form: str
) -> None:
    for operation in sim.operations if status else ():
        if operation != "akamai.list":  # one account at least is to have documents that fail
            own = [value for value in sim.settings(operation.split(".")[0]).values() if value in secrets]
            sim.fail(operation, status=status, body=f"refused: {' '.join(own)}", times=2)
    shown = "".join(
        invoke(*arguments, "--archive", "archive", "-o", form, "-vv").output
        for arguments in (("sync",), ("sync", "--dry-run"), ("records",), ("verify",), ("missing",))
    )
    assert "my-akamai" in shown
    assert ("answer: refused: " in shown) is (status is not None)
    written = b"".join(path.read_bytes() for path in Path("archive").rglob("*") if path.is_file())
    assert not [secret for secret in secrets if secret in shown or secret.encode() in written]


def test_what_is_true_of_the_file_is_said_once(secrets: list[str], invoke: Invoke) -> None:
    Path("cloudinvoices.toml").chmod(0o644)
    warnings = invoke("accounts").stderr.splitlines()
    assert len(warnings) == len(NAMES) + 1
    assert sum("chmod 600" in line for line in warnings) == 1


def test_a_broken_configuration_prints_none(secrets: list[str], invoke: Invoke) -> None:
    path = Path("cloudinvoices.toml")
    for wrong in ("\ntoken = 'qov_canary", "\napi_key = canary", "\n[accounts.x]\nprovider='doit'\napi_key=['canary']"):
        path.write_text(f"[accounts.a]\nprovider='doit'\n{wrong}\n")
        result = invoke("list", "a", "-vv")
        assert result.exit_code == 78
        assert "canary" not in result.output
