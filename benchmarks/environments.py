"""Environments as a user has them: the built wheel, and what it asks for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from .process import ROOT


def make_environments(folder: Path, extras: tuple[str, ...]) -> list[Path]:
    """A folder with an environment for each of the extras; "" is the core alone. pip asks the package registry."""
    wheels = folder / "wheels"
    _run("-m", "build", "--no-isolation", "--wheel", "--outdir", str(wheels), str(ROOT))
    (wheel,) = wheels.glob("*.whl")
    return [_make(folder / f"environment-{extra}", f"{wheel}{extra and f'[{extra}]'}") for extra in extras]


def _make(environment: Path, requirement: str) -> Path:
    _run("-m", "venv", "--without-pip", str(environment))
    options = ("--quiet", "--disable-pip-version-check", "--compile")
    _run("-m", "pip", "--python", str(environment / "bin" / "python"), "install", *options, requirement)
    return environment


def _run(*arguments: str) -> None:
    done = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=False)  # noqa: S603  # our own interpreter
    if done.returncode:
        raise RuntimeError(f"{' '.join(arguments[:3])} ended with {done.returncode}: {done.stderr}")
