"""A record edited by hand: what `verify` names, what the next sync puts right beside it, and that it stays."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest
from reliability import Tally

from cloudinvoices.archive.records import InvoiceRecord, checksum_of

from .books import AkamaiBooks
from .conftest import damages, lines, run, visible

Change = Callable[[dict[str, Any], str], object]

# By member: another value that its schema allows.
OTHERS: dict[str, Any] = {
    "layout": 2,
    "version": 2,
    "predecessor": "edge/2026/2026-10-01_8000123456.pdf.record.json",
    "account": "other",
    "invoice.id": "8000123457",
    "invoice.number": "8000123457",
    "invoice.kind": "debit_note",
    "invoice.status": "paid",
    "invoice.provider_status": "PAID",
    "invoice.currency": "EUR",
    "invoice.total": "5000.42",
    "invoice.amount_due": "1.00",
    "invoice.issued_on": "2026-10-02",
    "invoice.due_on": "2026-11-02",
    "invoice.period_start": "2026-09-02",
    "invoice.period_end": "2026-09-29",
    "invoice.dated": "2026-10-02",
    "document.path": "edge/2026/other.pdf",
    "document.format": "csv",
    "document.media_type": "text/csv",
    "document.size": 1,
    "document.sha256": "0" * 64,
    "document.name": "other.pdf",
    "document.version": "7",
    "source.provider": "doit",
    "source.scope": "C-OTHER",
    "source.operation": "other",
    "source.fetched_at": "2020-01-01T00:00:00Z",
    "source.request_id": "other",
    "raw": {},
    "checksum": "0" * 64,
}
# Where the checksum was made anew as well, and what is changed contradicts nothing: the next sync sees that the
# provider says otherwise, and writes a version with what it says beside it.
NOTICED_BY_SYNC = {
    *("invoice.number", "invoice.kind", "invoice.status", "invoice.provider_status", "invoice.currency"),
    *("invoice.total", "invoice.amount_due", "invoice.issued_on", "invoice.due_on", "invoice.period_start"),
    *("invoice.period_end", "document.version"),
}
# What then nothing tells.
NOTICED_BY_NOBODY = {
    *("document.media_type", "document.name", "source.operation", "source.fetched_at", "source.request_id", "raw"),
}
NAMED_BY_VERIFY = OTHERS.keys() - NOTICED_BY_SYNC - NOTICED_BY_NOBODY - {"layout", "checksum"}


@pytest.fixture
def record(folder: Path) -> Path:
    run(folder, AkamaiBooks().source())
    (line,) = lines(folder)
    return folder / str(line["record"])


def members(value: dict[str, Any], prefix: str = "") -> Iterator[str]:
    for name, member in value.items():
        if isinstance(member, dict) and name != "raw":
            yield from members(member, f"{name}.")
        else:
            yield prefix + name


def edit(record: Path, member: str, change: Change) -> bytes:
    content = json.loads(record.read_bytes())
    outer, _, name = member.rpartition(".")
    change(content[outer] if outer else content, name)
    record.write_text(json.dumps(content, indent=2))
    return record.read_bytes()


def check_sync_overwrites_nothing(folder: Path, record: Path, edited: bytes) -> int:
    """How many files a sync adds."""
    before = visible(folder)
    document = next(folder.rglob("*.pdf")).read_bytes()
    run(folder, AkamaiBooks().source())
    assert record.read_bytes() == edited
    assert next(folder.rglob("*.pdf")).read_bytes() == document
    assert set(before) <= set(visible(folder))
    return len(visible(folder)) - len(before)


def test_every_member_is_tried(record: Path) -> None:
    assert set(members(json.loads(record.read_bytes()))) == OTHERS.keys()


def forge(record: Path, member: str) -> bytes:
    """Another value, and the checksum made anew."""
    edit(record, member, lambda inside, name: inside.update({name: OTHERS[member]}))
    checksum = checksum_of(msgspec.json.Decoder(InvoiceRecord, float_hook=Decimal).decode(record.read_bytes()))
    return edit(record, "checksum", lambda inside, name: inside.update({name: checksum}))


def test_another_value(folder: Path, record: Path, tally: Tally) -> None:
    for member, other in OTHERS.items():
        content = record.read_bytes()
        edit(record, member, lambda inside, name, other=other: inside.update({name: other}))  # type: ignore[misc]
        assert str(record.relative_to(folder)) in {damage.path for damage in damages(folder)}, member
        record.write_bytes(content)
        tally("records edited")
    assert damages(folder) == []


@pytest.mark.parametrize("member", sorted(NAMED_BY_VERIFY))
def test_a_forged_value_that_verify_names(folder: Path, record: Path, member: str, tally: Tally) -> None:
    edited = forge(record, member)
    (line, *_) = damages(folder)
    assert line.path in (str(record.relative_to(folder)), str(next(folder.rglob("*.pdf")).relative_to(folder)))
    check_sync_overwrites_nothing(folder, record, edited)
    assert damages(folder)
    tally("records edited")


@pytest.mark.parametrize("member", sorted(NOTICED_BY_SYNC))
def test_a_forged_value_that_the_next_sync_notices(folder: Path, record: Path, member: str, tally: Tally) -> None:
    (true,) = lines(folder)
    edited = forge(record, member)
    assert damages(folder) == []
    assert check_sync_overwrites_nothing(folder, record, edited) == 1
    (line,) = lines(folder)
    assert (line.pop("version"), true.pop("version")) == (2, 1)
    for changing in ("record", "fetched_at"):
        del line[changing], true[changing]
    assert line == true
    assert damages(folder) == []
    tally("records edited")


@pytest.mark.parametrize("member", sorted(NOTICED_BY_NOBODY))
def test_a_forged_value_that_nothing_tells(folder: Path, record: Path, member: str, tally: Tally) -> None:
    edited = forge(record, member)
    assert damages(folder) == []
    assert check_sync_overwrites_nothing(folder, record, edited) == 0
    tally("records edited")


def check_each(folder: Path, record: Path, members: Collection[str], change: Change) -> int:
    """Verify names each of the changes, and a sync leaves the last of them as it is; how many there were."""
    content = edited = record.read_bytes()
    for member in sorted(members):
        record.write_bytes(content)
        edited = edit(record, member, change)
        assert str(record.relative_to(folder)) in {damage.path for damage in damages(folder)}, member
    assert check_sync_overwrites_nothing(folder, record, edited) == 0
    return len(members)


@pytest.mark.parametrize("wrong", [[], {"": 0}, 1.5, True], ids=str)
def test_a_value_of_another_type(folder: Path, record: Path, wrong: Any, tally: Tally) -> None:
    members = OTHERS.keys() - {"raw"}
    tally("records edited", check_each(folder, record, members, lambda inside, name: inside.update({name: wrong})))


def test_a_member_that_is_gone(folder: Path, record: Path, tally: Tally) -> None:
    tally("records edited", check_each(folder, record, OTHERS, lambda inside, name: inside.pop(name)))


def test_a_member_more(folder: Path, record: Path, tally: Tally) -> None:
    members = ["more", "invoice.more", "document.more", "source.more"]
    tally("records edited", check_each(folder, record, members, lambda inside, name: inside.update({name: 1})))


BYTES: dict[str, Callable[[bytes], bytes]] = {
    "half": lambda content: content[: len(content) // 2],
    "without its end": lambda content: content.rstrip()[:-1],
    "empty": lambda content: b"",
    "with a mark before it": lambda content: b"\xef\xbb\xbf" + content,
    "in UTF-16": lambda content: content.decode().encode("utf-16"),
    "twice": lambda content: content * 2,
    "zeros": lambda content: b"\0" * len(content),
}


@pytest.mark.parametrize("change", BYTES.values(), ids=BYTES)
def test_bytes_that_are_no_record(folder: Path, record: Path, change: Callable[[bytes], bytes], tally: Tally) -> None:
    edited = change(record.read_bytes())
    record.write_bytes(edited)
    assert str(record.relative_to(folder)) in {damage.path for damage in damages(folder)}
    assert check_sync_overwrites_nothing(folder, record, edited) == 0
    tally("records edited")


@pytest.mark.parametrize(
    "change",
    [
        lambda content: content.replace(b"\n", b"\r\n"),
        lambda content: json.dumps(json.loads(content), separators=(",", ":")).encode(),
        lambda content: json.dumps(json.loads(content), indent=8).encode(),
    ],
    ids=["line ends", "in one line", "in many"],
)
def test_the_same_in_another_form(folder: Path, record: Path, change: Callable[[bytes], bytes], tally: Tally) -> None:
    """It says the same, and so it is the same record."""
    before = lines(folder)
    edited = change(record.read_bytes())
    record.write_bytes(edited)
    assert damages(folder) == []
    assert check_sync_overwrites_nothing(folder, record, edited) == 0
    assert lines(folder) == before
    tally("records edited")
