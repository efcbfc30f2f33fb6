"""SIGKILL at any moment: one more run, and the archive is as if no run had ever been killed."""

from __future__ import annotations

import itertools
import json
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest
from reliability import Tally

from cloudinvoices.testing import Simulator

from .conftest import damages, visible

_PROVIDERS = ("qovery", "akamai", "masstack", "f5xc", "doit")


class Forked:
    """Processes that begin at once, one after the other."""

    def __init__(self, simulator: Simulator) -> None:
        settings = {provider: simulator.settings(provider) for provider in _PROVIDERS}
        self._program = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "tests.archive.kill", json.dumps(settings)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
            cwd=Path(__file__).parents[2],
        )

    def do(self, what: str, folder: Path, kill_after: float | None = None) -> int:
        """How it ended: 0 well, 9 killed."""
        assert self._program.stdin is not None
        assert self._program.stdout is not None
        self._program.stdin.write(f"{what}\t{folder}\t{'' if kill_after is None else kill_after}\n")
        return int(self._program.stdout.readline())

    def close(self) -> None:
        self._program.communicate()


class MadeAnew(dict[Any, bytes]):
    """Documents with other bytes each time, as of a provider that makes them anew for each request."""

    _number = itertools.count(1)

    def __getitem__(self, key: Any) -> bytes:
        number = next(self._number)
        mark = f"{number:09}".encode()
        content = super().__getitem__(key)
        if content.startswith(b"%PDF"):
            return content.replace(b"%\xe2\xe3\xcf\xd3\n", b"%\xe2\xe3\xcf\xd3\n%" + mark + b"\n", 1)
        blanks = f"{number:b}".replace("0", " ").replace("1", "\t").encode()
        return content + (blanks if content.startswith(b"{") else b"made anew," + mark + b"\n")

    def get(self, key: Any, default: Any = None) -> Any:
        return default if key not in self else self[key]  # noqa: SIM401  # which would call itself


def make_anew(simulator: Simulator) -> None:
    """Have it make its documents anew for each request."""
    providers = simulator._providers
    for own in (vars(providers["f5xc"]), vars(providers["doit"])):
        own["rows"] = _made_anew(own["rows"])
    contracts = vars(providers["akamai"])
    contracts["_own"] = {contract: _made_anew(rows) for contract, rows in contracts["_own"].items()}
    simulator._links._documents = MadeAnew(simulator._links._documents)


def _made_anew(rows: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(replace(row, documents=MadeAnew(row.documents)) for row in rows)


@attrs.frozen
class Programs:
    """Of the same five accounts: one month, the next month, and with documents that are made anew."""

    before: Forked
    after: Forked
    anew: Forked


@pytest.fixture(scope="module")
def programs() -> Iterator[Programs]:
    with (
        Simulator(months=4, today=date(2026, 10, 5)) as before,
        Simulator(months=5, today=date(2026, 11, 5)) as after,
        Simulator(months=4, today=date(2026, 10, 5)) as anew,
        ExitStack() as stack,
    ):
        make_anew(anew)
        forked = [Forked(simulator) for simulator in (before, after, anew)]
        for one in forked:
            stack.callback(one.close)
        yield Programs(*forked)


@pytest.fixture(scope="module")
def held(programs: Programs, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of the first of the months, to be copied."""
    folder = tmp_path_factory.mktemp("held") / "archive"
    assert programs.before.do("sync", folder) == 0
    return folder


@attrs.frozen
class Scene:
    """What is killed, and what it finds."""

    what: str
    program: Callable[[Programs], Forked] = attrs.field(default=lambda programs: programs.before)
    is_new: bool = False
    has_index: bool = True
    is_made_anew: bool = False

    def prepare(self, held: Path, folder: Path) -> Path:
        if not self.is_new:
            shutil.copytree(held, folder)
            if not self.has_index:
                (folder / ".cloudinvoices" / "index.sqlite").unlink()
        return folder

    def state(self, folder: Path) -> dict[str, Any]:
        """Every visible file with what is in it, but for when it came, and in which bytes if these are made anew."""
        return {name: self._content(folder / name) for name in visible(folder)}

    def _content(self, path: Path) -> Any:
        if ".record" not in path.name:
            return None if self.is_made_anew else path.read_bytes()
        record = json.loads(path.read_bytes())
        del record["source"]["fetched_at"], record["source"]["request_id"], record["checksum"]
        if self.is_made_anew:
            del record["document"]["size"], record["document"]["sha256"]
        return record


# In rounds, since no test may take two minutes.
ROUNDS = [3, *(pytest.param(10, marks=pytest.mark.long, id=f"10 in round {number}") for number in range(1, 5))]
SCENES = {
    "the first sync": Scene("sync", is_new=True),
    "the first sync of documents made anew": Scene(
        "sync", lambda programs: programs.anew, is_new=True, is_made_anew=True
    ),
    "a sync that finds nothing": Scene("sync"),
    "a sync that finds changes": Scene("sync", lambda programs: programs.after),
    "a recheck": Scene("recheck"),
    "a sync without index": Scene("sync", has_index=False),
    "the making of an index": Scene("refresh", has_index=False),
    "verify": Scene("verify"),
}


@pytest.mark.parametrize("kills", ROUNDS)
@pytest.mark.parametrize("scene", SCENES.values(), ids=SCENES)
def test_a_kill_loses_nothing_and_doubles_nothing(
    programs: Programs, held: Path, tmp_path: Path, scene: Scene, kills: int, tally: Tally
) -> None:
    seed = random.SystemRandom().randrange(1 << 32)
    moments, program = random.Random(seed), scene.program(programs)
    first, whole, duration = tmp_path / "first", tmp_path / "whole", 0.0
    for folder in (first, whole):  # the duration of the second: the first one imports what is imported once
        scene.prepare(held, folder)
        started = time.monotonic()
        assert program.do(scene.what, folder) == 0
        duration = time.monotonic() - started
        assert program.do("sync", folder) == 0
    expected = scene.state(whole)
    assert len(expected) > 100
    twice = [[(folder / name).read_bytes() for name in expected if ".record" not in name] for folder in (first, whole)]
    assert (twice[0] != twice[1]) == scene.is_made_anew
    killed = number = 0
    while killed < kills:
        number += 1
        assert number < 10 * kills, "most runs have ended before their kill"
        folder = scene.prepare(held, tmp_path / str(number))
        killed += program.do(scene.what, folder, kill_after=moments.uniform(0, duration)) == signal.SIGKILL
        assert program.do("sync", folder) == 0, f"seed {seed}, kill {number}"
        assert scene.state(folder) == expected, f"seed {seed}, kill {number}"
        assert list((folder / ".cloudinvoices" / "temporary").iterdir()) == []
        assert damages(folder) == [], f"seed {seed}, kill {number}"
        shutil.rmtree(folder)
    tally("kills survived", kills)


def test_kills_in_a_row_come_to_an_end(programs: Programs, tmp_path: Path) -> None:
    folder, scene = tmp_path / "archive", SCENES["the first sync"]
    assert programs.before.do("sync", tmp_path / "whole") == 0
    moments = random.Random()
    for _ in range(5):
        programs.before.do("sync", folder, kill_after=moments.uniform(0.01, 0.15))
    assert programs.before.do("sync", folder) == 0
    assert scene.state(folder) == scene.state(tmp_path / "whole")
    assert damages(folder) == []


def test_eight_syncs_at_once(programs: Programs, tmp_path: Path, tally: Tally) -> None:
    """Each in a process of its own, of documents that are made anew: each is fetched once."""
    scene = SCENES["the first sync of documents made anew"]
    assert programs.anew.do("sync", tmp_path / "whole") == 0
    for number in range(3):
        folder = tmp_path / str(number)
        assert programs.anew.do("eight syncs", folder) == 0
        assert scene.state(folder) == scene.state(tmp_path / "whole")
        assert damages(folder) == []
        tally("syncs at once", 8)
