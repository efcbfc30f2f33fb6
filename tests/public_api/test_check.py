"""The command: what it compares with what, what it reads of git, and that it leaves no trace."""

import shutil
import tempfile
from pathlib import Path

import check_api
import pytest

from .conftest import ACCOUNT, FILES, SYNC, WIRE, Project, git

INIT = "overlay/cloudinvoices/__init__.py"
WITHOUT_RETRIES = ACCOUNT.replace(", *, retries: int = 5", "")


def test_a_work_tree_like_its_commit_has_no_break(project: Project) -> None:
    said = project.check("HEAD")
    assert (said.code, said.out, said.err) == (0, "no breaks since HEAD\n", "")


def test_what_is_not_committed_is_compared(project: Project) -> None:
    project.write({"overlay/cloudinvoices/account.py": WITHOUT_RETRIES})
    said = project.check("main")
    assert said.code == 1
    assert said.out == "1 break since main\ncloudinvoices.connect: parameter retries was removed\n"


def test_names_that_load_lazily_are_followed(project: Project) -> None:
    changed = ACCOUNT.replace("scope: str | None = None", "scope: str = ''").replace("wait: float = 1.0", "")
    project.write({"overlay/cloudinvoices/account.py": changed})
    assert project.check("main").out.splitlines()[1:] == [
        "cloudinvoices.Account.close: parameter wait was removed",
        "cloudinvoices.Account.scope: is str, was str | None",
    ]


def test_a_function_named_like_its_module_is_the_function(project: Project) -> None:
    project.write({"overlay/cloudinvoices/archive/sync.py": SYNC.replace("folder: str", "folder: int")})
    assert "cloudinvoices.archive.sync: parameter folder is int, was str\n" in project.check("main").out


@pytest.mark.parametrize(
    "init",
    [
        "from . import account\nfrom .account import *\n\n__all__ = [*account.__all__]\n",
        "from .account import *\n\n__all__ = ['Account']\n__all__ += ['connect']\n",
    ],
)
def test_names_that_are_listed_elsewhere_are_the_same_names(project: Project, init: str) -> None:
    project.write({"overlay/cloudinvoices/account.py": f'__all__ = ["Account", "connect"]\n\n{ACCOUNT}', INIT: init})
    assert project.check("main").out.splitlines() == [
        "1 break since main",
        "cloudinvoices.__version__: was removed",
    ]


def test_both_packages_are_compared(project: Project) -> None:
    project.write({"generated/cloudinvoices_apis/shop/wire.py": WIRE.replace("Decimal | None =", "str | None =")})
    assert "cloudinvoices_apis.shop.wire.Bill.total: is str | None, was Decimal | None\n" in project.check("main").out


def test_a_module_that_nobody_imports_from_may_be_renamed(project: Project) -> None:
    (project.root / "overlay/cloudinvoices/account.py").rename(project.root / "overlay/cloudinvoices/opening.py")
    project.write({INIT: FILES[INIT].replace(".account", ".opening")})
    assert project.check("main").out == "no breaks since main\n"


def test_a_generated_module_that_is_renamed_is_one_break(project: Project) -> None:
    shop = project.root / "generated/cloudinvoices_apis/shop"
    (shop / "wire.py").rename(shop / "structs.py")
    assert project.check("main").out == (
        "1 break since main\ncloudinvoices_apis.shop.wire: was removed\n"
        "\nnew since main\ncloudinvoices_apis.shop.structs\n"
    )


@pytest.mark.parametrize(
    "init",
    [
        FILES[INIT].replace('"connect"]', "]"),
        FILES[INIT].replace("Account, connect\n", "Account\n"),
        FILES[INIT].replace(".account import Account, connect", ".account import Account, missing as connect"),
    ],
)
def test_a_name_that_leads_nowhere_is_gone(project: Project, init: str) -> None:
    project.write({INIT: init})
    assert project.check("main").out.splitlines()[1:] == ["cloudinvoices.connect: was removed"]


def test_a_name_of_another_package_is_there_and_no_more_is_known_of_it(project: Project) -> None:
    exported = FILES[INIT].replace("if TYPE_CHECKING:", "from decimal import Decimal\n\nif TYPE_CHECKING:")
    project.write({INIT: exported.replace('"Account"', '"Decimal", "Account"')})
    said = project.check("main")
    assert (said.code, said.out) == (0, "no breaks since main\n\nnew since main\ncloudinvoices.Decimal\n")


def test_a_second_name_that_is_gone_is_a_break(project: Project) -> None:
    project.write({"generated/cloudinvoices_apis/shop/__init__.py": 'from .wire import Bill\n\n__all__ = ["Bill"]\n'})
    project.commit()
    project.write({"generated/cloudinvoices_apis/shop/__init__.py": ""})
    assert project.check("main").out.splitlines()[1] == "cloudinvoices_apis.shop.Bill: was removed"


def test_imports_that_lead_in_a_circle_lead_nowhere(project: Project) -> None:
    project.write({"overlay/cloudinvoices/account.py": "from .opening import Account, connect\n"})
    project.write({"overlay/cloudinvoices/opening.py": "from .account import Account, connect\n"})
    assert project.check("main").out.splitlines()[1:] == [
        "cloudinvoices.Account: was removed",
        "cloudinvoices.connect: was removed",
    ]


def test_a_package_that_was_not_there_is_new(project: Project) -> None:
    shutil.rmtree(project.root / "generated")
    project.commit(tag="v1.0.0")
    project.write(FILES)
    said = project.check("v1.0.0")
    assert (said.code, said.out) == (0, "no breaks since v1.0.0\n\nnew since v1.0.0\ncloudinvoices_apis\n")
    shutil.rmtree(project.root / "overlay")
    project.commit(tag="v2.0.0")
    assert project.check("v1.0.0").out.splitlines()[:2] == ["1 break since v1.0.0", "cloudinvoices: was removed"]


def test_nothing_at_the_reference_breaks_nothing(project: Project) -> None:
    empty = git(project.root, "hash-object", "-t", "tree", "--stdin", "-w").strip()
    commit = git(project.root, "commit-tree", empty, "-m", "empty").strip()
    said = project.check(commit)
    assert (said.code, said.out.splitlines()[0]) == (0, f"no breaks since {commit}")


@pytest.mark.parametrize("file", ["account.py", "__init__.py"])
def test_a_file_that_is_no_python_is_told(project: Project, file: str) -> None:
    path = f"overlay/cloudinvoices/{file}"
    project.write({path: "a = 1\ndef broken(:\n"})
    said = project.check("main")
    assert (said.code, said.out) == (2, "")
    assert said.err == f"work tree: {path}:2: invalid syntax. Correct it, or compare with another reference.\n"
    project.commit(tag="v1.0.0")
    project.write(FILES)
    assert project.check().err.startswith(f"v1.0.0: {path}:2: invalid syntax.")


def test_nothing_is_imported(project: Project) -> None:
    project.write({"overlay/cloudinvoices/account.py": f"raise SystemExit(9)\n{ACCOUNT}"})
    assert project.check("main").code == 0


def test_without_a_release_it_says_so(project: Project) -> None:
    project.commit(tag="vienna")
    said = project.check()
    assert said.code == 0
    assert said.out.startswith("Nothing is released yet")


def test_the_reference_is_the_newest_release_that_head_comes_from(project: Project) -> None:
    project.commit(tag="v1.10.0")
    project.commit(tag="v1.9.0")
    git(project.root, "checkout", "--quiet", "-b", "other")
    project.commit(tag="v2.0.0")
    git(project.root, "checkout", "--quiet", "main")
    assert project.check().out == "no breaks since v1.10.0\n"


@pytest.mark.parametrize("reference", ["nope", "--output=x", "main:CHANGELOG.md", "v1..v2"])
def test_a_reference_that_is_none_is_told(project: Project, reference: str) -> None:
    said = project.check("--", reference)
    assert (said.code, said.out) == (2, "")
    assert said.err == f"git knows no commit {reference!r}. Fetch it (git fetch --tags), or name another: REF=main.\n"


def test_a_shallow_clone_is_told_how_to_get_the_rest(project: Project, tmp_path: Path) -> None:
    project.commit(tag="v1.0.0")
    project.commit()
    git(project.root, "clone", "--quiet", "--depth", "1", project.root.as_uri(), str(tmp_path / "shallow"))
    clone = Project(tmp_path / "shallow", project.captured)
    said = clone.check()
    assert said.code == 0
    assert "git fetch --tags --unshallow" in said.out
    said = clone.check("v1.0.0")
    assert said.code == 2
    assert "git fetch --tags --unshallow" in said.err


def test_outside_git_there_is_nothing_to_compare_with(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    shutil.rmtree(project.root / ".git")
    said = project.check()
    assert (said.code, said.out) == (
        0,
        "No git repository, or no git: the public interface is compared with nothing.\n",
    )
    said = project.check("main")
    assert said.code == 2
    assert "not a git repository" in said.err


def test_without_git_it_says_so(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    said = project.check("main")
    assert said.code == 2
    assert "git is not installed" in said.err


def test_a_project_in_a_folder_of_a_repository_is_compared_with_itself(project: Project) -> None:
    inner = project.root / "vendored"
    shutil.copytree(project.root, inner, ignore=shutil.ignore_patterns(".git"))
    project.commit()
    there = Project(inner, project.captured)
    assert there.check("main").out == "no breaks since main\n"
    there.write({"overlay/cloudinvoices/account.py": WITHOUT_RETRIES})
    assert there.check("main").code == 1


def state(project: Project) -> list[str]:
    return [git(project.root, *command.split()) for command in ("status --porcelain", "worktree list", "for-each-ref")]


@pytest.mark.parametrize("ends_by", [None, KeyboardInterrupt])
def test_it_leaves_nothing_behind(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ends_by: type[BaseException] | None
) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    found: list[list[Path]] = []

    def compare(*_: object) -> list[object]:
        found.append(list((tmp_path / "temporary").iterdir()))
        if ends_by:
            raise ends_by
        return []

    monkeypatch.setattr(check_api, "find_breaks", compare)
    hook = project.root / ".git" / "hooks" / "post-checkout"
    hook.write_text(f"#!/bin/sh\ntouch '{project.root}/left'\n", encoding="utf-8")
    hook.chmod(0o755)
    before = state(project)
    assert project.check("main").code == (130 if ends_by else 0)
    assert [len(folders) for folders in found] == [1]
    assert list((tmp_path / "temporary").iterdir()) == []
    assert state(project) == before
