"""`make generate` beside the two generators it runs, called one after the other as a person would."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

from .process import ROOT, run_command
from .rounds import interleave
from .sizes import Sizes
from .spread import ratio, spread
from .table import Target, table, targets
from .work import Measurement

_FEW = 2
"""Specs of a quick run."""
_BARE = "bare generators, one after the other"
_CHANGED = "**make generate, everything changed**"
_ONE = "**make generate, one spec changed**"
_UNCHANGED = "**make generate, nothing changed**"


def measure(sizes: Sizes, folder: Path) -> str:
    """The chapter."""
    project = _copy_project(folder / "project", few=sizes.rounds == 1)
    _generate(project)
    competitors: dict[str, Callable[[], Measurement]] = {
        _BARE: partial(_run_bare, project, folder / "bare"),
        _CHANGED: partial(_generate, project, "--force"),
        _UNCHANGED: partial(_generate, project),
    }
    if not sizes.judged_only:
        competitors[_ONE] = partial(_generate_one, project)
    measured = interleave("regenerate", sizes.rounds, competitors)
    bare = measured[_BARE]
    rows = (
        (
            name,
            spread(own, _wall),
            ratio(own, bare, _wall),
            spread(own, lambda one: one.processor),
            ratio(own, bare, lambda one: one.processor),
        )
        for name, own in measured.items()
    )
    header = ("", "wall, s", "wall ÷ bare", "processor, s", "processor ÷ bare")
    specs, documents = len(_specs(project)), len(_documents(project))
    what = f"{specs} specs and {documents} schemas of documents:"
    return f"{what}\n\n{table(header, rows)}\n\n{targets(_targets(measured))}"


def _targets(measured: dict[str, list[Measurement]]) -> list[Target]:
    changed, unchanged = measured[_CHANGED], measured[_UNCHANGED]
    return [
        Target(
            what="everything changed: wall ÷ bare generators",
            measured=ratio(changed, measured[_BARE], _wall),
            limit=1.5,
            wall=spread(changed, _wall).median,
        ),
        Target(
            what="nothing changed: wall, s",
            measured=spread(unchanged, _wall),
            limit=1.0,
            wall=spread(unchanged, _wall).median,
        ),
    ]


def _wall(measured: Measurement) -> float:
    return measured.wall


def _copy_project(project: Path, *, few: bool) -> Path:
    """Of what a generation reads, so that ours is not touched."""
    shutil.copytree(ROOT / "specs", project / "specs")
    shutil.copy(ROOT / "pyproject.toml", project)
    for path in _specs(project)[_FEW:] if few else ():
        path.unlink()
    return project


def _generate(project: Path, *options: str) -> Measurement:
    return _run((str(ROOT / "scripts" / "generate.py"), "--root", str(project), *options))


def _generate_one(project: Path) -> Measurement:
    spec = _specs(project)[0]
    with spec.open("a", encoding="utf-8") as file:
        file.write("\n")
    return _generate(project)


def _run_bare(project: Path, folder: Path) -> Measurement:
    """Each with its defaults, but for the type of the structs and the cheapest of the formatters."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    runs = [_run(arguments) for arguments in _commands(project, folder)]
    return Measurement(documents=1, wall=sum(map(_wall, runs)), processor=sum(one.processor for one in runs))


def _commands(project: Path, folder: Path) -> Iterable[Sequence[str]]:
    structs = ("-m", "datamodel_code_generator", "--output-model-type", "msgspec.Struct", "--formatters", "builtin")
    for spec in _specs(project):
        client = ("--meta", "none", "--output-path", str(folder / f"{spec.stem}_client"))
        yield "-m", "openapi_python_client", "generate", "--path", str(spec), *client
        yield (
            *structs,
            "--input-file-type",
            "openapi",
            "--input",
            str(spec),
            "--output",
            str(folder / f"{spec.stem}.py"),
        )
    for document in _documents(project):
        module = str(folder / f"{document.name.partition('.')[0]}.py")
        yield *structs, "--input-file-type", "jsonschema", "--input", str(document), "--output", module


def _specs(project: Path) -> list[Path]:
    return sorted((project / "specs").glob("*.yaml"))


def _documents(project: Path) -> list[Path]:
    return sorted((project / "specs" / "documents").glob("*.schema.json"))


def _run(arguments: Sequence[str]) -> Measurement:
    # The client's generator runs the ruff that is on the path, as it is for who has activated the environment.
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return run_command(("-W", "ignore", *arguments), 1, {"PATH": path})
