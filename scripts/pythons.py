"""Run the tests with every Python that the project names: the wheel, in an environment of its own for each.

An interpreter is found on PATH as python3.12, or by pyenv. `python scripts/pythons.py python3.14 ...` takes those
that are named instead. The environments stay in .venv/pythons, so that a second run is quick.
"""

import argparse
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
SUITES = ("tests/unit", "tests/conformance", "tests/cli", "tests/security/test_tls.py")
_VERSION = "import sys; print('%d.%d' % sys.version_info[:2])"
_CLASSIFIER = "Programming Language :: Python :: 3."


def promised_versions() -> list[str]:
    """Return the versions that pyproject.toml names."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [one.rpartition(" ")[2] for one in project["classifiers"] if one.startswith(_CLASSIFIER)]


def version_of(interpreter: str) -> str | None:
    """Return the version of an interpreter, and None of what is none: pyenv has commands that only say so."""
    try:
        asked = subprocess.run([interpreter, "-c", _VERSION], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return asked.stdout.strip()


def find_interpreter(version: str) -> str | None:
    """Return the path of an interpreter of this version, and None where there is none."""
    return next((path for path in _candidates(version) if version_of(path) == version), None)


def _candidates(version: str) -> Iterator[str]:
    if found := shutil.which(f"python{version}"):
        yield found
    if pyenv := shutil.which("pyenv"):
        asked = subprocess.run([pyenv, "prefix", version], capture_output=True, text=True, check=False)
        if asked.returncode == 0:
            yield str(Path(asked.stdout.strip(), "bin", "python"))


def main(arguments: list[str] | None = None) -> int:
    """Run the command; 1 says that a test failed, or that there was nothing to test with."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pythons", nargs="*", help="interpreters (default: of each version that pyproject.toml names)")
    named: list[str] = parser.parse_args(arguments).pythons
    found: dict[str | None, str | None] = {version_of(one): one for one in named}
    found = found or {version: find_interpreter(version) for version in promised_versions()}
    if None in found:
        parser.error(f"{found[None]} is no Python. Name a command of PATH, or the path of an interpreter")
    with TemporaryDirectory(prefix="cloudinvoices-") as folder:
        _run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT)
        (wheel,) = Path(folder).glob("*.whl")
        results: dict[str | None, str] = {
            version: _test(version, path, wheel) for version, path in found.items() if version and path
        }
    for version in found:
        print(f"Python {version}: {results.get(version, 'not found, and not tested')}")
    return 0 if results and set(results.values()) == {"passed"} else 1


def _test(version: str, interpreter: str, wheel: Path) -> str:
    environment = ROOT / ".venv" / "pythons" / version
    python = environment / "bin" / "python"
    install = (python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    print(f"Python {version}: {interpreter}", flush=True)
    _run(interpreter, "-m", "venv", environment)
    _run(*install, f"{wheel}[dev]")
    _run(*install, "--force-reinstall", "--no-deps", wheel)  # the version may be that of the run before
    pytest: list[str | Path] = [
        python,
        "-m",
        "pytest",
        "-p",
        "no:cacheprovider",
        "-q",
        "-n",
        "2",
        "-m",
        "not long",
        *SUITES,
    ]
    return "passed" if subprocess.run(pytest, cwd=ROOT, check=False).returncode == 0 else "failed"


def _run(*command: str | Path) -> None:
    subprocess.run(command, check=True)


if __name__ == "__main__":
    sys.exit(main())
