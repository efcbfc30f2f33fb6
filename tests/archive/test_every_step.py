"""A run that ends right before or right after any single thing it does to the disk."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .books import DoiTBooks, pdf
from .conftest import damages, lines, run, visible

STEPS = ("link", "fsync", "unlink", "mkdir")


def run_until(folder: Path, books: DoiTBooks, step: int, *, after: bool) -> bool:
    """Sync in a process that ends at a step; whether it came so far."""
    child = os.fork()
    if child == 0:
        try:
            _end_at(step, after=after)
            run(folder, books.source())
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) == 9


def _end_at(step: int, *, after: bool) -> None:
    steps = itertools.count(1)

    def counted(function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **more: Any) -> Any:
            here = next(steps) == step
            if here and not after:
                os._exit(9)
            try:
                return function(*arguments, **more)
            finally:
                if here:
                    os._exit(9)

        return call

    for name in STEPS:
        setattr(os, name, counted(getattr(os, name)))


def changed_books() -> DoiTBooks:
    books = DoiTBooks("IN1", "IN2")
    books.invoices["IN1"] |= {"status": "PAID", "balanceAmount": 0}
    books.pdfs["IN2"] = pdf("corrected")
    return books


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_the_first_run(tmp_path: Path, *, after: bool) -> None:
    books = DoiTBooks("IN1")
    run(tmp_path / "whole", books.source())
    whole = {(line["path"], line["sha256"]) for line in lines(tmp_path / "whole")}
    step = 1
    while run_until(folder := tmp_path / str(step), books, step, after=after):
        run(folder, books.source())
        assert {(line["path"], line["sha256"]) for line in lines(folder)} == whole, step
        assert visible(folder) == visible(tmp_path / "whole"), step
        assert damages(folder) == [], step
        step += 1
    assert step > 20


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_a_run_that_finds_changes(tmp_path: Path, *, after: bool) -> None:
    step = 1
    while True:
        folder = tmp_path / str(step)
        run(folder, DoiTBooks("IN1", "IN2").source())
        old = {name: (folder / name).read_bytes() for name in visible(folder)}
        ended = run_until(folder, changed_books(), step, after=after)
        run(folder, changed_books().source())
        assert {name: (folder / name).read_bytes() for name in old} == old, step
        assert len(visible(folder)) == len(old) + 3, step  # a record for each format, and the other JSON
        assert damages(folder) == [], step
        if not ended:
            break
        step += 1
    assert step > 10


def test_other_bytes_after_the_kill_stand_beside_those_before(tmp_path: Path) -> None:
    """A provider that makes its PDFs anew for each download: what a killed run has placed is kept with its record."""
    step, finished = 1, 0
    while True:
        folder, books = tmp_path / str(step), DoiTBooks("IN1")
        ended = run_until(folder, books, step, after=True)
        placed = [name for name in visible(folder) if name.endswith(".pdf")]
        books.pdfs["IN1"] = pdf("made anew")
        run(folder, books.source())
        assert damages(folder) == [], step
        (line,) = [line for line in lines(folder) if line["format"] == "pdf"]
        if placed and ended:
            finished += 1
            assert line["path"] == placed[0]
            assert (folder / line["path"]).read_bytes() == pdf("IN1")
        if not ended:
            break
        step += 1
    assert finished
