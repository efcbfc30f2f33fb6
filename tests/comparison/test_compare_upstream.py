"""The command that compares a spec with what the provider publishes, and the file of accepted differences."""

import json
import time
import tomllib
from pathlib import Path

import pytest
import yaml
from compare_upstream import main
from spec_comparison.accepted import read_accepted
from spec_comparison.shapes import read_operations
from spec_pipeline.sources import read_specs

from .drafts import draft, edited

ROOT = Path(__file__).resolve().parents[2]
GONE = "list_invoices 200 invoices[].total: only here"


def write_theirs(folder: Path, content: object) -> str:
    (folder / "theirs.json").write_text(json.dumps(content), encoding="utf-8")
    return str(folder / "theirs.json")


def accept(project: Path, text: str) -> None:
    (project / "specs" / "accepted_differences.toml").write_text(text, encoding="utf-8")


@pytest.fixture
def without_total(tmp_path: Path) -> str:
    """A description that lacks a field of ours."""
    return write_theirs(tmp_path, edited("components schemas Invoice properties total", ...))


def test_the_same_is_fine(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["draft", write_theirs(project, draft()), "--root", str(project)]) == 0
    assert capsys.readouterr().out == "Differences of draft: 0, of which 0 accepted.\n"


def test_a_difference_comes_as_the_entry_that_accepts_it(
    project: Path, without_total: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["draft", without_total, "--root", str(project)]) == 1
    said, _, entry = capsys.readouterr().out.partition("[[draft]]")
    assert "Differences of draft: 1, of which 0 accepted." in said
    assert "Correct specs/draft.yaml, or add to specs/accepted_differences.toml, each with its reason:" in said
    assert tomllib.loads(f"[[draft]]{entry}") == {"draft": [{"difference": GONE, "reason": ""}]}
    accept(project, f"[[draft]]{entry}".replace('reason = ""', 'reason = "Left out by mistake"'))
    assert main(["draft", without_total, "--root", str(project)]) == 0


def test_an_entry_without_its_difference_is_stale(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    accept(
        project, f"[[draft]]\ndifference = {json.dumps(GONE)}\nreason = 'Was so'\n[[other]]\ndifference='a'\nreason='b'"
    )
    assert main(["draft", write_theirs(project, draft()), "--root", str(project)]) == 0
    assert capsys.readouterr().out.endswith(f"there is no such difference any more:\n\n{GONE}\n")


def test_what_others_call_their_fields_cannot_leave_its_entry(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = 'a"\n[[draft]]\x1b[2J\u2028'
    theirs = write_theirs(project, edited("components schemas Invoice properties", {name: {"type": "string"}}))
    assert main(["draft", theirs, "--root", str(project)]) == 1
    out = capsys.readouterr().out
    entries = tomllib.loads(out[out.index("[[draft]]") :])["draft"]
    assert f"list_invoices 200 invoices[].{name}: only upstream, string" in [one["difference"] for one in entries]
    assert "\x1b" not in out


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[[draft]]\ndifference = 'a'\nreason = ''", "an entry of draft is incomplete"),
        ("[[draft]]\ndifference = 'a'\nreason = ' '", "an entry of draft is incomplete"),
        ("[[draft]]\ndifference = 'a'", "an entry of draft is incomplete"),
        ("[[draft]]\ndifference = 5\nreason = 'b'", "an entry of draft is incomplete"),
        ("[[draft]]\ndifference = 'a'\nreason = 'b'\nreson = 'c'", "an entry of draft is incomplete"),
        ("draft = 5", "an entry of draft is incomplete"),
        ("[[draft]]\ndifference = 'a'\nreason = 'b'\n" * 2, "draft has 'a' twice"),
        ("[[draft", "specs/accepted_differences.toml: "),
    ],
)
def test_an_incomplete_entry_is_refused(
    project: Path, without_total: str, text: str, complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    accept(project, text)
    assert main(["draft", without_total, "--root", str(project)]) == 2
    assert complaint in capsys.readouterr().err


def test_a_provider_or_file_that_is_not_there(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["drift", write_theirs(project, draft()), "--root", str(project)]) == 2
    assert capsys.readouterr().err == "there is no specs/drift.yaml, but draft\n"
    assert main(["draft", "missing.json", "--root", str(project)]) == 2
    assert capsys.readouterr().err.startswith("missing.json cannot be read")


def test_usage_and_help(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["draft"])
    with pytest.raises(SystemExit, match="0"):
        main(["--help"])
    assert "python scripts/compare_upstream.py qovery openapi.yaml" in capsys.readouterr().out


def test_a_megabyte_of_yaml_takes_a_moment(project: Path) -> None:
    others = "".join(f"  field_{number}: {{type: string, description: One of many}}\n" for number in range(20_000))
    theirs = project / "theirs.yaml"
    theirs.write_text(f"{yaml.safe_dump(draft())}x-others:\n{others}", encoding="utf-8")
    assert theirs.stat().st_size > 1_000_000
    began = time.process_time()
    assert main(["draft", str(theirs), "--root", str(project)]) == 0
    assert time.process_time() - began < 10


def test_what_is_accepted_is_about_operations_of_ours() -> None:
    names = {spec.name: {one.name for one in read_operations(spec)} for spec in read_specs(ROOT)}
    for spec, reasons in read_accepted(ROOT).items():
        assert {difference.partition(":")[0].split()[0] for difference in reasons} <= names[spec]
