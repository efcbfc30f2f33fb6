"""The site is built as `make docs` builds it, in strict mode, and every link of it leads somewhere."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import build_site
import check_links
import pytest

from .pages import ROOT


def files_of(nav: object) -> list[str]:
    """Every page of the navigation."""
    if isinstance(nav, str):
        return [nav]
    assert isinstance(nav, list | dict)
    return [file for one in (nav.values() if isinstance(nav, dict) else nav) for file in files_of(one)]


def write_site(folder: Path, page: str) -> Path:
    (folder / "index.html").write_text(f"<html><body>{page}</body></html>")
    (folder / "other.html").write_text('<html><body><h1 id="here">Other</h1></body></html>')
    return folder


def test_the_site_is_built_and_every_link_leads_somewhere() -> None:
    done = subprocess.run(
        [sys.executable, "scripts/build_site.py"], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "none leads nowhere" in done.stdout
    assert 'id="cloudinvoices.Invoice.total"' in (ROOT / "build/site/reference/invoices.html").read_text()
    assert (
        'id="cloudinvoices.documents.AkamaiLine.item_total"'
        in (ROOT / "build/site/reference/documents.html").read_text()
    )
    assert "QOVERY-LINK" in (ROOT / "build/site/search.json").read_text()


def test_every_page_is_in_the_navigation_once() -> None:
    nav = files_of(tomllib.loads((ROOT / "zensical.toml").read_text())["project"]["nav"])
    pages = [path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").rglob("*.md")]

    assert sorted(nav) == sorted([*pages, *build_site.TOP_PAGES])


@pytest.mark.parametrize(
    ("page", "fault"),
    [
        ('<a href="nowhere.html">x</a>', "leads to nowhere.html, which does not exist"),
        ('<a href="other.html#there">x</a>', "leads to other.html#there, whose page has no such place"),
        ('<a href="#there">x</a>', "leads to #there, whose page has no such place"),
        ('<a href="../outside.html">x</a>', "leads to ../outside.html, which does not exist"),
        ('<a href="file:///tmp/page.html">x</a>', "leads to file:///tmp/page.html, a file of this machine"),
        ('<img src="picture.png">', "leads to picture.png, which does not exist"),
        ('<script src="https://cdn.example.com/a.js"></script>', "loads https://cdn.example.com/a.js from elsewhere"),
        ('<link rel="stylesheet" href="//fonts.example.com/a">', "loads //fonts.example.com/a from elsewhere"),
    ],
)
def test_a_link_that_leads_nowhere_is_named(
    page: str, fault: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check_links.main([str(write_site(tmp_path, page))]) == 1
    assert capsys.readouterr().err == f"index.html: {fault}\n"


def test_a_page_that_names_a_folder_of_this_machine_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check_links.main([str(write_site(tmp_path, f"<p>{ROOT}/docs</p>"))]) == 1
    assert capsys.readouterr().err == f"index.html: names {ROOT}\n"


def test_links_that_lead_somewhere_and_to_other_sites_are_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = '<a href="other.html#here">x</a><a href="https://example.com">x</a><img src="data:image/png;base64,AA">'

    assert check_links.main([str(write_site(tmp_path, page))]) == 0
    assert capsys.readouterr().out == "2 pages, 2 links, of which 1 other sites: none leads nowhere\n"


def test_a_folder_without_pages_is_no_site(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check_links.main([str(tmp_path)]) == 1
    assert "Cure: make docs." in capsys.readouterr().err


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = tmp_path / "repository"
    (root / "docs" / "providers").mkdir(parents=True)
    (root / "tests").mkdir()
    (root / "tests" / "test_it.py").write_text("assert True\n")
    for name in build_site.TOP_PAGES:
        (root / name).write_text("[a page](docs/index.md#here)\n")
    (root / "docs" / "index.md").write_text("# Here\n")
    return root


def test_links_are_those_of_the_site(repository: Path, tmp_path: Path) -> None:
    page = repository / "docs" / "providers" / "doit.md"
    page.write_text(
        "[test](../../tests/test_it.py) [tests](../../tests) [top](../../SECURITY.md) [home](../index.md#here)\n"
        "[elsewhere](https://example.com/a.md) `[no](link.md)` [`code`](../index.md)\n"
        "```sh\necho '[no](link.md)'\n```\n- one\n\n  ```sh\n  echo '[no](link.md)'\n  ```\n"
    )

    build_site.lay_out_pages(repository, tmp_path / "pages")

    assert (tmp_path / "pages" / "providers" / "doit.md").read_text() == (
        "[test](../source/tests/test_it.py.txt) [tests](../source/tests.txt)"
        " [top](../SECURITY.md) [home](../index.md#here)\n"
        "[elsewhere](https://example.com/a.md) `[no](link.md)` [`code`](../index.md)\n"
        "```sh\necho '[no](link.md)'\n```\n- one\n\n  ```sh\n  echo '[no](link.md)'\n  ```\n"
    )
    assert (tmp_path / "pages" / "source" / "tests" / "test_it.py.txt").read_text() == "assert True\n"
    assert (tmp_path / "pages" / "source" / "tests.txt").read_text() == "test_it.py"
    assert (tmp_path / "pages" / "SECURITY.md").read_text() == "[a page](index.md#here)\n"


def test_a_link_to_a_file_that_there_is_not_is_named(repository: Path, tmp_path: Path) -> None:
    (repository / "docs" / "index.md").write_text("[gone](../tests/test_gone.py)\n")

    with pytest.raises(FileNotFoundError, match=r"docs/index.md leads to \.\./tests/test_gone\.py"):
        build_site.lay_out_pages(repository, tmp_path / "pages")
