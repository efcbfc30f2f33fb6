import sys
import unicodedata
from datetime import date
from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudinvoices.invoice import Invoice
from cloudinvoices.transfer.naming import document_name, provided_name, safe_part

ids = st.text(min_size=1, max_size=30).filter(lambda id: not any(ord(sign) < 32 for sign in id))
scopes = st.text(max_size=20)

HOSTILE = [
    "../../etc/passwd",
    "..\\..\\windows\\system32",
    "/absolute",
    "C:\\absolute",
    "C:relative",
    "//server/share",
    "~root",
    ".",
    "..",
    ".hidden",
    "-rf",
    "CON",
    "nul.pdf",
    "COM1",
    "a:stream",
    'a<b>c|d?e*f"g',
    "trailing. . ",
    "tab\tnewline\nnull\0",
    "\u202egnp.exe",
    "\u200b",
    "%2e%2e%2f",
    "x" * 300,
    "é" * 300,
    "\ud800",
    "",
]


def name(scope: str = "acme", id: str = "INV-1", number: str = "2026/0042", dated: date | None = None) -> str:
    return document_name(
        "doit", scope, id, "pdf", Invoice(provider="doit", scope=scope, id=id, number=number, dated=dated)
    )


def test_a_name_says_what_it_is() -> None:
    assert name(dated=date(2026, 3, 31)).startswith("doit-2026-03-31-2026_0042-")
    assert document_name("doit", "acme", "INV-1", "csv").startswith("doit-INV-1-")
    assert document_name("doit", "acme", "INV-1", "csv").endswith(".csv")


@pytest.mark.parametrize("text", HOSTILE)
def test_a_name_never_leaves_its_folder(text: str) -> None:
    for made in (name(number=text), name(scope=text), name(id=text or "x"), document_name("doit", text, text, "pdf")):
        assert made.isascii()
        assert len(made) <= 120
        assert PurePosixPath(made).name == PureWindowsPath(made).name == made
        assert made[0].isalpha()
        assert PurePosixPath(made).suffix == ".pdf"
        assert not set('<>:"/\\|?*') & set(made)
        assert all(sign.isprintable() and not sign.isspace() for sign in made)
        stem = made.partition(".")[0].upper()
        assert stem not in {"CON", "PRN", "AUX", "NUL", "COM1", "LPT1"}


@given(scope=scopes, id=ids, number=st.text(max_size=40))
def test_any_invoice_has_a_plain_name(scope: str, id: str, number: str) -> None:
    made = name(scope, id, number)
    assert made.isascii()
    assert PureWindowsPath(made).name == PurePosixPath(made).name == made
    assert made.isprintable()
    assert " " not in made


@given(one=st.tuples(scopes, ids), other=st.tuples(scopes, ids))
def test_two_documents_never_share_a_name(one: tuple[str, str], other: tuple[str, str]) -> None:
    names = {name(*key).casefold() for key in (one, other)}
    assert len(names) == len({one, other})


@given(scope=scopes, id=ids)
def test_nor_do_those_that_look_alike(scope: str, id: str) -> None:
    alike = {
        (scope, id),
        (scope, id.swapcase()),
        (scope, id + "/"),
        (scope, unicodedata.normalize("NFD", id)),
        (scope + id[:1], id),
    }
    assert len({name(*key, number="1").casefold() for key in alike}) == len(alike)


def test_composed_and_decomposed_letters_look_the_same_and_stay_two() -> None:
    composed, decomposed = "Rechnung-ü", unicodedata.normalize("NFD", "Rechnung-ü")
    assert safe_part(composed) == safe_part(decomposed) == "Rechnung-u"
    assert name(id=composed) != name(id=decomposed)


def test_a_name_does_not_depend_on_the_run() -> None:
    assert document_name("doit", "acme", "INV-1", "pdf") == "doit-INV-1-400d3babda.pdf"


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ('attachment; filename="Invoice 12.pdf"', "Invoice 12.pdf"),
        ("attachment; filename=plain.csv", "plain.csv"),
        ("inline; filename*=UTF-8''Factura%20espa%C3%B1ola.pdf", "Factura española.pdf"),
        ('attachment; filename="../../etc/passwd"', "passwd"),
        ('attachment; filename="C:\\\\temp\\\\a.pdf"', "a.pdf"),
        ('attachment; filename="a\r\nX: b.pdf"', "aX: b.pdf"),
        ('attachment; filename=""', None),
        ("attachment", None),
        ("", None),
        (f'attachment; filename="{"x" * 900}.pdf"', "x" * 255),
        ('attachment; filename=".."', None),
        ("attachment; filename*=UTF-8''a%0D%0A%E2%80%AEb%00.pdf", "ab.pdf"),
        ("attachment; filename*=UTF-8''..%2F..%5Ca.pdf", "a.pdf"),
        ("attachment; filename*=UTF-8''%FF.pdf", "\ufffd.pdf"),
        ("attachment; filename*=UTF-16''%00%D8", None),
        ("attachment; filename*=unicode_escape''%5C8", None),
        # What the standard library's reader does not bear.
        (f"attachment; filename*{'9' * 5_000}=x", None),
        ("attachment; filename*=x; filename*0=y", "y" if sys.version_info >= (3, 14) else None),
        ("attachment; filename*=idna''x%ff", None),
        ("attachment; filename*=undefined''x", None),
        ("attachment; filename*=utf-7''+2AA-", None),
    ],
)
def test_the_name_that_a_provider_gives_a_file(header: str, name: str | None) -> None:
    assert provided_name(header) == name


@given(st.text())
def test_any_header_gives_a_name_without_folders(header: str) -> None:
    name = provided_name(header)
    assert name is None or (0 < len(name) <= 255 and not set("/\\\r\n\0") & set(name))
