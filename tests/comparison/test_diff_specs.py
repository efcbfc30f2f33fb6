"""The command that tells what changed since a commit."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from diff_specs import main

from .conftest import Git
from .drafts import draft, edited

TOTAL = "components schemas Invoice properties total"


def write(project: Path, content: object, name: str = "draft.yaml") -> None:
    (project / "specs" / name).write_text(json.dumps(content), encoding="utf-8")


def test_no_changes_are_said_to_be_none(project: Path, git: Git, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(project), "--exit-code"]) == 0
    assert capsys.readouterr().out == "No change since main.\n"


@pytest.mark.parametrize("name", ["main", "v1", "HEAD~1", "sha", "abbreviated"])
def test_a_commit_may_be_named_in_every_way_of_git(
    project: Path, git: Git, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    git("tag", "--annotate", "v1", "--message", "One")
    sha = git("rev-parse", "HEAD")
    git("checkout", "--quiet", "-b", "work")
    write(project, edited(f"{TOTAL} type", "string"))
    git("commit", "--quiet", "--all", "--message", "Second")
    commit = {"sha": sha, "abbreviated": sha[:8]}.get(name, name)
    assert main([commit, "--root", str(project)]) == 0
    assert capsys.readouterr().out == (
        "breaking       draft list_invoices 200 invoices[].total: string, was number (also in get_invoice)\n"
        f"Since {commit}: 1 breaking, 0 added, 0 documentation.\n"
    )


def test_what_is_not_committed_counts_and_nothing_is_touched(project: Path, git: Git) -> None:
    write(project, edited(TOTAL, ...))
    before = git("status", "--porcelain")
    assert main(["--root", str(project), "--exit-code"]) == 1
    assert git("status", "--porcelain") == before == "M specs/draft.yaml"


def test_only_a_break_is_one_for_the_exit_code(project: Path, git: Git) -> None:
    write(project, edited("components schemas Invoice properties due", {"type": "string"}))
    assert main(["--root", str(project), "--exit-code"]) == 0


def test_files_come_and_go(project: Path, git: Git, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "specs" / "draft.yaml").unlink()
    write(project, draft(), "other.yaml")
    (project / "specs" / "documents").mkdir()
    write(project, {"type": "object"}, "documents/bill.schema.json")
    assert main(["--root", str(project)]) == 0
    assert [line.split(maxsplit=1)[1] for line in capsys.readouterr().out.splitlines()[:-1]] == [
        "draft: the spec is gone",
        "other: a new spec",
        "documents.bill: a new document",
    ]


def test_a_project_may_be_a_folder_of_a_checkout(tmp_path: Path, project: Path, git: Git) -> None:
    nested = project / "nested"
    nested.mkdir()
    git("mv", "specs", "nested/specs")
    git("commit", "--quiet", "--message", "Moved")
    assert main(["--root", str(nested), "--exit-code"]) == 0


@pytest.mark.parametrize("commit", ["missing", "v9.9", "0" * 40, "main:specs", "HEAD^{tree}", ""])
def test_a_commit_that_git_does_not_know(
    project: Path, git: Git, commit: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([commit, "--root", str(project)]) == 2
    assert f"git knows no commit {commit}. Cure: give a branch, tag or commit" in capsys.readouterr().err


def test_what_is_no_checkout(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(project / ".git")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(project.parent))
    assert main(["--root", str(project)]) == 2
    assert capsys.readouterr().err == "project/ is no git checkout, so nothing is known of what its specs were\n"


def test_a_machine_without_git(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(project))
    assert main(["--root", str(project)]) == 2
    assert "git is not installed" in capsys.readouterr().err


def test_a_commit_without_specs(project: Path, git: Git, capsys: pytest.CaptureFixture[str]) -> None:
    git("mv", "specs", "elsewhere")
    git("commit", "--quiet", "--message", "No specs")
    assert main(["--root", str(project)]) == 2
    assert "there is no folder specs/ at main" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (b"a: [", "specs/draft.yaml: while parsing"),
        (b"", "specs/draft.yaml: the file is not an object"),
        (b"- a", "specs/draft.yaml: the file is not an object"),
        (b"a: \xff", "specs/draft.yaml: 'utf-8' codec can't decode"),
    ],
)
def test_a_spec_that_cannot_be_read_is_named_with_where(
    project: Path, git: Git, text: bytes, complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "specs" / "draft.yaml").write_bytes(text)
    assert main(["--root", str(project)]) == 2
    assert complaint in (now := capsys.readouterr().err)
    git("commit", "--quiet", "--all", "--message", "Broken")
    write(project, draft())
    assert main(["--root", str(project)]) == 2
    assert complaint in (then := capsys.readouterr().err)
    assert ("in the work tree: " in now, "at main: " in then) == (True, True)


def test_the_help_has_examples(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["--help"])
    assert "make diff-specs REF=" in capsys.readouterr().out


def test_usage_is_two(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["main", "--wrong"])
    assert "unrecognized arguments: --wrong" in capsys.readouterr().err


def test_make_hands_the_commit_over() -> None:
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        ["make", "-n", "diff-specs", "REF=v0.1.0"], cwd=root, capture_output=True, text=True, check=True
    )
    assert "scripts/diff_specs.py 'v0.1.0'" in done.stdout
