"""An operation that ends with an error, what the error has to say of it, and what it must never say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import cloudinvoices as ci
from cloudinvoices.testing import Simulator

from .account import Connect
from .operations import Operation

PAGE = "<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body>Welcome back</body></html>"


def secrets(settings: dict[str, Any]) -> list[str]:
    names = ("token", "client_token", "client_secret", "access_token", "api_token", "api_key")
    return [settings[name] for name in names if name in settings]


def causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def everything_said(error: BaseException) -> str:
    """All that a traceback, a log or a debugger's line could show."""
    return "\n".join(
        f"{one} {one!r} {one.args} {vars(one) if isinstance(one, ci.CloudInvoicesError) else ''}"
        for one in causes(error)
    )


def refused(
    connect: Connect, sim: Simulator, operation: Operation, settings: dict[str, Any], **more: Any
) -> ci.CloudInvoicesError:
    """The error that an operation ends with."""
    account = connect(operation.provider, **{**settings, **more})
    with pytest.raises(ci.CloudInvoicesError) as caught:
        operation.run(account, sim)
    return caught.value


def check_facts(error: ci.CloudInvoicesError, operation: Operation, sim: Simulator, settings: dict[str, Any]) -> None:
    assert error.provider == operation.provider
    assert error.operation == operation.name
    assert error.url is not None
    assert error.url.startswith(sim.url)
    assert "?" not in error.url
    assert operation.provider in str(error)
    assert operation.name in str(error)
    assert len((error.excerpt or "").encode()) <= 2048
    said = everything_said(error)
    assert secrets(settings)
    assert not [secret for secret in secrets(settings) if secret in said]
