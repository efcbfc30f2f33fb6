"""Documents: every byte of each, in whatever place they are wanted."""

from __future__ import annotations

import io
from pathlib import Path

import cloudinvoices as ci
from cloudinvoices.testing import Simulator
from tests.provider_facts import FACTS

from .account import Account
from .operations import MEDIA_TYPES, contents, hex_digest, invoice_of, listed, with_document


def test_every_document_in_every_format(account: Account, sim: Simulator, provider: str, folder: Path) -> None:
    invoices = {(invoice.scope, invoice.id): invoice for invoice in listed(account, sim)}
    paths = set()
    for expected in sim.expected(provider):
        for format, content in expected.documents.items():
            saved = account.download(invoices[expected.scope, expected.id], folder, format=format)  # type: ignore[arg-type]
            assert saved.path is not None
            assert saved.path.parent == folder
            assert saved.path.suffix == f".{format}"
            assert saved.path.read_bytes() == content
            assert saved == ci.Download(
                path=saved.path,
                format=format,  # type: ignore[arg-type]
                media_type=MEDIA_TYPES[format],
                size=len(content),
                sha256=hex_digest(content),
            )
            paths.add(saved.path)
    assert set(folder.iterdir()) == paths
    assert len(paths) == sum(len(expected.documents) for expected in sim.expected(provider))


def test_formats_and_the_default(account: Account, sim: Simulator, provider: str) -> None:
    assert account.formats == FACTS[provider].formats
    invoice = next(invoice for invoice in account.list() if invoice.formats)
    assert account.download(invoice, io.BytesIO()).format == invoice.formats[0] == FACTS[provider].formats[0]
    assert account.download(invoice.id, io.BytesIO()).format == FACTS[provider].formats[0]


def test_by_id(account: Account, sim: Simulator, provider: str, folder: Path) -> None:
    # Akamai has to look for the contract, in the time that its list shows by itself.
    expected = [one for one in sim.expected(provider) if "pdf" in one.documents][-2]
    saved = account.download(expected.id, folder, format="pdf")
    assert saved.path is not None
    assert saved.path.read_bytes() == expected.documents["pdf"]


def test_into_a_file_path(account: Account, sim: Simulator, provider: str, folder: Path) -> None:
    expected = with_document(sim, provider)
    invoice = invoice_of(expected, provider)
    for to in (folder / "wanted.pdf", str(folder / "as text.pdf"), folder / "made" / "on the way" / "wanted.pdf"):
        saved = account.download(invoice, to, format="pdf")
        assert saved.path == Path(to)
        assert saved.path.read_bytes() == expected.documents["pdf"]
    assert len(contents(folder)) == 3


def test_into_a_folder_that_is_not_there_yet(account: Account, sim: Simulator, provider: str, folder: Path) -> None:
    saved = account.download(invoice_of(with_document(sim, provider), provider), f"{folder}/new.d/", format="pdf")
    assert saved.path is not None
    assert saved.path.parent == folder / "new.d"


def test_into_a_file_object(account: Account, sim: Simulator, provider: str) -> None:
    expected = with_document(sim, provider)
    target = io.BytesIO()
    saved = account.download(invoice_of(expected, provider), target, format="pdf")
    assert saved.path is None
    assert target.getvalue() == expected.documents["pdf"]
    assert (saved.size, saved.sha256) == (len(target.getvalue()), hex_digest(target.getvalue()))
    assert not target.closed


def test_twice_into_one_folder_is_one_file(account: Account, sim: Simulator, provider: str, folder: Path) -> None:
    invoice = invoice_of(with_document(sim, provider), provider)
    once = account.download(invoice, folder, format="pdf")
    assert account.download(invoice, folder, format="pdf") == once
    assert [folder / name for name in contents(folder)] == [once.path]


def test_another_document_never_takes_the_place_of_one(
    account: Account, sim: Simulator, provider: str, folder: Path
) -> None:
    expected = with_document(sim, provider)
    (folder / "invoice.pdf").write_bytes(b"another one")
    saved = account.download(invoice_of(expected, provider), folder / "invoice.pdf", format="pdf")
    assert saved.path == folder / "invoice-2.pdf"
    assert contents(folder) == {"invoice.pdf": b"another one", "invoice-2.pdf": expected.documents["pdf"]}


def test_names_are_ours_and_stay_in_the_folder(account: Account, sim: Simulator, provider: str, folder: Path) -> None:
    for number in ("../../etc/passwd", "/etc/passwd", "a\nb", "CON", "x" * 400, "....", "ünïcode/ñ"):
        invoice = ci.Invoice(
            provider=provider,
            scope=with_document(sim, provider).scope,
            id=with_document(sim, provider).id,
            number=number,
        )
        saved = account.download(invoice, folder, format="pdf")
        assert saved.path is not None
        assert saved.path.resolve().parent == folder.resolve()
        assert saved.path.name.isascii()
        assert saved.path.name.startswith(provider)
        assert len(saved.path.name) < 120
