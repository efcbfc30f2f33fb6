"""Run as a program in a mount namespace of its own: makes small disks, and does there what it is told.

Each line it reads is a JSON object, and so is each answer. `do` is one of the functions below, the rest its arguments.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import subprocess
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import httpx

import cloudinvoices as ci
from cloudinvoices.archive import Source

from .books import DoiTBooks, pdf
from .conftest import damages, lines, run, visible

_Sources = Callable[[], list[Source]]


def mount(folder: str, size: int, inodes: int = 100_000) -> None:
    Path(folder).mkdir(exist_ok=True)
    _mount("-t", "tmpfs", "-o", f"size={size},nr_inodes={inodes}", "tmpfs", folder)


def make_room(folder: str) -> None:
    _mount("-o", "remount,size=64m,nr_inodes=100000", folder)


def unmount(folder: str) -> None:
    subprocess.run(["umount", folder], check=True)


def _mount(*arguments: str) -> None:
    subprocess.run(["mount", *arguments], check=True)


def sync(sources: _Sources, folder: str) -> str:
    """How it ends: empty if well. In a process of its own, as every run."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        with os.fdopen(write, "w") as end:
            end.write(_sync(sources, Path(folder)))
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as saying:
        said = saying.read()
    os.waitpid(child, 0)
    return said


def _sync(sources: _Sources, folder: Path) -> str:
    try:
        report = run(folder, *sources())
        return "; ".join(f"{one.account} {one.invoice}: {one.error}" for one in report.failures)
    except (OSError, ci.CloudInvoicesError) as error:
        return f"{type(error).__name__}: {error}"
    except BaseException:
        return traceback.format_exc()


def look(folder: str) -> dict[str, Any]:
    """What is there: files with what is in them, what should not be there, and what the records say."""
    path = Path(folder)
    temporary = path / ".cloudinvoices" / "temporary"
    held = (path / "cloudinvoices-archive.json").exists()
    return {
        "files": {name: hashlib.sha256((path / name).read_bytes()).hexdigest() for name in visible(path)},
        "temporary": [one.name for one in temporary.iterdir()] if temporary.exists() else [],
        "damages": [f"{one.path}: {one.reason}" for one in damages(path)] if held else [],
        "documents": [line["path"] for line in lines(path)] if held else [],
    }


def call(
    arguments: list[str], stdout: str | None = None, stderr: str | None = None, **environment: str
) -> tuple[int, str, str]:
    """The command line: its exit code, and what it writes where that goes nowhere else."""
    with open(stdout or os.devnull, "wb") as output, open(stderr or os.devnull, "wb") as log:
        done = subprocess.run(
            [sys.executable, "-m", "cloudinvoices", *arguments],
            stdout=output if stdout else subprocess.PIPE,
            stderr=log if stderr else subprocess.PIPE,
            env={**os.environ, **environment},
            check=False,
        )
    return done.returncode, (done.stdout or b"").decode(), (done.stderr or b"").decode()


def occupy(folder: str) -> None:
    """Leave no room."""
    with suppress(OSError), Path(folder, "occupied").open("wb") as file:
        while True:
            file.write(b"x" * 4096)


def names(folder: str) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in Path(folder).rglob("*"))


class _MadeAnew(DoiTBooks):
    """Of a provider that makes its PDFs anew for each request."""

    def respond(self, request: httpx.Request) -> httpx.Response:
        self.pdfs = {id: pdf(secrets.token_hex(8)) for id in self.pdfs}
        return super().respond(request)


def _books() -> list[Source]:
    return [_MadeAnew("IN1", "IN2", "IN3").source()]


def _many_books() -> list[Source]:
    """Invoices of which so much is sent that the plan does not stay in memory."""
    books = DoiTBooks(*[f"IN{number}" for number in range(1, 13)])
    for invoice in books.invoices.values():
        invoice["more"] = "x" * 500_000
    return [books.source()]


def main() -> None:
    settings = json.loads(sys.argv[1])
    sources = partial(_of_simulator, settings) if settings else _books
    known: dict[str, Callable[..., object]] = {
        "mount": mount,
        "make_room": make_room,
        "unmount": unmount,
        "occupy": occupy,
        "sync": partial(sync, sources),
        "sync_many": partial(sync, _many_books),
        "look": look,
        "call": call,
        "names": names,
    }
    for line in sys.stdin:
        given = json.loads(line)
        print(json.dumps(known[given.pop("do")](**given)), flush=True)


def _of_simulator(settings: dict[str, dict[str, Any]]) -> list[Source]:
    return [Source(name, name, partial(ci.aconnect, name, **own), date(2024, 1, 1)) for name, own in settings.items()]


if __name__ == "__main__":
    main()
