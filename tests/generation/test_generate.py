"""The whole generation: its output is current, the same everywhere, and a failure leaves the old one alone."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from generate import main
from spec_pipeline.errors import GenerationError
from spec_pipeline.generators import generate_client
from spec_pipeline.inputs import shared_inputs
from spec_pipeline.prepare import prepare_spec
from spec_pipeline.seal import find_held
from spec_pipeline.tools import installed_versions

from .drafts import draft

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "generate.py"


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_committed_output_is_sealed_with_what_is_here(root: Path) -> None:
    """What it is sealed with is what the specs give: `make check-generated` generates it."""
    held = find_held(root, shared_inputs(installed_versions(root)))
    assert held.is_all, "make generate, and commit what it changes"


def test_check_prints_every_difference_and_changes_nothing(
    generated_project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = generated_project
    package = project / "generated" / "cloudinvoices_apis"
    wire = package / "draft" / "wire.py"
    wire.write_text(wire.read_text().replace("Decimal | None = None", "float | None = None"))
    (package / "py.typed").unlink()
    (package / "leftover.py").write_text("old = 1\n")
    (package / "__pycache__").mkdir()
    (package / "__pycache__" / "draft.pyc").touch()
    before = contents(project / "generated")
    assert main(["--root", str(project), "--check"]) == 1
    said = capsys.readouterr()
    assert "generated/cloudinvoices_apis/draft/wire.py is different\n--- committed" in said.out
    assert "\n-    total: float | None = None\n+    total: Decimal | None = None\n" in said.out
    assert "generated/cloudinvoices_apis/py.typed is missing\n" in said.out
    assert "generated/cloudinvoices_apis/leftover.py is made by no spec\n" in said.out
    assert "\n-old = 1\n" in said.out
    assert "pyc" not in said.out
    assert "make generate" in said.err
    assert contents(project / "generated") == before


def test_generating_replaces_everything(project: Path) -> None:
    (project / "generated").mkdir()
    (project / "generated" / "leftover.py").touch()
    assert main(["--root", str(project)]) == 0
    assert "leftover.py" not in contents(project / "generated")
    assert {path.name for path in project.iterdir()} == {"generated", "specs", "pyproject.toml"}


def test_a_failure_is_told_and_leaves_the_old_output(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "generated").mkdir()
    (project / "generated" / "old.py").touch()
    (project / "specs" / "broken.yaml").write_text("200: {}")
    assert main(["--root", str(project)]) == 1
    assert "specs/broken.yaml: the key 200 must be quoted" in capsys.readouterr().err
    assert contents(project / "generated") == {"old.py": b""}


def test_output_depends_on_the_specs_only(generated: Path, tmp_path: Path) -> None:
    """A run that has nothing but the specs in common: hash seed, folder, PATH, and a host that configures ruff."""
    shutil.copytree(generated, tmp_path / "project", ignore=shutil.ignore_patterns("generated"))
    (tmp_path / "ruff.toml").write_text('line-length = 60\nextend-exclude = ["*"]\n[lint]\nselect = ["ALL"]\n')
    (tmp_path / "ruff.py").write_text("raise SystemExit(3)\n")
    (tmp_path / "httpx").mkdir()
    seed = "1" if os.environ.get("PYTHONHASHSEED") == "2" else "2"
    command = [sys.executable, str(SCRIPT), "--root", str(tmp_path / "project")]
    environment = {**os.environ, "PYTHONHASHSEED": seed, "TMPDIR": str(tmp_path), "PATH": ""}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    output = contents(tmp_path / "project" / "generated")
    assert output == contents(generated / "generated")
    assert b'Literal["b", "a", "c"]' in output["cloudinvoices_apis/draft/wire.py"]


def test_a_warning_of_a_generator_is_an_error(tmp_path: Path) -> None:
    prepared = prepare_spec(draft(answer={"application/xml": {"schema": {"type": "string"}}}))
    with pytest.raises(GenerationError, match="Unsupported content_type application/xml"):
        generate_client(prepared, tmp_path / "work", tmp_path / "client")


def test_tools_must_be_the_pinned_ones(project: Path) -> None:
    versions = installed_versions(project)
    assert versions.keys() == {"openapi-python-client", "datamodel-code-generator", "ruff"}
    pyproject = (project / "pyproject.toml").read_text().replace(f"ruff=={versions['ruff']}", "ruff==0.0.1")
    (project / "pyproject.toml").write_text(pyproject)
    with pytest.raises(GenerationError, match=f"ruff {versions['ruff']} is installed"):
        installed_versions(project)
