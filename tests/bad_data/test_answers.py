"""Anything in place of an answer: what comes out is an invoice as promised, or one of our errors."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from reliability import Tally

import cloudinvoices as ci

from .accounts import account_at, attempt
from .answers import OPERATIONS, First, Operation, check_invoice
from .values import bodies, to_text, try_examples

# So that a terminal and a log can bear it.
LONGEST_MESSAGE = 10_000


@pytest.fixture(params=OPERATIONS, ids=str)
def operation(request: pytest.FixtureRequest) -> Operation:
    assert isinstance(request.param, Operation)
    return request.param


def outcome(mode: str, operation: Operation, body: bytes, folder: Path) -> Any:
    """What comes out, checked; only our errors are caught."""
    settings = dict(operation.settings)
    with account_at(mode, operation.provider, First(operation.provider, body), **settings) as account:
        found = attempt(lambda: operation.run(account, folder))
        if isinstance(found, ci.CloudInvoicesError):
            assert found.provider == operation.provider
            assert found.operation
            assert 0 < len(str(found)) < LONGEST_MESSAGE
            repr(found)
        for invoice in found if isinstance(found, list) else [found] if isinstance(found, ci.Invoice) else []:
            check_invoice(invoice)
        for skipped in account.skipped:
            assert 0 < len(skipped.reason) < LONGEST_MESSAGE
    return found


def check_folder(outer: Path, folder: Path) -> None:
    """There is nothing but the one document, if it came."""
    found = [path for path in outer.rglob("*") if path != folder]
    assert len(found) <= 1
    for path in found:
        assert path.parent == folder
        assert path.read_bytes().startswith(b"%PDF-")
        path.unlink()


@pytest.mark.hypothesis
def test_any_answer(operation: Operation, mode: str, folder: Path, tally: Tally) -> None:

    def check(body: bytes) -> None:
        outcome(mode, operation, body, folder)
        check_folder(folder.parent, folder)

    tally("mutated answers", try_examples(bodies(operation.good), check))


@pytest.mark.parametrize("mode", ["sync", pytest.param("async", marks=pytest.mark.long)])
def test_answers_of_every_depth(operation: Operation, mode: str, folder: Path, tally: Tally) -> None:
    # Around a thousand the readers give up, each at a depth of its own.
    depths = [*range(840, 1_010, 10), 50_000]
    for depth in depths:
        for opening, closing in (("[", "]"), ('{"a":', "}")):
            deep = f"{opening * depth}null{closing * depth}"
            body = f'{{"results": {deep}, "invoices": {deep}, "more": {deep}}}'
            outcome(mode, operation, body.encode(), folder)
            outcome(mode, operation, f'[{{"files": {deep}, "more": {deep}}}]'.encode(), folder)
    check_folder(folder.parent, folder)
    tally("mutated answers", len(depths) * 4)


def test_good_answers_are_good(operation: Operation, folder: Path) -> None:
    """Else what is damaged above would be refused for another reason."""
    found = outcome("sync", operation, to_text(operation.good).encode(), folder)
    assert found
    assert not isinstance(found, ci.CloudInvoicesError)
    if isinstance(found, list):
        assert all(invoice.total is not None for invoice in found)
    check_folder(folder.parent, folder)
