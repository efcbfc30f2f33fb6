"""CHANGELOG.md must name every break in its newest chapter: by its name, and by the parameter if it is about one."""

import pytest

from .conftest import ACCOUNT, WIRE, Project

START = "# Changelog\n\nFor users.\n\n"
NEWEST = f"{START}## 1.1.0, unreleased\n\n"


@pytest.fixture
def broken(project: Project) -> Project:
    """A project without `retries`, and with another type for `Bill.total`."""
    project.commit(tag="v1.0.0")
    project.write({"overlay/cloudinvoices/account.py": ACCOUNT.replace("retries: int = 5", "attempts: int = 5")})
    project.write({"generated/cloudinvoices_apis/shop/wire.py": WIRE.replace("Decimal | None =", "str | None =")})
    return project


def test_breaks_that_are_not_named_are_given_as_lines_to_add(broken: Project) -> None:
    said = broken.check()
    assert said.code == 1
    assert said.err == (
        '\nCHANGELOG.md does not name every break. Add to its newest chapter, "1.1.0, unreleased":\n\n'
        "- Break: `connect`: parameter `retries` was removed.\n"
        "- Break: `shop.wire.Bill.total`: is `str | None`, was `Decimal | None`.\n"
    )


def test_the_lines_to_add_are_what_is_asked_for(broken: Project) -> None:
    lines = broken.check().err.partition(":\n\n")[2]
    broken.write({"CHANGELOG.md": f"{NEWEST}{lines}\n## 1.0.0\n"})
    said = broken.check()
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("2 breaks since v1.0.0\n")


@pytest.mark.parametrize(
    "text",
    [
        "- `retries` of `connect` is `attempts` now, and `shop.wire.Bill.total` is text.\n",
        "- `connect` takes `attempts`\n  instead of `retries`.\n- `shop.wire.Bill.total`\n",
        "### Breaks\n\n* `connect`, `retries`\n* `shop.wire.Bill.total`\n",
        "`connect` has no `retries`,\n`shop.wire.Bill.total` is text.\n",
    ],
)
def test_the_words_are_free(broken: Project, text: str) -> None:
    broken.write({"CHANGELOG.md": NEWEST + text})
    assert broken.check().code == 0


@pytest.mark.parametrize(
    "text",
    [
        "",
        "- `connect` takes `attempts`. `shop.wire.Bill.total` is text.\n",
        "- `connect` is better.\n- `retries` is gone, `shop.wire.Bill.total` is text.\n",
        "- connect has no retries. `shop.wire.Bill.total` is text.\n",
        "- `connect` has no `retries`. `Bill.total` is text.\n",
        "## 1.0.0\n\n- `connect` has no `retries`. `shop.wire.Bill.total` is text.\n",
    ],
)
def test_less_is_not_enough(broken: Project, text: str) -> None:
    broken.write({"CHANGELOG.md": NEWEST + text})
    assert broken.check().code == 1


@pytest.mark.parametrize("title", ["1.0.0", "[1.0.0] 2026-12-01", "1.0.0, 2026-12-01"])
def test_the_chapter_of_the_release_itself_names_nothing_that_came_after(broken: Project, title: str) -> None:
    text = f"{START}## {title}\n\n- `connect` has no `retries`. `shop.wire.Bill.total` is text.\n"
    broken.write({"CHANGELOG.md": text})
    said = broken.check()
    assert said.code == 1
    assert "Add to a new chapter:\n" in said.err


@pytest.mark.parametrize("text", [START, ""])
def test_without_a_chapter_one_is_asked_for(broken: Project, text: str) -> None:
    broken.write({"CHANGELOG.md": text})
    assert "Add to a new chapter:\n" in broken.check().err


def test_without_a_changelog_one_is_asked_for(broken: Project) -> None:
    (broken.root / "CHANGELOG.md").unlink()
    said = broken.check()
    assert said.code == 1
    assert "CHANGELOG.md does not name every break. Add to a new chapter:\n" in said.err


def test_new_names_need_not_be_named(project: Project) -> None:
    project.write({"overlay/cloudinvoices/account.py": f"{ACCOUNT}\n\nclass Extra: ...\n"})
    init = (project.root / "overlay/cloudinvoices/__init__.py").read_text(encoding="utf-8")
    extended = init.replace("Account, connect", "Account, Extra, connect").replace('"Account"', '"Account", "Extra"')
    project.write({"overlay/cloudinvoices/__init__.py": extended})
    said = project.check("main")
    assert (said.code, said.out) == (0, "no breaks since main\n\nnew since main\ncloudinvoices.Extra\n")


def test_one_line_tells_what_has_become_of_several(project: Project) -> None:
    name = "generated/cloudinvoices_apis/shop/list_bills.py"
    functions = "\n\n".join(f"def {name}(page: str): ..." for name in ("sync", "sync_detailed"))
    project.write({name: functions})
    project.commit()
    project.write({name: functions.replace("page: str", "")})
    assert project.check("main").err.partition(":\n\n")[2] == (
        "- Break: `shop.list_bills.sync`, `shop.list_bills.sync_detailed`: parameter `page` was removed.\n"
    )
