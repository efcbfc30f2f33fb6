"""`make generate` does nothing where nothing has changed, only what it must where little has, and never too little."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Collection
from pathlib import Path

import generate as command
import pytest
from generate import main
from spec_pipeline import generation, inputs
from spec_pipeline.inputs import Manifest
from spec_pipeline.seal import MANIFEST, seal
from spec_pipeline.tools import installed_versions

Edit = Callable[[Path], object]
DRAFT, OTHER, BILL = "specs/draft.yaml", "specs/other.yaml", "specs/documents/bill.schema.json"
ALL = {DRAFT, OTHER, BILL}


@pytest.fixture
def project(generated_project: Path) -> Path:
    return generated_project


class Generations:
    """Stands in for the generation, and notes what each was told to take over."""

    def __init__(self) -> None:
        self.held: list[set[str]] = []

    def __call__(self, root: Path, work: Path, shared: Manifest, held: Collection[str] = ()) -> Path:
        self.held.append(set(held))
        return Path(shutil.copytree(root / "generated", work / "generated"))


@pytest.fixture
def generations(monkeypatch: pytest.MonkeyPatch) -> Generations:
    noted = Generations()
    monkeypatch.setattr(generation, "generate", noted)
    return noted


def append(name: str) -> Edit:
    def edit(project: Path) -> None:
        with (project / name).open("a", encoding="utf-8") as file:
            file.write("\n")

    return edit


def change_manifest(project: Path) -> None:
    path = project / "generated" / "MANIFEST.json"
    path.write_text(path.read_text().replace('"literal_enums": true', '"literal_enums": false'))


WIRE = "generated/cloudinvoices_apis/draft/wire.py"
EDITS: dict[str, tuple[Edit, set[str]]] = {
    "a generated file is edited": (append(WIRE), set()),
    "a generated file is gone": (lambda project: (project / WIRE).unlink(), set()),
    "the type marker is gone": (lambda project: (project / "generated/cloudinvoices_apis/py.typed").unlink(), set()),
    "a file stands among them": (lambda project: (project / WIRE).with_name("more.py").touch(), set()),
    "the manifest is edited": (append("generated/MANIFEST.json"), set()),
    "the manifest says something else": (change_manifest, set()),
    "the manifest is no JSON": (lambda project: (project / "generated/MANIFEST.json").write_text("<<<<<<<"), set()),
    "the manifest is a list": (lambda project: (project / "generated/MANIFEST.json").write_text("[]"), set()),
    "there is no manifest": (lambda project: (project / "generated/MANIFEST.json").unlink(), set()),
    "there is nothing": (lambda project: shutil.rmtree(project / "generated/cloudinvoices_apis"), set()),
    "a spec is edited": (append(DRAFT), ALL - {DRAFT}),
    "a document is edited": (append(BILL), ALL - {BILL}),
    "a spec is new": (lambda project: shutil.copy(project / DRAFT, project / "specs/third.yaml"), ALL),
    "a spec is gone": (lambda project: (project / OTHER).unlink(), ALL - {OTHER}),
    "a spec has another name": (lambda project: (project / OTHER).rename(project / "specs/third.yaml"), ALL - {OTHER}),
}


@pytest.mark.parametrize("edit", EDITS)
def test_it_is_generated_where(edit: str, project: Path, generations: Generations) -> None:
    change, held = EDITS[edit]
    assert main(["--root", str(project)]) == 0
    assert generations.held == []
    change(project)
    assert main(["--root", str(project)]) == 0
    assert generations.held == [held]


@pytest.mark.parametrize("module", ["generators.py", "tools.py", "schemas.py", "validate.py"])
def test_a_change_of_the_pipeline_or_its_options_concerns_everything(
    module: str, project: Path, generations: Generations, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    modules = Path(shutil.copytree(Path(inputs.__file__).parent, tmp_path / "pipeline"))
    monkeypatch.setattr(inputs, "_PIPELINE", modules)
    assert main(["--root", str(project)]) == 0
    assert generations.held == [], "the same modules elsewhere"
    append(module)(modules)
    assert main(["--root", str(project)]) == 0
    assert generations.held == [set()]


def test_a_change_of_a_template_concerns_everything(
    project: Path, generations: Generations, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    templates = Path(shutil.copytree(inputs.TEMPLATES, tmp_path / "templates"))
    monkeypatch.setattr(inputs, "TEMPLATES", templates)
    assert main(["--root", str(project)]) == 0
    assert generations.held == []
    append("models_init.py.jinja")(templates)
    assert main(["--root", str(project)]) == 0
    assert generations.held == [set()]


def test_another_version_of_a_tool_concerns_everything(
    project: Path, generations: Generations, monkeypatch: pytest.MonkeyPatch
) -> None:
    versions = installed_versions(project)
    monkeypatch.setattr(command, "installed_versions", lambda _: {**versions, "ruff": "0.0.1"})
    assert main(["--root", str(project)]) == 0
    assert generations.held == [set()]


@pytest.mark.parametrize("option", ["--check", "--force"])
def test_it_is_generated_if_asked_for(option: str, project: Path, generations: Generations) -> None:
    assert main(["--root", str(project), option]) == 0
    assert generations.held == [set()]


def test_a_check_finds_what_the_manifest_hides(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Someone edited a generated file, and sealed it as if a generation had written it."""
    append(WIRE)(project)
    seal(project / "generated", json.loads((project / "generated" / MANIFEST).read_text()))
    assert main(["--root", str(project)]) == 0
    assert capsys.readouterr().out == "unchanged: nothing to do\n"
    assert main(["--root", str(project), "--check"]) == 1
    assert "draft/wire.py is different" in capsys.readouterr().out


def test_one_changed_spec_costs_one_client_and_its_structs(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    for name in ("generate_client", "generate_structs"):
        monkeypatch.setattr(generation, name, noting(made, name, getattr(generation, name)))
    path = project / OTHER
    path.write_text(path.read_text().replace("Draft", "Another title").replace("total", "sum_total"))
    assert main(["--root", str(project)]) == 0
    assert sorted(made) == ["generate_client Another title", "generate_structs Another title"]
    assert "sum_total" in (project / "generated/cloudinvoices_apis/other/wire.py").read_text()
    assert main(["--root", str(project), "--check"]) == 0
    assert len(made) == 7, "it is what generating everything gives"


def noting(made: list[str], name: str, generator: Callable[..., None]) -> Callable[..., None]:
    def generate(prepared: Manifest, *arguments: object) -> None:
        made.append(f"{name} {prepared['info']['title']}")
        generator(prepared, *arguments)

    return generate


def test_nothing_heavy_is_imported_to_do_nothing(project: Path) -> None:
    code = (
        "import sys; from generate import main; main(sys.argv[1:])\n"
        "print([name for name in ('yaml', 'jsonschema', 'openapi_spec_validator', 'ruff') if name in sys.modules])"
    )
    scripts = Path(command.__file__).parent
    arguments = [sys.executable, "-c", code, "--root", str(project)]
    done = subprocess.run(arguments, cwd=scripts, capture_output=True, text=True, check=True)
    assert done.stdout == "unchanged: nothing to do\n[]\n"
