"""`make new-provider`: the skeleton is accepted by every tool and by no test; filled in, it passes all of them."""

import re
import subprocess
from pathlib import Path

import pytest

from .conftest import Run, environment

NAME = "acmecloud"
SCRIPT = "scripts/new_provider.py"
PYTEST = ("-m", "pytest", "-p", "no:cacheprovider", "-q", "--tb", "short", "-k", NAME)
QUICK_TESTS = ("tests/specs", *(f"tests/conformance/test_{name}.py" for name in ("filled_in", "list", "download")))
SUITES = ("conformance", "specs", "testing", "unit", "cli", "faults", "security", "generation", "quirks", "documents")
LINTERS = (
    ("-m", "ruff", "check", "--no-cache", "."),
    ("-m", "ruff", "format", "--no-cache", "--check", "."),
    ("scripts/render_quirks.py", "--check"),
    ("-c", "from importlinter.cli import lint_imports_command; lint_imports_command()", "--no-cache"),
)
SLOW_TOOLS = (
    ("-m", "mypy", "--no-incremental", "overlay/cloudinvoices", "generated/cloudinvoices_apis", "scripts", "tests"),
    ("-m", "pyright"),
    ("scripts/generate.py", "--check"),
)
# What the skeleton of Acmecloud, an imaginary provider, has to become: `diff -u` of the files that the script names.
EXAMPLE = Path(__file__).with_name("acmecloud.patch")


def fill_in(project: Path, run: Run) -> None:
    """What somebody does who adds the imaginary provider."""
    command = ["git", "apply", "--unidiff-zero", str(EXAMPLE)]
    applied = subprocess.run(
        command, cwd=project, env=environment(project), capture_output=True, text=True, check=False
    )
    assert applied.returncode == 0, applied.stderr
    generated = run("scripts/generate.py")
    assert generated.returncode == 0, generated.stderr


def check(run: Run, *commands: tuple[str, ...]) -> None:
    for command in commands:
        done = run(*command)
        assert done.returncode == 0, done.stdout + done.stderr


def test_the_skeleton_is_refused_by_its_tests_only_and_filled_in_it_passes(project: Path, run: Run) -> None:
    edited = project / "tests" / "conformance" / "operations.py"
    edited.write_text(edited.read_text() + "# what somebody is at work on\n")

    added = run(SCRIPT, NAME)

    assert added.returncode == 0, added.stderr
    assert added.stdout.index("specs/acmecloud.yaml") < added.stdout.index(
        "overlay/cloudinvoices/providers/acmecloud.py"
    )
    assert edited.read_text().endswith("# what somebody is at work on\n")
    assert not (project / ".new-provider").exists()
    check(run, *LINTERS)
    assert run("scripts/generate.py").stdout == "unchanged: nothing to do\n"
    tested = run(*PYTEST, *QUICK_TESTS)
    assert tested.returncode == 1
    assert "specs/acmecloud.yaml:4: FILL IN: the documented version" in tested.stdout
    assert "fill in overlay/cloudinvoices/testing/data/acmecloud.py" in tested.stdout

    fill_in(project, run)

    tested = run(*PYTEST, *QUICK_TESTS)
    assert tested.returncode == 0, tested.stdout


@pytest.mark.long
def test_the_types_of_the_skeleton_and_of_the_example_are_strict(project: Path, run: Run) -> None:
    assert run(SCRIPT, NAME).returncode == 0
    check(run, *SLOW_TOOLS)
    fill_in(project, run)
    check(run, *SLOW_TOOLS, *LINTERS)


@pytest.mark.long
def test_the_example_passes_every_test_of_a_provider(project: Path, run: Run) -> None:
    assert run(SCRIPT, NAME).returncode == 0
    fill_in(project, run)

    tested = run(*PYTEST, "-m", "not long", *(f"tests/{suite}" for suite in SUITES))

    assert tested.returncode == 0, tested.stdout
    (passed,) = re.findall(r"(\d+) passed", tested.stdout)
    assert int(passed) > 400, "each of sync, async and fast"
