"""What keeps a commit from being released, and which interpreters the tests are run with."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import check_release
import pytest
import pythons

VERSION = f"{sys.version_info[0]}.{sys.version_info[1]}"


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=nobody", "-c", "user.email=nobody@example.invalid")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project that can be released as v1.2.0."""
    package = tmp_path / "overlay" / "cloudinvoices"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text('__version__ = "1.2.0"\n')
    (tmp_path / "CHANGELOG.md").write_text("# Changelog\n\n## 1.2.0, 2026-12-01\n\n## 1.1.0, 2026-11-01\n")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message", "1.2.0")
    return tmp_path


def refusal(project: Path, capsys: pytest.CaptureFixture[str], tag: str = "v1.2.0") -> str:
    assert check_release.main([tag, "--root", str(project)]) == 1
    return capsys.readouterr().err


def test_a_commit_that_is_ready_can_be_released(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check_release.main(["v1.2.0", "--root", str(project)]) == 0
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("tag", ["1.2.0", "v1.2", "v1.2.1", "", "v1.2.0\n"])
def test_the_tag_is_the_version(project: Path, capsys: pytest.CaptureFixture[str], tag: str) -> None:
    assert f"the tag is {tag}, and the version 1.2.0. Tag v1.2.0" in refusal(project, capsys, tag)


@pytest.mark.parametrize("heading", ["## 1.2.0, unreleased", "## 1.2.0", "## 1.1.0, 2026-11-01", "no heading"])
def test_the_changelog_names_the_day(project: Path, capsys: pytest.CaptureFixture[str], heading: str) -> None:
    (project / "CHANGELOG.md").write_text(f"# Changelog\n\n{heading}\n")
    git(project, "commit", "--all", "--quiet", "--message", "other")
    assert refusal(project, capsys).endswith("Cure: '## 1.2.0, <day of the release>'\n")


def test_everything_is_committed(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "overlay" / "cloudinvoices" / "new.py").touch()
    assert "not all is committed. Commit, or put away:\n?? overlay/cloudinvoices/new.py" in refusal(project, capsys)


def test_a_release_is_made_from_a_checkout(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", str(project / "nothing"))
    assert "a release is made from a checkout: fatal: not a git repository" in refusal(project, capsys)


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], Path]:
    """Put a command on a PATH that has nothing else."""
    monkeypatch.setenv("PATH", str(tmp_path))

    def make(name: str, script: str) -> Path:
        path = tmp_path / name
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
        return path

    return make


def test_the_versions_are_those_of_the_project() -> None:
    assert pythons.promised_versions() == ["3.11", "3.12", "3.13", "3.14"]


def test_an_interpreter_is_found_on_the_path(command: Callable[[str, str], Path]) -> None:
    there = command(f"python{VERSION}", f'exec {sys.executable} "$@"')
    assert pythons.find_interpreter(VERSION) == str(there)


@pytest.mark.parametrize("script", ["exit 127", "echo 2.7", ""])
def test_a_command_that_is_no_such_python_is_passed_by(command: Callable[[str, str], Path], script: str) -> None:
    command(f"python{VERSION}", script)
    assert pythons.find_interpreter(VERSION) is None


def test_else_pyenv_is_asked(command: Callable[[str, str], Path], tmp_path: Path) -> None:
    command(f"python{VERSION}", "exit 127")
    command("pyenv", f'[ "$*" = "prefix {VERSION}" ] && echo {tmp_path}')
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python").symlink_to(sys.executable)
    assert pythons.find_interpreter(VERSION) == str(tmp_path / "bin" / "python")
    assert pythons.find_interpreter("3.99") is None


def test_what_is_no_python_is_not_tested_with(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        pythons.main([str(tmp_path / "python3")])
    assert ended.value.code == 2
    assert f"{tmp_path / 'python3'} is no Python. Name a command of PATH" in capsys.readouterr().err


class Tried:
    """Stands in for environments and tests: what is found, and what comes of each version."""

    def __init__(self, **results: str) -> None:
        self.results = {name.removeprefix("python").replace("_", "."): result for name, result in results.items()}

    def find(self, version: str) -> str | None:
        return f"/bin/python{version}" if version in self.results else None

    def build(self, *command: str | Path) -> None:
        Path(command[-2], "cloudinvoices.whl").touch()

    def test(self, version: str, _interpreter: str, wheel: Path) -> str:
        assert wheel.name == "cloudinvoices.whl"
        return self.results[version]


@pytest.mark.parametrize(
    ("tried", "code", "said"),
    [
        (Tried(python3_11="passed", python3_13="passed"), 0, ["passed", "-", "passed", "-"]),
        (Tried(python3_11="passed", python3_12="failed"), 1, ["passed", "failed", "-", "-"]),
        (Tried(), 1, ["-", "-", "-", "-"]),
    ],
)
def test_it_is_said_what_came_of_each_version(
    tried: Tried, code: int, said: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(pythons, "find_interpreter", tried.find)
    monkeypatch.setattr(pythons, "_run", tried.build)
    monkeypatch.setattr(pythons, "_test", tried.test)
    assert pythons.main([]) == code
    lines = [f"Python 3.{11 + place}: {what}" for place, what in enumerate(said)]
    assert capsys.readouterr().out.replace("not found, and not tested", "-").splitlines() == lines
