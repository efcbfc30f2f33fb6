"""Verify names every damage, once, and writes nothing."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cloudinvoices.archive import Archive, ArchiveError, Verified, verify

from .books import DoiTBooks
from .conftest import damages, lines, run, snapshot


@pytest.fixture
def filled(folder: Path) -> Path:
    """An archive with two invoices, one of them in two versions."""
    books = DoiTBooks("IN1", "IN2")
    run(folder, books.source())
    books.invoices["IN1"] |= {"status": "PAID"}
    run(folder, books.source())
    return folder


def name_of(folder: Path, what: str, invoice: str = "IN2", format: str = "pdf", version: int = 1) -> str:
    found = [
        line
        for line in lines(folder, all_versions=True)
        if (line["invoice"], line["format"], line["version"]) == (invoice, format, version)
    ]
    name: str = found[0][what]
    return name


def change(path: Path, change: Callable[[dict[str, Any]], object]) -> None:
    record = json.loads(path.read_text())
    change(record)
    path.write_text(json.dumps(record))


def test_nothing_is_found_and_nothing_written(filled: Path) -> None:
    before, verified = snapshot(filled), Verified()
    with Archive(filled) as archive:
        assert list(verify(archive, verified)) == []
    assert snapshot(filled) == before
    documents = [path for path in (filled / "doit").rglob("*") if path.is_file() and ".record" not in path.name]
    assert (verified.records, verified.documents) == (6, len(documents))
    assert verified.size == sum(path.stat().st_size for path in documents)


@pytest.mark.parametrize("place", [0, 5, 700, -3, -1])
def test_a_bit_that_has_flipped(filled: Path, place: int) -> None:
    name = name_of(filled, "path")
    content = bytearray((filled / name).read_bytes())
    content[place] ^= 1
    (filled / name).write_bytes(content)
    (damage,) = damages(filled)
    assert (damage.path, damage.reason) == (name, "its bytes are not those its record says")


@pytest.mark.parametrize("more", [-1, 1])
def test_a_document_of_another_length(filled: Path, more: int) -> None:
    name = name_of(filled, "path")
    content = (filled / name).read_bytes()
    (filled / name).write_bytes(content[:-1] if more < 0 else content + b"\n")
    (damage,) = damages(filled)
    assert damage.path == name
    assert f"{len(content) + more} bytes, and its record says {len(content)}" in damage.reason


def test_a_document_that_is_gone(filled: Path) -> None:
    record, document = name_of(filled, "record"), name_of(filled, "path")
    (filled / document).unlink()
    (damage,) = damages(filled)
    assert (damage.path, damage.reason) == (record, f"its document is gone: {document}")


def test_a_record_that_is_gone(filled: Path) -> None:
    record, document = name_of(filled, "record"), name_of(filled, "path")
    (filled / record).unlink()
    assert {(damage.path, damage.reason) for damage in damages(filled)} == {
        (document, "no record names it"),
        (record, "it was here, the index says, and is gone"),
    }


def test_a_record_and_document_that_are_gone_together(filled: Path) -> None:
    record, document = name_of(filled, "record"), name_of(filled, "path")
    (filled / document).unlink()
    (filled / record).unlink()
    (damage,) = damages(filled)
    assert (damage.path, damage.reason) == (record, "it was here, the index says, and is gone")


def test_a_whole_year_that_is_gone(filled: Path) -> None:
    (filled / "doit" / "2026").rename(filled.parent / "elsewhere")
    assert len(damages(filled)) == 6


def test_an_older_version_that_is_gone(filled: Path) -> None:
    first = name_of(filled, "record", "IN1")
    second = name_of(filled, "record", "IN1", version=2)
    (filled / first).unlink()
    assert {(damage.path, damage.reason) for damage in damages(filled)} == {
        (first, "it was here, the index says, and is gone"),
        (second, f"the version before it is gone: {first}"),
    }


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"{}", b"\xff\xfe", b"null", b'{"layout": 1}', b"[" * 100_000])
def test_a_record_that_cannot_be_read(filled: Path, content: bytes) -> None:
    record, document = name_of(filled, "record"), name_of(filled, "path")
    (filled / record).write_bytes(content)
    found = {damage.path: damage.reason for damage in damages(filled)}
    assert found.keys() == {record, document}
    assert found[record].startswith("no readable record: ")


@pytest.mark.parametrize(
    "edit",
    [
        lambda record: record.update(layout=2),
        lambda record: record.update(more=1),
        lambda record: record.pop("raw"),
        lambda record: record["invoice"].update(total="1,00"),
        lambda record: record["invoice"].update(status="settled"),
        lambda record: record["document"].update(sha256="0" * 63),
        lambda record: record["source"].update(fetched_at="yesterday"),
        lambda record: record.update(account="other"),
        lambda record: record.update(version=2),
        lambda record: record.update(predecessor="doit/2026/other.pdf.record.json"),
        lambda record: record["document"].update(path="other/2026/2026-02-28_IN2.pdf"),
        lambda record: record["document"].update(path="../secrets.pdf"),
    ],
)
def test_a_record_that_was_edited_into_something_else(filled: Path, edit: Callable[[dict[str, Any]], object]) -> None:
    record = name_of(filled, "record")
    change(filled / record, edit)
    assert record in {damage.path for damage in damages(filled)}


def test_a_record_that_says_other_bytes(filled: Path) -> None:
    record, document = name_of(filled, "record"), name_of(filled, "path")
    change(filled / record, lambda record: record["document"].update(sha256="0" * 64))
    found = {damage.path: damage.reason for damage in damages(filled)}
    assert found.keys() == {record, document}
    assert "it was edited" in found[record]


def test_what_nobody_put_there(filled: Path) -> None:
    planted = ["doit/2026/note.txt", "doit/stray.pdf", "doit/2026/deep/x.pdf", "unknown/2026/x.pdf", "unknown/y"]
    for name in planted:
        (filled / name).parent.mkdir(parents=True, exist_ok=True)
        (filled / name).write_text("?")
    expected = {"doit/2026/note.txt", "doit/stray.pdf", "doit/2026/deep", "unknown/2026/x.pdf", "unknown/y"}
    assert {damage.path for damage in damages(filled)} == expected


def test_what_lies_beside_the_accounts_is_not_the_archives(filled: Path) -> None:
    (filled / "cloudinvoices.toml").write_text("# the configuration")
    (filled / ".hidden").write_text("?")
    assert damages(filled) == []


def test_where_there_is_no_archive(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="there is no archive") as refused:
        damages(tmp_path)
    assert refused.value.hint
    assert list(tmp_path.iterdir()) == []


def test_without_an_index_everything_is_still_checked_and_none_is_made(filled: Path) -> None:
    (filled / ".cloudinvoices" / "index.sqlite").unlink()
    (filled / name_of_without_index(filled)).write_bytes(b"%PDF-1.7 other")
    before = snapshot(filled)
    assert len(damages(filled)) == 1
    assert snapshot(filled) == before


def name_of_without_index(folder: Path) -> str:
    return str(next(path.relative_to(folder) for path in folder.rglob("*.pdf")))


def test_what_was_lost_is_named_until_it_is_there_again(filled: Path) -> None:
    record = next(filled.rglob("*.record.json"))
    document = record.with_name(record.name.removesuffix(".record.json"))
    kept = {path: path.read_bytes() for path in (record, document)}
    for path in kept:
        path.unlink()
    for _ in range(2):  # whatever looks at the archive in between
        lines(filled)
        assert [(one.path, one.reason) for one in damages(filled)] == [
            (str(record.relative_to(filled)), "it was here, the index says, and is gone")
        ]
    for path, content in kept.items():
        path.write_bytes(content)
    assert damages(filled) == []


@pytest.mark.parametrize("name", ["record", "marker"])
def test_what_is_no_file_keeps_nobody_waiting(filled: Path, name: str) -> None:
    path = next(filled.rglob("*.record.json")) if name == "record" else filled / "cloudinvoices-archive.json"
    path.unlink()
    os.mkfifo(path)
    if name == "record":
        assert str(path.relative_to(filled)) in {one.path for one in damages(filled)}
        run(filled, DoiTBooks("IN1", "IN2").source())
    else:
        with pytest.raises(ArchiveError, match="no file"):
            damages(filled)
