"""The real project: its public surface is all seen, and the comparison is quick."""

import importlib
import shutil
from pathlib import Path

import pytest
from api_changes.compare import find_breaks, find_new
from api_changes.sources import PACKAGES, Sources
from api_changes.surface import Surface, read_surface

from .conftest import Project, git

ROOT = Path(__file__).resolve().parents[2]
WITHOUT_RETRIES = "cloudinvoices.connect: parameter retries was removed"
ANOTHER_TOTAL = "cloudinvoices_apis.doit.wire.Invoice.total_amount: is str | None, was Decimal | None"


@pytest.fixture(scope="module")
def surface() -> Surface:
    """What is public here."""
    return read_surface(Sources(ROOT, "work tree"))


@pytest.fixture
def copy(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Project:
    """A copy of this work tree, committed."""
    made = Project(tmp_path / "project", capsys)
    for folder in PACKAGES.values():
        shutil.copytree(ROOT / folder, made.root / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "CHANGELOG.md", made.root)
    git(made.root, "init", "--quiet", "--initial-branch", "main")
    made.commit()
    return made


def replace_once(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_project_breaks_nothing_of_itself(surface: Surface) -> None:
    assert (find_breaks(surface, surface), find_new(surface, surface)) == ([], [])


def test_each_change_is_told_as_the_page_shows_and_nothing_else(copy: Project) -> None:
    overlay, generated = (copy.root / folder for folder in PACKAGES.values())
    operation = "doit/client/api/invoices/list_invoices.py"
    replace_once(overlay / "account" / "connect.py", "    retries: int = 5,\n", "")
    replace_once(overlay / "invoice.py", "    total: Decimal | None", "    amount: Decimal | None")
    replace_once(overlay / "account" / "provider.py", "-> Iterator[Invoice]:", "-> list[Invoice]:")
    replace_once(overlay / "archive" / "report.py", "    jobs: int = 8", "    jobs: int = 4")
    replace_once(generated / "doit" / "wire.py", "total_amount: Decimal | None", "total_amount: str | None")
    replace_once(generated / operation, "    page_token: str | Unset = UNSET,\n", "")
    said = copy.check("HEAD")
    assert said.code == 1
    assert said.out.splitlines() == [
        "6 breaks since HEAD",
        "cloudinvoices.Invoice.total: was removed",
        "cloudinvoices.Provider.list: what it returns is list[Invoice], was Iterator[Invoice]",
        "cloudinvoices.archive.Options: parameter jobs is 4 by default, was 8",
        WITHOUT_RETRIES,
        "cloudinvoices_apis.doit.client.api.invoices.list_invoices_request: parameter page_token was removed",
        ANOTHER_TOTAL,
        "",
        "new since HEAD",
        "cloudinvoices.Invoice.amount",
    ]
    page = (ROOT / "docs" / "api-changes.md").read_text(encoding="utf-8")
    assert f"\n{WITHOUT_RETRIES}\n{ANOTHER_TOTAL}\n" in page


@pytest.mark.parametrize(
    "name", ["cloudinvoices", "cloudinvoices.archive", "cloudinvoices.documents", "cloudinvoices.testing"]
)
def test_every_name_that_is_listed_is_followed(surface: Surface, name: str) -> None:
    listed = importlib.import_module(name).__all__
    assert len(listed) > 3
    assert [part for part in listed if surface.entries.get(f"{name}.{part}") is None] == []


def test_every_operation_can_be_called_in_five_ways(surface: Surface) -> None:
    tags = [path for path in (ROOT / PACKAGES["cloudinvoices_apis"]).glob("*/client/api/*/") if path.is_dir()]
    operations = [file for tag in tags for file in tag.glob("[!_]*.py")]
    assert len(operations) >= 14
    for file in operations:
        module = ".".join(file.relative_to(ROOT / "generated").with_suffix("").parts)
        ways = {f"{module}.{way}" for way in ("sync_detailed", "asyncio_detailed")} | {f"{module}_request"}
        assert ways <= surface.entries.keys()


def test_what_is_private_is_not_public(surface: Surface) -> None:
    private = [name for name in surface.entries if any(part.startswith("_") for part in name.split("."))]
    assert [name for name in private if not name.endswith("__")] == []
    assert "cloudinvoices.core" not in surface.entries
    assert "cloudinvoices.Provider.__init__" not in surface.entries
    assert "cloudinvoices.archive.Archive.__init__" in surface.entries
