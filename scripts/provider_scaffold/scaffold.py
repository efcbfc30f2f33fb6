"""Adding a provider: everything is made in a copy of the project, and what differs is carried over at the end."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from spec_pipeline.errors import GenerationError
from spec_pipeline.inputs import shared_inputs
from spec_pipeline.seal import find_held
from spec_pipeline.tools import installed_versions

from .carrying import carry_over, working_folder
from .names import Refused, refuse_shadowing, refuse_taken
from .registrations import FACTS, register, registrations
from .render import places, render

_SCRIPTS = Path(__file__).resolve().parents[1]
_COPIED = ("specs", "generated", "overlay", "docs", "tests", "pyproject.toml", "zensical.toml")


def add_provider(root: Path, name: str) -> None:
    """Add the skeleton of a provider to a project, or nothing.

    Raises:
        Refused: the name is taken, or the project is not as it has to be.
    """
    rendered = {path: render(template, name) for template, path in places(name).items()}
    facts = render("facts.py.jinja", name)
    edited = list(registrations(name, facts))
    refuse_taken(root, name, [*rendered], edited)
    there = {path: (root / path).read_text(encoding="utf-8") for path in edited}
    refuse_shadowing(name, {path: text for path, text in (rendered | there).items() if path.suffix == ".py"})
    _refuse_outdated(root)
    with working_folder(root) as work:
        since = time.time_ns()
        copy = work / "project"
        _copy_project(root, copy)
        for path, text in rendered.items():
            (copy / path).write_text(text, encoding="utf-8", newline="\n")
        register(copy, name, facts)
        _complete(copy, [path for path in edited if path.suffix == ".py"])
        carry_over(copy, root, work / "before", since)


def _complete(copy: Path, edited: list[Path]) -> None:
    """Format what was edited, and make what is made of specs and names."""
    _run(copy, "-m", "ruff", "check", "--quiet", "--fix-only", "--select", "I001", *edited)
    _run(copy, "-m", "ruff", "format", "--quiet", *edited)
    _run(copy, _SCRIPTS / "generate.py", "--root", copy)
    _run(copy, _SCRIPTS / "render_quirks.py", "--target", copy / "docs" / "quirks.md")
    _run(copy, _SCRIPTS / "render_pages.py", "--docs", copy / "docs")


def next_steps(name: str) -> str:
    """What to do now, in order."""
    spec, *modules, page = places(name).values()
    lines = [
        f"{name} is there, and fails its tests. Fill in what is marked FILL IN, in this order:",
        f"  1. {spec}, and its rows in specs/README.md; then: make generate",
        *(f"  {number}. {path}" for number, path in enumerate([*modules, FACTS], 2)),
        "until this passes:",
        f"  .venv/bin/pytest tests/conformance tests/specs tests/testing -k {name}",
        f"Then {page}, and: make docs",
        'CONTRIBUTING.md, "Add a provider", goes through it with an example.',
    ]
    return "\n".join(lines)


def _refuse_outdated(root: Path) -> None:
    try:
        held = find_held(root, shared_inputs(installed_versions(root)))
    except GenerationError as error:
        raise Refused(str(error)) from error
    if not held.is_all:
        raise Refused(
            "generated/ is not what specs/ give. Run make generate first, so that only the new part is added."
        )


def _copy_project(root: Path, copy: Path) -> None:
    ignore = shutil.ignore_patterns("__pycache__", ".*")
    for part in _COPIED:
        if (root / part).is_dir():
            shutil.copytree(root / part, copy / part, ignore=ignore)
        else:
            shutil.copyfile(root / part, copy / part)


def _run(copy: Path, *command: str | Path) -> None:
    """Run a tool of this interpreter on the copy, whose own modules it is to import."""
    paths = os.pathsep.join(str(copy / part) for part in ("overlay", "generated"))
    environment = {**os.environ, "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, *command], cwd=copy, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode != 0:
        raise Refused(f"{' '.join(map(str, command[:2]))} does not take it:\n{done.stdout}{done.stderr}".rstrip())
