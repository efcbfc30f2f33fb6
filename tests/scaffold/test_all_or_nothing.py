"""A provider is added whole or not at all: names that cannot be, projects that are not ready, and interruptions."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from new_provider import main
from provider_scaffold.carrying import carry_over, working_folder
from provider_scaffold.names import Refused

from .conftest import Run, contents, environment

SCRIPT = "scripts/new_provider.py"


@pytest.mark.parametrize("name", ["", "import", "Akamai", "../x", "my-cloud", "9lives", "cloud;ls", "nube\u00f1"])
def test_a_name_that_no_module_can_have_is_a_wrong_call(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--root", str(tmp_path), name])
    assert ended.value.code == 2
    assert "make new-provider NAME=" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("akamai", "specs/akamai.yaml"),
        ("core", "overlay/cloudinvoices/core"),
        ("documents", "generated/cloudinvoices_apis/documents"),
        ("row", "overlay/cloudinvoices/testing/data/row.py"),
        ("client", "Its class would be Client"),
        ("simulator", "Its class would be Simulator"),
    ],
)
def test_a_name_that_is_taken_is_refused(
    project: Path, capsys: pytest.CaptureFixture[str], name: str, why: str
) -> None:
    before = contents(project)
    assert main(["--root", str(project), name]) == 1
    said = capsys.readouterr().err
    assert why in said
    assert "Take another name." in said
    assert contents(project) == before


@pytest.mark.parametrize(
    ("path", "old", "new", "advice"),
    [
        ("overlay/cloudinvoices/providers/__init__.py", "NAMES = (", "NAMES = tuple(", "no tuple or dictionary NAMES"),
        (
            "overlay/cloudinvoices/testing/simulator.py",
            "everybody: tuple",
            "all_of_them: tuple",
            "dictionary everybody",
        ),
        ("specs/README.md", "| `", "| ", "no table of sources"),
        ("tests/provider_facts.py", "FACTS = {", "FACTS = {}\nX = {", "no tuple or dictionary FACTS"),
        ("tests/conformance/operations.py", "OPERATIONS = (", "OPERATIONS = ((", "cannot be read as Python"),
        ("specs/doit.yaml", "title: DoiT invoices", "title: More invoices", "Run make generate first"),
    ],
)
def test_a_project_without_a_place_for_it_is_left_alone(
    project: Path, capsys: pytest.CaptureFixture[str], path: str, old: str, new: str, advice: str
) -> None:
    file = project / path
    assert old in file.read_text()
    file.write_text(file.read_text().replace(old, new))
    before = contents(project)
    assert main(["--root", str(project), "acmecloud"]) == 1
    assert advice in capsys.readouterr().err
    assert contents(project) == before


def start_and_send(project: Path, number: signal.Signals) -> int:
    """The status of a run that meets a signal while it is at work."""
    with subprocess.Popen(
        [sys.executable, SCRIPT, "acmecloud"], cwd=project, env=environment(project), stderr=subprocess.DEVNULL
    ) as process:
        while not (project / ".new-provider" / "project").exists():
            assert process.poll() is None
            time.sleep(0.01)
        process.send_signal(number)
        return process.wait(timeout=60)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_run_that_is_ended_leaves_everything_as_it_was(project: Path, number: signal.Signals) -> None:
    before = contents(project)
    assert start_and_send(project, number) != 0
    assert contents(project) == before


def test_after_a_run_that_was_killed_the_next_says_what_to_remove(project: Path, run: Run) -> None:
    assert start_and_send(project, signal.SIGKILL) == -signal.SIGKILL
    again = run(SCRIPT, "acmecloud")
    assert again.returncode == 1
    assert "rm -r .new-provider" in again.stderr


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small project."""
    write(tmp_path / "root", {"kept/same.py": "same\n", "kept/edited.py": "old\n"})
    (tmp_path / "root" / "generated").mkdir()
    return tmp_path / "root"


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


CHANGED = {"kept/same.py": "same\n", "kept/edited.py": "new\n", "generated/new/added.py": "added\n"}


def test_a_change_that_cannot_be_carried_over_is_undone(root: Path, tmp_path: Path) -> None:
    copy = write(tmp_path / "copy", {**CHANGED, "zone/added.py": "added\n"})
    (root / "zone").write_text("a file where a folder has to be\n")
    found = contents(root)

    with pytest.raises(FileExistsError):
        carry_over(copy, root, tmp_path / "before", time.time_ns())

    assert contents(root) == found
    assert not (root / "generated" / "new").exists()


def test_what_somebody_changes_meanwhile_is_not_overwritten(root: Path, tmp_path: Path) -> None:
    copy = write(tmp_path / "copy", CHANGED)
    since = (root / "kept" / "edited.py").stat().st_mtime_ns - 1
    with pytest.raises(Refused, match=r"kept/edited.py was changed meanwhile. Run it again."):
        carry_over(copy, root, tmp_path / "before", since)
    assert not (root / "generated" / "new").exists()


def test_the_advice_after_a_kill_puts_everything_back(root: Path) -> None:
    found = contents(root)
    copy = write(root / ".new-provider" / "project", CHANGED)
    carry_over(copy, root, root / ".new-provider" / "before", time.time_ns())  # killed before it could clean up
    assert (root / "generated" / "new" / "added.py").exists()

    with pytest.raises(Refused, match="If none is at work") as refused, working_folder(root):
        pass
    for line in str(refused.value).splitlines():
        if line.startswith("  "):
            subprocess.run(line, shell=True, cwd=root, check=True)

    assert contents(root) == found
    assert not (root / "generated" / "new").exists()
