"""Nothing that can be read afterwards holds a credential, the key of a link, or a cookie: in Python."""

from __future__ import annotations

import io
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from reliability import Tally

import cloudinvoices as ci
from cloudinvoices.archive import Archive, Options, Source, sync, verify
from cloudinvoices.testing import Simulator
from tests.conformance.account import MODES_IN_TIME, Account, Connect
from tests.conformance.operations import Operation, invoice_of, with_document

from .canaries import faults, planted
from .detector import Detector
from .places import drawn, listening, locals_of, pickled, said_by
from .raw_calls import list_raw


def settings_of(sim: Simulator, provider: str) -> dict[str, Any]:
    """Of an account with every secret there is; Akamai's acts on another account."""
    more = {"account_switch_key": sim.account_switch_key} if provider == "akamai" else {}
    return {**sim.settings(provider), **more, "retries": 1}


def reprs(account: Account, *more: object) -> str:
    """All that is shown of what callers hold."""
    inside = getattr(account, "provider", account)
    held = [
        account,
        account.skipped,
        account.clients,
        account.client,
        inside._adapter,
        inside._connection,
        inside._connection.authentication,
        inside._clients,
        *more,
    ]
    return "\n".join(f"{one!r} {one!s}" for one in held)


def use(account: Account, operation: Operation, sim: Simulator) -> list[object]:
    """What comes of an operation: objects, or the error."""
    try:
        result = operation.run(account, sim)
        invoices = list(result) if isinstance(result, list) else [result]
        return [one for one in invoices if not isinstance(one, bytes)]
    except ci.CloudInvoicesError as error:
        return [error]


@pytest.mark.parametrize("mode", MODES_IN_TIME)
def test_no_failure_says_a_secret(
    connect: Connect,
    sim: Simulator,
    operation: Operation,
    monkeypatch: pytest.MonkeyPatch,
    tally: Tally,
) -> None:
    monkeypatch.setenv("PYTHONASYNCIODEBUG", "1")
    settings = settings_of(sim, operation.provider)
    secrets = planted(sim, operation.provider, settings)
    detector = Detector(secrets)
    errors: list[ci.CloudInvoicesError] = []
    shown: list[str] = []
    with listening() as heard:
        account = connect(operation.provider, **settings)
        for fault in faults(secrets):
            sim.fail(operation.simulated, **fault, times=2)
            for one in use(account, operation, sim):
                errors += [one] if isinstance(one, ci.CloudInvoicesError) else []
                shown.append(repr(one))
            sim.reset()
        shown += [reprs(account), *map(said_by, errors)]
    assert len(errors) >= 10
    assert "cloudinvoices" in heard.names
    places: dict[str, str | bytes] = {
        "log": "\n".join(heard.lines),
        "what is shown": "\n".join(dict.fromkeys("\n".join(shown).splitlines())),
        "pickles": b"".join(map(pickled, errors)),
        **({"warnings": "\n".join(heard.warnings)} if heard.warnings else {}),
    }
    tally("canaries found", detector.check(places))
    # The address of a link is a text in many of them.
    credentials = Detector({name: secret for name, secret in secrets.items() if name != "key of a link"})
    for error in errors:
        credentials.check(locals_of(error))
    tally("places searched", len(places) + len(errors))
    tally("canaries planted", len(secrets))


def test_no_failure_of_the_raw_client_says_one(connect: Connect, sim: Simulator, provider: str, tally: Tally) -> None:
    settings = settings_of(sim, provider)
    secrets = planted(sim, provider, settings)
    errors: list[Exception] = []
    with listening() as heard:
        account = connect(provider, **settings)
        for fault in faults(secrets):
            sim.fail(f"{provider}.list", **fault, times=2)
            try:
                list_raw(account, sim)
            except Exception as error:  # the generated code has exceptions of its own for answers of another shape
                errors.append(error)
            sim.reset()
        shown = reprs(account)
    assert len(errors) >= 10
    places: dict[str, str | bytes] = {
        "log": "\n".join(heard.lines),
        "reprs": shown,
        "errors": "\n".join(map(said_by, errors)),
        "pickles": b"".join(map(pickled, errors)),
    }
    tally("canaries found", Detector(secrets).check(places))
    tally("places searched", len(places))
    tally("canaries planted", len(secrets))


def test_no_success_says_a_secret(
    connect: Connect, sim: Simulator, provider: str, monkeypatch: pytest.MonkeyPatch, tally: Tally
) -> None:
    monkeypatch.setenv("PYTHONASYNCIODEBUG", "1")
    settings = settings_of(sim, provider)
    secrets = planted(sim, provider, settings)
    with listening() as heard:
        account = connect(provider, **settings)
        held: list[object] = list(account.list())
        expected = with_document(sim, provider)
        if provider == "akamai":  # the other account has documents of its own
            del settings["account_switch_key"]
            account = connect(provider, **settings)
        held += [account.get(expected.id), account.download(expected.id, io.BytesIO())]
        with account.stream(invoice_of(expected, provider)) as document:
            held += [document, list(document) and document.sha256]
        shown = reprs(account, *held)
    places: dict[str, str | bytes] = {"log": "\n".join(heard.lines), "what is shown": shown}
    tally("canaries found", Detector(secrets).check(places))
    links = {
        f"link {n}": request.query["Signature"]
        for n, request in enumerate(sim.requests)
        if request.query.get("Signature")
    }
    if links:
        tally("canaries found", Detector(links).check(places))
    tally("places searched", len(places))
    tally("canaries planted", len(secrets) + len(links))


@pytest.mark.parametrize("fault", [None, 2, 6, 9])
def test_no_report_of_an_archive_says_one(sim: Simulator, tmp_path: Path, fault: int | None, tally: Tally) -> None:
    sources: list[Source] = []
    found: dict[str, str] = {}
    for provider in sim.providers:
        settings = settings_of(sim, provider)
        own = planted(sim, provider, settings)
        found |= {f"{provider} {name}": secret for name, secret in own.items()}
        sources.append(Source(provider, provider, partial(ci.aconnect, provider, **{**settings, "max_wait": 0.01})))
        for operation in sim.operations:
            if fault is not None and operation.startswith(f"{provider}."):
                sim.fail(operation, **faults(own)[fault], times=4)
    with listening() as heard, Archive(tmp_path / "archive") as archive:
        report = sync(archive, sources, Options())
        shown = [archive, report, *sources, *report.accounts, *report.failures, *archive.records(), *verify(archive)]
    assert bool(report.failures) is (fault is not None)
    errors = [failure.error for failure in report.failures]
    places: dict[str, str | bytes] = {
        "log": "\n".join(heard.lines),
        "reprs": "\n".join(map(repr, shown)),
        **({"errors": "\n".join(map(said_by, errors))} if errors else {}),
    }
    tally("canaries found", Detector(found).check(places))
    tally("places searched", len(places))
    tally("canaries planted", len(found))


@pytest.mark.parametrize("provider", ["qovery"])
def test_a_traceback_by_rich_says_none(connect: Connect, sim: Simulator, provider: str, tally: Tally) -> None:
    settings = settings_of(sim, provider)
    secrets = planted(sim, provider, settings)
    sim.fail(f"{provider}.list", **faults(secrets)[1], times=2)
    with pytest.raises(ci.AuthenticationError) as caught:
        list(connect(provider, **settings).list())
    shown = drawn(caught.type, caught.value, caught.value.__traceback__)
    assert "AuthenticationError" in shown
    Detector(secrets).check({"rich": shown})
    tally("places searched")


def test_the_control_finds_what_is_planted_in_each_kind_of_place() -> None:
    secret = "qov_Zk3v9Qx7pL2mN8sT4wY6"
    detector = Detector({"token": secret})

    class Holder:
        def __repr__(self) -> str:
            return f"Holder({secret})"

    def fail(holder: Holder) -> None:
        raise ci.ProviderError("x", excerpt=secret) from ValueError(secret)

    import logging
    import warnings

    with listening() as heard:
        logging.getLogger("httpcore.http11").debug("sent %r", [(b"authorization", secret.encode())])
        warnings.warn(f"unreadable: {secret}", ci.CloudInvoicesWarning, stacklevel=1)
    try:
        fail(Holder())
    except ci.ProviderError as error:
        places: dict[str, str | bytes] = {
            "log": "\n".join(heard.lines),
            "warnings": "\n".join(heard.warnings),
            "errors": said_by(error),
            "rich": drawn(type(error), error, error.__traceback__),
            "pickle": pickled(error),
            "repr": repr(Holder()),
        }
    assert [name for name, content in places.items() if detector.find(content) != {"token"}] == []
