"""The workflows: they run what developers run, with the least permissions, and actions that nobody can exchange."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
PATHS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
WORKFLOWS: dict[str, Any] = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in PATHS}
JOBS: dict[str, Any] = {f"{file}-{name}": job for file, flow in WORKFLOWS.items() for name, job in flow["jobs"].items()}
OWN = {name: job for name, job in JOBS.items() if "uses" not in job}
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
PREPARATION = "sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0"
HOOKS = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"]


def steps(job: Any, key: str) -> Iterator[Any]:
    return (step for step in job["steps"] if key in step)


def called(job: Any) -> Iterator[str]:
    """The targets that a job makes: `make "$TARGET"` makes all of its matrix."""
    for step in steps(job, "run"):
        if step["run"] != PREPARATION:
            program, target, *_ = step["run"].split()
            assert program == "make", step
            yield from job["strategy"]["matrix"]["target"] if target == '"$TARGET"' else [target]


def test_there_is_something_to_look_at() -> None:
    assert set(WORKFLOWS) == {"release", "test"}
    assert {"lint", "types", "test", "check-generated", "unit", "packaging", "dist"} <= TARGETS
    assert {"lint", "types", "check-generated", "docs"} <= set(called(JOBS["test-static"]))


@pytest.mark.parametrize("name", OWN)
def test_a_job_makes_targets_that_exist_and_nothing_else(name: str) -> None:
    assert [target for target in called(OWN[name]) if target not in TARGETS] == []


def test_a_hook_makes_targets_that_exist() -> None:
    entries = [hook["entry"].split() for repository in HOOKS for hook in repository["hooks"]]
    assert {repository["repo"] for repository in HOOKS} == {"local"}
    assert {entry[0] for entry in entries} == {"make"}
    assert {entry[-1] for entry in entries} <= TARGETS


def test_the_page_of_releases_makes_targets_that_exist() -> None:
    named = set(re.findall(r"\bmake (?:-C \S+ )?([a-z-]+)", (ROOT / "docs" / "releases.md").read_text("utf-8")))
    assert {"dist", "release-check", "test", "test-pythons"} <= named
    assert named <= TARGETS


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_an_action_is_a_commit_with_its_version_beside_it(path: Path) -> None:
    used = [line.strip(" -") for line in path.read_text("utf-8").splitlines() if "uses:" in line]
    actions = [line for line in used if line != "uses: $/.github/workflows/test.yml"]
    assert actions
    for line in actions:
        assert re.fullmatch(r"uses: [\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line), line


def test_an_action_is_the_same_commit_everywhere() -> None:
    pins = re.findall(r"uses: (\S+)@([0-9a-f]{40})", "".join(path.read_text("utf-8") for path in PATHS))
    assert len(dict(pins)) == len(set(pins)) > 4


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_workflow_may_do_nothing_and_a_job_reads_the_code(name: str) -> None:
    assert WORKFLOWS[name]["permissions"] == {}
    assert WORKFLOWS[name]["concurrency"]["group"]
    for job, content in WORKFLOWS[name]["jobs"].items():
        if job != "publish":
            assert content["permissions"] == {"contents": "read"}, job


def test_only_what_publishes_may_sign_and_it_runs_no_code_of_ours() -> None:
    publish = JOBS["release-publish"]
    assert publish["permissions"] == {"id-token": "write", "attestations": "write"}
    assert publish["environment"] == "release"
    assert set(publish["needs"]) == {"test", "build"}
    assert not list(steps(publish, "run"))
    assert "actions/checkout" not in str(publish)


@pytest.mark.parametrize("name", OWN)
def test_a_job_ends_and_leaves_no_credential_behind(name: str) -> None:
    assert OWN[name]["timeout-minutes"] <= 60
    for step in steps(OWN[name], "uses"):
        if step["uses"].startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_there_is_no_secret_and_no_text_of_others_in_a_command(path: Path) -> None:
    text = path.read_text("utf-8")
    assert "secrets" not in text
    assert "pull_request_target" not in text
    assert not [line for line in text.splitlines() if "run:" in line and "${{" in line]


def test_a_release_is_built_once_from_a_tag_that_is_the_version() -> None:
    assert WORKFLOWS["release"][True] == {"push": {"tags": ["v*"]}}, "YAML reads `on` as True"
    assert list(called(JOBS["release-build"])) == ["release-check", "dist"]
    assert [name for name, job in OWN.items() if "dist" in called(job)] == ["release-build"]


def test_every_python_that_is_promised_is_tested() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    promised = [one.rpartition(" ")[2] for one in project["classifiers"] if ":: Python :: 3." in one]
    assert JOBS["test-test"]["strategy"]["matrix"]["python"] == promised
