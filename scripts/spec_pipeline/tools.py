"""Running the pinned tools: those of this interpreter, whatever PATH, folder or hash seed we are called with."""

import os
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from .errors import GenerationError, refuse

TOOLS = ("openapi-python-client", "datamodel-code-generator", "ruff")
TARGET = "py311"
LINE_LENGTH = 120
RUFF_CHECK = (
    *("check", "--isolated", "--no-cache", "--quiet", "--fix-only", "--select", "F401,I001"),
    *("--target-version", TARGET, "--line-length", str(LINE_LENGTH)),
)
RUFF_FORMAT = (
    *("format", "--isolated", "--no-cache", "--quiet"),
    *("--target-version", TARGET, "--line-length", str(LINE_LENGTH)),
)


def installed_versions(root: Path) -> dict[str, str]:
    """Return the version of each tool; one that pyproject.toml does not pin to exactly this version is an error."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pins = project["optional-dependencies"]["dev"]
    versions = {tool: version(tool) for tool in TOOLS}
    refuse(
        f"{tool} {found} is installed, and pyproject.toml does not pin it. Cure: install the dev extra"
        for tool, found in versions.items()
        if f"{tool}=={found}" not in pins
    )
    return versions


def run(module: str, arguments: Sequence[str], folder: Path) -> None:
    """Run a tool of this interpreter in a folder. Whatever it says on stderr is a failure, warnings included."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "RUFF"))}
    done = subprocess.run(
        [sys.executable, "-P", "-m", module, *arguments],
        cwd=folder,
        env={**kept, "PYTHONHASHSEED": "0", "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode != 0 or done.stderr.strip():
        said = "\n".join(part for part in (done.stdout.strip(), done.stderr.strip()) if part)
        raise GenerationError([f"{module} {' '.join(arguments)}\nended with {done.returncode} and said:\n{said}"])


def format_code(folder: Path) -> None:
    """Sort imports, drop unused ones and format: files are named one by one, so no exclusion can pass one over."""
    files = [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*.py"))]
    run("ruff", [*RUFF_CHECK, *files], folder)
    run("ruff", [*RUFF_FORMAT, *files], folder)
