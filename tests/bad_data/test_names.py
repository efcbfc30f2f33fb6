"""Hostile names in every place that a name can come from: files stay where they belong, and each stays one."""

from __future__ import annotations

import json
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import CliRunner
from reliability import Tally

import cloudinvoices as ci
from cloudinvoices.account.name import check_account_name, check_account_names
from cloudinvoices.archive import Archive, Options, Source, sync
from cloudinvoices.archive.layout import MARKER, base_of
from cloudinvoices.cli.application import application

from .accounts import SETTINGS, account_at
from .books import Books, damages, pdf, synchronize
from .hostile_names import HOSTILE, SENDABLE, complaints


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file with its path in the folder; there must be nothing else beside the folder itself."""
    outer = folder.parent
    found = [path for path in outer.rglob("*") if path.is_file()]
    assert all(path.is_relative_to(folder) for path in found), [path for path in found if folder not in path.parents]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def download_all(mode: str, provider: str, folder: Path, wanted: list[Any]) -> list[Any]:
    """Those whose documents came: each in a file of its own, with its own content."""
    books = Books(provider, ())
    paths: list[Path] = []
    came: list[Any] = []
    with account_at(mode, provider, books.respond, **({"contract": "C-1"} if provider == "akamai" else {})) as account:
        for one in wanted:
            try:
                paths.append(account.download(one, folder, "pdf").path or Path())
            except (ci.CloudInvoicesError, ValueError):
                continue
            came.append(one)
    content = files_in(folder)
    assert not list(complaints(content))
    assert len(set(paths)) == len(paths) == len(content)
    for one, path in zip(came, paths, strict=True):
        id = one if isinstance(one, str) else one.id
        asked = id if provider != "akamai" else (isinstance(one, ci.Invoice) and one.scope) or "C-1"
        assert path.read_bytes() == pdf(asked)
    return came


def test_names_are_judged() -> None:
    good = ["edge/2026/2026-03-01_8000123456_1f2e3d4c5b.pdf", "a.pdf", "B.pdf", "\u00e9.pdf"]
    assert not list(complaints(good))
    for bad in ("a/../b", "a:b", "nul.pdf", "a.", "-a", "a\u200bb", "\u00e9" * 128, "a\0b", "a//b", "con"):
        assert list(complaints([bad])), bad
    for one, other in (("A", "a"), ("\u00fc", "u\u0308"), ("\uac00", "\u1100\u1161"), ("\u017f", "S")):
        assert list(complaints([one, other])), one
    assert len(HOSTILE) > 150


def test_as_an_id_that_the_caller_gives(provider: str, mode: str, folder: Path, tally: Tally) -> None:
    came = download_all(mode, provider, folder, list(HOSTILE))
    # Akamai's ids are numbers, and nothing else is sent.
    assert bool(came) == (provider != "akamai")
    assert not {"", "..", ".", "a\0b", "\ud800"} & set(came)
    tally("names tried", len(HOSTILE))


def test_as_id_number_and_scope_of_an_invoice(provider: str, folder: Path, tally: Tally) -> None:
    ids = [str(number) for number in range(len(HOSTILE))] if provider == "akamai" else list(HOSTILE)
    wanted = [
        ci.Invoice(provider=provider, scope=name, id=id, number=name) for id, name in zip(ids, HOSTILE, strict=True)
    ]
    came = download_all("sync", provider, folder, wanted)
    assert len(came) > 100
    tally("names tried", len(HOSTILE))


def test_as_a_number_alone(provider: str, folder: Path, tally: Tally) -> None:
    """All invoices have the same day, and ids that differ in one letter."""
    wanted = [
        ci.Invoice(provider=provider, scope="C-1", id=str(10_000 + position), number=name)
        for position, name in enumerate(HOSTILE)
    ]
    contents = Books(provider, ())
    with account_at("sync", provider, contents.respond) as account:
        paths = {account.download(invoice, folder, "pdf").path for invoice in wanted}
    assert len(paths) == len(wanted) == len(files_in(folder))
    assert not list(complaints(files_in(folder)))
    tally("names tried", len(HOSTILE))


def test_as_an_id_in_the_list_and_then_a_file(provider: str, mode: str, folder: Path, tally: Tally) -> None:
    books = Books(provider, SENDABLE)
    with account_at(mode, provider, books.respond) as account:
        listed = account.list()
    # Two that are the same to the provider are one; without an id there is nothing to ask for.
    assert len(listed) == len(SENDABLE)
    came = download_all(mode, provider, folder, listed)
    assert len(came) > 100
    tally("names tried", len(SENDABLE))


def test_as_an_id_in_the_list_of_an_archive(provider: str, folder: Path, tally: Tally) -> None:
    with Archive(folder) as archive:
        report = synchronize(archive, Books(provider, SENDABLE).source())
        again = synchronize(archive, Books(provider, SENDABLE).source())
        assert not damages(archive)
        records = list(archive.records())
    content = {name: one for name, one in files_in(folder).items() if not name.startswith(".cloudinvoices/")}
    assert not list(complaints(content))
    documents = {record["path"] for record in records}
    held = {(record["scope"], record["invoice"], record["format"]) for record in records}
    assert len(documents) == len(held) == len(records) == report.accounts[0].downloaded > 100
    assert {name for name in content if base_of(name) is None} == {*documents, MARKER}
    assert {base_of(name) for name in content} == {*documents, None}
    for record in records:
        if record["format"] == "pdf":
            assert content[record["path"]] == pdf(record["scope"] if provider == "akamai" else record["invoice"])
    # What cannot be asked for is named each time, and nothing is fetched twice.
    assert report.accounts[0].failed + len({(scope, id) for scope, id, _ in held}) >= len(SENDABLE)
    assert again.accounts[0].downloaded == 0
    assert again.accounts[0].unchanged == len(records)
    tally("names tried", len(SENDABLE))


@pytest.mark.parametrize("form", ["plain", "quoted", "encoded", "both"])
@pytest.mark.parametrize("provider", ["akamai", "doit", pytest.param("qovery", marks=pytest.mark.long)])
def test_as_a_file_name_of_the_provider(provider: str, form: str, folder: Path, tally: Tally) -> None:
    names = [name for name in SENDABLE if form != "plain" or name.isascii()]
    # Akamai's list names the file, and the header counts only where it does not.
    unnamed: Any = {"files": [{"contentType": "application/pdf", "fileVersion": 1}]} if provider == "akamai" else {}
    with Archive(folder) as archive:
        for position, name in enumerate(names):
            percent = "".join(f"%{one:02X}" for one in name.encode())
            said = name.encode("latin-1", "ignore").replace(b"\r", b"").replace(b"\n", b"").replace(b"\0", b"")
            header = {
                "plain": b"attachment; filename=" + said,
                "quoted": b'attachment; filename="' + said + b'"',
                "encoded": b"attachment; filename*=UTF-8''" + percent.encode(),
                "both": b'inline; filename="' + said + b"\"; filename*=utf-8'en'" + percent.encode(),
            }[form]
            books = Books(provider, ("8000123456",), header, **unnamed)
            if position % 8 == 0:  # a run for each would take long
                synchronize(archive, books.source(f"account-{position}"), formats=("pdf",))
            with account_at("sync", provider, books.respond) as account:
                wanted = ci.Invoice(provider=provider, scope="C-1", id="8000123456", number="1")
                account.download(wanted, folder / "downloaded", "pdf")
        archive.refresh()
        records = list(archive.records())
    content = {name: one for name, one in files_in(folder).items() if not name.startswith(".cloudinvoices/")}
    assert not list(complaints(content))
    assert len([name for name in content if name.startswith("downloaded/")]) == 1
    assert len(records) == (len(names) + 7) // 8
    recorded = [record["name"] for record in records if record["name"] is not None]
    assert recorded
    assert all(0 < len(name) <= 255 and name.isprintable() and not set("/\\") & set(name) for name in recorded)
    tally("names tried", len(names))


MILLISECONDS = {
    "0001-01-01": -62_135_596_800_000,
    "0999-12-31": -30_610_310_400_000,
    "9999-12-31": 253_402_214_400_000,
}
DAYS = [*MILLISECONDS, "../../outside", "2026-03-01/..", "", "\0", "CON", "-", "a" * 300]


@pytest.mark.parametrize("day", DAYS)
def test_as_a_day(provider: str, folder: Path, day: str, tally: Tally) -> None:
    member = {"qovery": "created_at", "akamai": "invoiceDate", "masstack": "date", "f5xc": "period_end"}.get(provider)
    members: dict[str, Any] = {member: day} if member else {"invoiceDate": MILLISECONDS.get(day, day)}
    books = Books(provider, ("8000123456",), **members)
    with Archive(folder) as archive:
        report = synchronize(archive, books.source(), since=date.min)
        assert not damages(archive)
    content = [name for name in files_in(folder) if not name.startswith(".cloudinvoices/")]
    assert report.accounts[0].downloaded >= 1
    assert not list(complaints(content))
    years = {name.split("/")[1] for name in content if "/" in name}
    assert years == {day[:4] if day in MILLISECONDS else "undated"}
    tally("names tried")


def test_as_the_name_of_an_account(folder: Path, tally: Tally) -> None:
    """Refused, or a folder of that name on every system."""
    taken: list[str] = []
    with Archive(folder) as archive:
        for name in HOSTILE:
            try:
                source = Books("doit", ("IN1",)).source(name)
            except ValueError:
                continue
            taken.append(name)
            synchronize(archive, source)
        assert not damages(archive)
        archive.refresh()
        assert {record["account"] for record in archive.records()} == set(taken)
    content = [name for name in files_in(folder) if not name.startswith(".cloudinvoices/")]
    assert {name.partition("/")[0] for name in content} == {*taken, "cloudinvoices-archive.json"}
    assert len(taken) > 10
    # That two names are one on some systems is seen where there are two: in the configuration.
    for name in taken:
        assert not list(complaints([name])), name
    tally("names tried", len(HOSTILE))


@pytest.mark.parametrize(
    "name",
    [
        *("CON", "con", "nul.pdf", "Aux", "PRN.x.y", "COM1", "lpt9", "COM\u00b9", "cloudinvoices-archive.json"),
        *("Cloudinvoices-Archive.JSON", ".cloudinvoices", "a.", "-a", "a/b", "..", "", "a b", "\u1100\u1161", "x" * 65),
    ],
)
def test_what_cannot_be_the_name_of_an_account(name: str) -> None:
    with pytest.raises(ValueError, match="cannot be the name of an account"):
        check_account_name(name)


@pytest.mark.parametrize(
    "name", ["edge", "Edge-2.eu", "console", "com", "COM10", "nulls", "\uac00", "\u00fcber", "2026"]
)
def test_what_can_be_the_name_of_an_account(name: str) -> None:
    check_account_name(name)


@pytest.mark.parametrize("twin", ["EDGE", "Edge", "edge"])
def test_two_accounts_that_are_one_folder(twin: str, folder: Path) -> None:
    with pytest.raises(ValueError, match="one folder on some systems"):
        check_account_names(["edge", "other", twin])
    sources = [Source(name, "doit", lambda: pytest.fail("it was opened")) for name in ("edge", twin)]
    with Archive(str(folder)) as archive, pytest.raises(ValueError, match="one folder on some systems"):
        sync(archive, sources, Options())


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> Books:
    """The command line's accounts at a provider without a network."""
    books = Books("doit", ("IN1",))
    transport = httpx.MockTransport(books.respond)
    monkeypatch.setattr("cloudinvoices.account.connect.connect", partial(ci.connect, transport=transport))
    monkeypatch.setattr("cloudinvoices.account.connect.aconnect", partial(ci.aconnect, transport=transport))
    return books


def test_as_an_id_on_the_command_line(
    offline: Books, folder: Path, monkeypatch: pytest.MonkeyPatch, tally: Tally
) -> None:
    monkeypatch.setenv("DOIT_API_KEY", SETTINGS["doit"]["api_key"])
    done = 0
    for name in HOSTILE:
        arguments = ["download", "--format", "pdf", "--to", f"{folder}/", "-o", "json", "--", "doit", name]
        result = CliRunner().invoke(application, arguments)
        assert result.exception is None or isinstance(result.exception, SystemExit), repr(result.exception)
        assert result.exit_code in (0, 2), name
        if result.exit_code == 0:
            done += 1
            assert Path(json.loads(result.stdout)["path"]).read_bytes() == pdf(name)
    assert len(files_in(folder)) == done > 100
    assert not list(complaints(files_in(folder)))
    tally("names tried", len(HOSTILE))


def test_as_an_account_on_the_command_line(
    offline: Books, folder: Path, monkeypatch: pytest.MonkeyPatch, tally: Tally
) -> None:
    monkeypatch.chdir(folder.parent)
    key = SETTINGS["doit"]["api_key"]
    done = 0
    for name in SENDABLE:
        configuration = f'[accounts.{json.dumps(name)}]\nprovider = "doit"\napi_key = "{key}"\nsince = 2020-01-01\n'
        Path("cloudinvoices.toml").write_text(configuration, "utf-8")
        Path("cloudinvoices.toml").chmod(0o600)
        result = CliRunner().invoke(application, ["sync", "--archive", str(folder), "-q"])
        assert result.exception is None or isinstance(result.exception, SystemExit), repr(result.exception)
        assert result.exit_code in (0, 2, 78), (name, result.output)
        done += result.exit_code == 0
    Path("cloudinvoices.toml").unlink()
    content = [name for name in files_in(folder) if not name.startswith(".cloudinvoices/")]
    accounts = {name.partition("/")[0] for name in content if "/" in name}
    assert len(accounts) == done > 10
    assert not [reason for name in accounts for reason in complaints([name])]
    tally("names tried", len(SENDABLE))
