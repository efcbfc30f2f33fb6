"""The distributions: built twice, in places that have nothing in common, and tried in an environment of their own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

Run = Callable[..., subprocess.CompletedProcess[str]]

HERE = {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": "1767225600"}
ELSEWHERE = {"TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "7"}
RUBBISH = (
    ".edgerc",
    ".env",
    ".venv/pyvenv.cfg",
    "cloudinvoices.toml",
    "build/lib/cloudinvoices/__init__.py",
    "demo-invoices/cloudinvoices-archive.json",
    "dist/cloudinvoices-0.0.1.tar.gz",
    "generated/.generated-1/wire.py",
    "overlay/cloudinvoices.egg-info/PKG-INFO",
    "overlay/cloudinvoices/__pycache__/errors.cpython-311.pyc",
    "tests/.hypothesis/examples/1",
    "tests/.pytest_cache/CACHEDIR.TAG",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--distributions", type=Path, metavar="FOLDER", help="try the two in a folder, and build none")


def _run(command: Sequence[str | Path], **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=300, **options)  # type: ignore[call-overload,no-any-return]  # options are those of run


def _build(project: Path, folder: Path, environment: Mapping[str, str], umask: int, *what: str) -> Path:
    command: list[str | Path] = [sys.executable, "-m", "build", "--no-isolation", *what, "--outdir", folder, project]
    built = _run(command, env={**os.environ, **environment}, umask=umask)
    assert built.returncode == 0, built.stdout + built.stderr
    return folder


@pytest.fixture(scope="session")
def run() -> Run:
    """A command, to its end."""
    return _run


@pytest.fixture(scope="session")
def distributions(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both distributions: the wheel is built from the source distribution, as an installer would."""
    given: Path | None = request.config.getoption("--distributions", default=None)
    return given or _build(ROOT, tmp_path_factory.mktemp("dist"), HERE, 0o022)


@pytest.fixture(scope="session")
def sdist(distributions: Path) -> Path:
    (path,) = distributions.glob("*.tar.gz")
    return path


@pytest.fixture(scope="session")
def wheel(distributions: Path) -> Path:
    (path,) = distributions.glob("*.whl")
    return path


@pytest.fixture(scope="session")
def epoch(sdist: Path) -> int:
    """The one time that everything in the distributions has."""
    with tarfile.open(sdist) as archive:
        return int(archive.getmembers()[0].mtime)


@pytest.fixture(scope="session")
def built_elsewhere(epoch: int, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both again, and the wheel straight from a checkout: another folder with much beside it, times and permissions."""
    folder = tmp_path_factory.mktemp("elsewhere")
    ignored = shutil.ignore_patterns(".git", ".venv", "dist", "demo-invoices", "__pycache__", ".*_cache", ".hypothesis")
    project = Path(shutil.copytree(ROOT, folder / "a checkout", ignore=ignored))
    for name in RUBBISH:
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text("nobody's")
    for number, path in enumerate(sorted(project.rglob("*"), reverse=True)):
        path.chmod(path.stat().st_mode & 0o700)
        os.utime(path, (number, number))
    environment = {**ELSEWHERE, "SOURCE_DATE_EPOCH": str(epoch)}
    return _build(project, folder / "dist", environment, 0o077, "--sdist", "--wheel")


@pytest.fixture(scope="session")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of an environment with the wheel and its core dependencies."""
    folder = tmp_path_factory.mktemp("empty") / "environment"
    assert _run([sys.executable, "-m", "venv", folder]).returncode == 0
    interpreter = folder / "bin" / "python"
    installed = _run([interpreter, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel])
    assert installed.returncode == 0, installed.stderr
    return interpreter
