"""`make new-provider`: the skeleton is accepted by every tool and by no test; filled in, it passes all of them."""

import re
import subprocess
from pathlib import Path

import pytest

from .conftest import Run, environment

NAME = "acmecloud"
SCRIPT = "scripts/new_provider.py"
PYTEST = ("-m", "pytest", "-p", "no:cacheprovider", "-q", "--tb", "short", "-k", NAME)
LINTERS = (
    ("-m", "ruff", "check", "--no-cache", "."),
    ("-m", "ruff", "format", "--no-cache", "--check", "."),
    ("scripts/render_quirks.py", "--check"),
    ("-c", "from importlinter.cli import lint_imports_command; lint_imports_command()", "--no-cache"),
)
TOOLS = {
    "linters": LINTERS,
    "mypy": (
        (
            *("-m", "mypy", "--no-incremental", "overlay/cloudinvoices/providers", "overlay/cloudinvoices/testing"),
            *("generated/cloudinvoices_apis/acmecloud", "tests/provider_facts.py", "tests/conformance/operations.py"),
        ),
    ),
    "pyright": (("-m", "pyright", "overlay/cloudinvoices/providers", "overlay/cloudinvoices/testing"),),
    "generate": (("scripts/generate.py", "--check"),),
}
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


def test_the_skeleton_passes_the_linters_and_says_what_is_missing(project: Path, run: Run) -> None:
    edited = project / "tests" / "conformance" / "operations.py"
    edited.write_text(edited.read_text() + "# what somebody is at work on\n")

    added = run(SCRIPT, NAME)

    assert added.returncode == 0, added.stderr
    assert "1. specs/acmecloud.yaml" in added.stdout
    assert edited.read_text().endswith("# what somebody is at work on\n")
    assert not (project / ".new-provider").exists()
    check(run, *LINTERS)
    assert run("scripts/generate.py").stdout == "unchanged: nothing to do\n"
    tested = run(*PYTEST, "--maxfail=3", "tests/conformance/test_filled_in.py", "tests/conformance/test_list.py")
    assert tested.returncode == 1
    assert "specs/acmecloud.yaml:4: FILL IN: the documented version" in tested.stdout
    assert "fill in overlay/cloudinvoices/testing/data/acmecloud.py" in tested.stdout

    again = run(SCRIPT, NAME)
    assert again.returncode == 1
    assert "tests/provider_facts.py names it" in again.stderr


@pytest.mark.long
@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize("is_filled_in", [False, True], ids=["skeleton", "example"])
def test_every_tool_accepts_it(project: Path, run: Run, tool: str, is_filled_in: bool) -> None:
    assert run(SCRIPT, NAME).returncode == 0
    if is_filled_in:
        fill_in(project, run)
    check(run, *TOOLS[tool])


@pytest.mark.long
@pytest.mark.parametrize(
    ("suites", "least"),
    [(("conformance",), 400), (("specs", "testing", "unit", "faults"), 60), (("cli", "security"), 90)],
    ids=lambda one: " ".join(one) if isinstance(one, tuple) else "",
)
def test_the_example_passes_every_test_of_a_provider(
    project: Path, run: Run, suites: tuple[str, ...], least: int
) -> None:
    assert run(SCRIPT, NAME).returncode == 0
    fill_in(project, run)

    tested = run(*PYTEST, "-m", "not long", *(f"tests/{suite}" for suite in suites))

    assert tested.returncode == 0, tested.stdout
    (passed,) = re.findall(r"(\d+) passed", tested.stdout)
    assert int(passed) >= least
