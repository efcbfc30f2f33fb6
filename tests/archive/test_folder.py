"""The store in a folder: complete, lasting, never in the place of something else; locks and full disks."""

from __future__ import annotations

import errno
import fcntl
import os
import resource
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import httpx
import pytest
from reliability import Tally

from cloudinvoices.archive import Archive, ArchiveError, Options, sync
from cloudinvoices.archive.folder import Folder
from cloudinvoices.testing import Simulator

from .books import DoiTBooks, pdf
from .conftest import damages, lines, run, snapshot, sources_of, visible


@pytest.fixture
def store(folder: Path) -> Folder:
    made = Folder(folder)
    made.check()
    return made


def put(store: Folder, name: str, content: bytes) -> str | None:
    with store.stage(name) as staged:
        staged.file.write(content)
        return staged.create(name)


def test_what_is_created_is_listed_with_its_stamp(store: Folder) -> None:
    stamp = put(store, "a/2026/x.pdf", b"x")
    put(store, "a/2026/y.pdf", b"y")
    entries = {entry.name: entry.stamp for entry in store.entries("a/2026")}
    assert entries.keys() == {"a/2026/x.pdf", "a/2026/y.pdf"}
    assert entries["a/2026/x.pdf"] == stamp
    assert (store.folders(), store.folders("a")) == (["a"], ["2026"])
    assert store.read("a/2026/x.pdf") == b"x"
    assert store.read("a/2026/z.pdf") is None
    assert b"".join(store.pieces("a/2026/y.pdf")) == b"y"


def test_a_name_that_is_taken_stays_as_it_is(store: Folder) -> None:
    put(store, "a/2026/x.pdf", b"first")
    assert put(store, "a/2026/x.pdf", b"second") is None
    assert store.read("a/2026/x.pdf") == b"first"


def test_staged_bytes_can_take_another_name(store: Folder) -> None:
    put(store, "a/2026/x.pdf", b"first")
    with store.stage("a/2026/x.pdf") as staged:
        staged.file.write(b"second")
        assert staged.create("a/2026/x.pdf") is None
        assert staged.create("a/2026/x-2.pdf") is not None
    assert store.read("a/2026/x-2.pdf") == b"second"


def test_what_was_staged_and_left_is_gone(store: Folder, folder: Path) -> None:
    with store.stage("a/2026/x.pdf") as staged:
        staged.file.write(b"half")
    assert list((folder / ".cloudinvoices" / "temporary").iterdir()) == []
    assert store.folders() == []


def test_hidden_files_are_nobodys(store: Folder, folder: Path) -> None:
    put(store, "a/2026/x.pdf", b"x")
    (folder / "a" / "2026" / ".DS_Store").write_text("?")
    (folder / ".git").mkdir()
    assert [entry.name for entry in store.entries("a/2026")] == ["a/2026/x.pdf"]
    assert store.folders() == ["a"]


def test_one_run_at_a_time(store: Folder, folder: Path) -> None:
    impatient = Folder(folder, longest_wait=0.2)
    with store.lock(), pytest.raises(ArchiveError, match="another run is using") as refused, impatient.lock():
        pass
    assert refused.value.hint
    with impatient.lock():
        pass


def test_a_run_waits_for_another_to_end(store: Folder, folder: Path) -> None:
    order, held = list[str](), threading.Event()

    def hold() -> None:
        with store.lock():
            held.set()
            waiting.wait(10)
            order.append("first")

    waiting = threading.Event()
    first = threading.Thread(target=hold)
    first.start()
    held.wait(10)
    threading.Timer(0.2, waiting.set).start()
    with Folder(folder).lock():
        order.append("second")
    first.join()
    assert order == ["first", "second"]


def test_the_lock_of_a_process_that_died_is_free(store: Folder, folder: Path) -> None:
    child = os.fork()
    if child == 0:
        store.lock().__enter__()
        os._exit(9)
    os.waitpid(child, 0)
    with Folder(folder, longest_wait=0.2).lock():
        pass


def test_many_runs_make_one_archive(folder: Path) -> None:
    books, failures, ready = DoiTBooks("IN1"), list[BaseException](), threading.Barrier(8)

    def sync_once() -> None:
        ready.wait(10)
        try:
            run(folder, books.source())
        except BaseException as error:
            failures.append(error)

    runs = [threading.Thread(target=sync_once) for _ in range(8)]
    for one in runs:
        one.start()
    for one in runs:
        one.join()
    assert failures == []
    assert books.asked_for_documents() == 2
    assert len(lines(folder)) == 2
    assert damages(folder) == []


def test_eight_runs_at_once(sim: Simulator, folder: Path, tally: Tally) -> None:
    run(folder.parent / "whole", *sources_of(sim))
    results = list[object]()

    def sync_once() -> None:
        results.append(sum(account.failed for account in run(folder, *sources_of(sim)).accounts))

    sim.reset()
    runs = [threading.Thread(target=sync_once) for _ in range(8)]
    for one in runs:
        one.start()
    for one in runs:
        one.join()
    assert results == [0] * 8
    documents = [str(one.query) for one in sim.requests if one.operation == "f5xc.download"]
    assert len(documents) == len(set(documents)) > 0
    assert visible(folder) == visible(folder.parent / "whole")
    assert damages(folder) == []
    tally("syncs at once", 8)


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """Whoever writes more into one file gets what a full disk gives."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_ends_the_run_and_leaves_nothing_half(folder: Path) -> None:
    books = DoiTBooks("IN1", "IN2", "IN3")
    books.pdfs["IN2"] = pdf("x" * 300_000)
    with largest_file(200_000), pytest.raises(OSError, match="too large"):
        run(folder, books.source())
    assert list((folder / ".cloudinvoices" / "temporary").iterdir()) == []
    assert not [name for name in visible(folder) if "IN2" in name and ".pdf" in name]
    assert damages(folder) == []
    assert run(folder, books.source()).failures == []
    assert len(lines(folder)) == 6


def test_an_archive_that_can_only_be_read(folder: Path) -> None:
    """Also for root, whom permissions do not stop: a mounted backup."""
    run(folder, DoiTBooks("IN1").source())
    program = (
        "import os, sys; os.access = lambda path, mode: not mode & os.W_OK;"
        "from pathlib import Path; from cloudinvoices.archive import Archive, verify;"
        "archive = Archive(sys.argv[1]); archive.refresh();"
        "print(len(list(archive.records())), len(list(verify(archive))))"
    )
    before = snapshot(folder)
    done = subprocess.run([sys.executable, "-c", program, str(folder)], capture_output=True, text=True, check=True)
    assert done.stdout == "2 0\n"
    assert snapshot(folder) == before


@pytest.mark.parametrize("what", [".", ".cloudinvoices", ".cloudinvoices/temporary", "doit"])
def test_a_folder_that_cannot_be_written_is_named(folder: Path, what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    books = DoiTBooks("IN1")
    run(folder, books.source())
    access = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != folder / what and access(path, mode))
    books.requests.clear()
    with pytest.raises(ArchiveError, match="cannot be written") as refused:
        run(folder, books.source())
    assert str(folder / what) in refused.value.message
    assert books.requests == []


def test_the_folder_is_removed_while_a_run_goes_on(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    books = DoiTBooks("IN1", "IN2")
    respond = books.respond

    def remove(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/pdf"):
            shutil.rmtree(folder, ignore_errors=True)
        return respond(request)

    monkeypatch.setattr(books, "respond", remove)
    with pytest.raises(OSError, match="No such file"):
        run(folder, books.source(), formats=("pdf",))


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: b"",
        lambda content: b"no database",
        lambda content: content[:100] + b"\0" * 5000,
        lambda content: content[:4096] + b"\xff" * (len(content) - 4096),
        lambda content: content[: len(content) // 2],
    ],
    ids=["empty", "other", "zeros", "pages", "half"],
)
def test_a_damaged_index_is_made_anew(folder: Path, damage: Callable[[bytes], bytes]) -> None:
    books = DoiTBooks("IN1", "IN2")
    run(folder, books.source())
    before = lines(folder)
    index = folder / ".cloudinvoices" / "index.sqlite"
    index.write_bytes(damage(index.read_bytes()))
    books.requests.clear()
    report = run(folder, books.source())
    assert report.notes == ["The index was made anew from 4 records."]
    assert books.asked_for_documents() == 0
    assert lines(folder) == before


def test_damage_that_is_met_late_removes_the_index(folder: Path) -> None:
    books = DoiTBooks("IN1", "IN2")
    run(folder, books.source())
    with Archive(folder) as archive:
        archive.refresh()
        index = folder / ".cloudinvoices" / "index.sqlite"
        content = bytearray(index.read_bytes())
        content[4096:] = b"\xff" * (len(content) - 4096)
        index.write_bytes(content)
        with pytest.raises(ArchiveError, match="was damaged, and is removed") as refused:
            list(archive.records())
        assert refused.value.hint
    assert len(lines(folder)) == 4


def test_a_file_system_without_locks_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(folder, DoiTBooks("IN1").source())

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refuse)
    with pytest.raises(ArchiveError, match="no lock can be had") as refused:
        run(folder, DoiTBooks("IN1").source())
    assert refused.value.hint


def test_a_file_system_without_hard_links_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    with pytest.raises(ArchiveError, match="no hard links") as refused:
        run(folder, DoiTBooks("IN1").source())
    assert refused.value.hint
    assert visible(folder) == []


def test_an_index_that_is_behind_catches_up(folder: Path) -> None:
    books = DoiTBooks("IN1")
    run(folder, books.source())
    index = folder / ".cloudinvoices" / "index.sqlite"
    old = index.read_bytes()
    books.add("IN2", date(2026, 2, 2))
    run(folder, books.source())
    index.write_bytes(old)
    with Archive(folder) as archive:
        refreshed = archive.refresh()
        assert (refreshed.was_rebuilt, refreshed.read, refreshed.gone) == (False, 2, ())
        assert len(list(archive.records())) == 4


def test_a_record_that_was_edited_by_hand_is_read_again(folder: Path) -> None:
    run(folder, DoiTBooks("IN1").source(), formats=("pdf",))
    (line,) = lines(folder)
    path = folder / line["record"]
    content = path.read_text()
    path.write_text(content.replace('"currency": "USD"', '"currency": "EUR"', 1))
    assert lines(folder) == []
    path.write_text(content)
    assert lines(folder) == [line]


def test_an_interrupted_run_keeps_what_it_has(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    books = DoiTBooks("IN1", "IN2", "IN3")
    respond = books.respond

    def interrupt(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("IN3/pdf"):
            signal.raise_signal(signal.SIGINT)
        return respond(request)

    monkeypatch.setattr(books, "respond", interrupt)
    with pytest.raises(KeyboardInterrupt):
        run(folder, books.source(), jobs=1)
    monkeypatch.setattr(books, "respond", respond)
    assert {line["invoice"] for line in lines(folder)} >= {"IN1", "IN2"}
    assert list((folder / ".cloudinvoices" / "temporary").iterdir()) == []
    run(folder, books.source())
    assert len(lines(folder)) == 6
    assert damages(folder) == []


def test_where_there_is_no_archive_none_is_made(folder: Path) -> None:
    with Archive(folder) as archive, pytest.raises(ArchiveError, match="there is no archive"):
        archive.require()
    assert sync(Archive(folder), [], Options(dry_run=True)).accounts == []
    assert not folder.exists()
