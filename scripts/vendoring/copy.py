"""What a copy holds, as content in memory: so that making, checking and upgrading one compare the same thing."""

import json
import subprocess
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from project_version import read_version

from .errors import VendoringError
from .imports import rewrite_imports
from .record import RECORD, Record, hash_content, write_record
from .rules import GENERATED, OVERLAY, Http, copy_rule, names_what_changes
from .selection import DOCUMENTS, select_generated, select_overlay

_EXTRAS = {"masstack": "masstack", "f5xc": "f5-p12"}
"""The extra that a way to sign in at a provider needs."""


@dataclass(frozen=True)
class Copy:
    """The files of a copy by their path in it, VENDORED.txt left out, and its record."""

    files: Mapping[str, bytes]
    record: Record

    def all_files(self) -> dict[str, bytes]:
        """Every file of the copy."""
        return {**self.files, RECORD: write_record(self.record).encode()}


def known_providers(root: Path) -> tuple[str, ...]:
    """The providers of a checkout."""
    modules = (root / "overlay" / OVERLAY / "providers").glob("*.py")
    return tuple(sorted(path.stem for path in modules if path.stem != "__init__"))


def make_copy(root: Path, providers: Sequence[str], http: Http) -> Copy:
    """Make the copy that a checkout gives.

    Raises:
        VendoringError: a provider that there is not, or code that cannot be moved.
    """
    overlay, generated = root / "overlay" / OVERLAY, root / "generated" / GENERATED
    known = known_providers(root)
    if unknown := [name for name in providers if name not in known]:
        raise VendoringError(f"there is no provider {', '.join(unknown)}. Known: {', '.join(known)}")
    modules = select_overlay(overlay, providers)
    shadows = select_generated(generated, overlay, modules)
    files = {"LICENSE": (root / "LICENSE").read_bytes(), "py.typed": (overlay / "py.typed").read_bytes()}
    files |= {path.as_posix(): _move(overlay / path, len(path.parent.parts), http) for path in modules}
    # Relative within itself, so that only its HTTP library may change.
    files |= {f"{GENERATED}/{path.as_posix()}": _move(generated / path, 0, http) for path in shadows}
    files = dict(sorted(files.items()))
    return Copy(files, _record(root, tuple(providers), http, shadows, files))


def _move(path: Path, depth: int, http: Http) -> bytes:
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py" or not names_what_changes(text):
        return text.encode()
    try:
        return rewrite_imports(text, copy_rule(depth, http)).encode()
    except VendoringError as error:
        raise VendoringError(f"{path.name}: {error}") from error


def _record(
    root: Path, providers: tuple[str, ...], http: Http, shadows: Sequence[Path], files: Mapping[str, bytes]
) -> Record:
    project: dict[str, Any] = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = ["fast", *(_EXTRAS[name] for name in providers if name in _EXTRAS)]
    optional: dict[str, list[str]] = project["optional-dependencies"]
    needed: list[str] = project["dependencies"]
    if http != "httpx":
        needed = sorted([*(one for one in needed if not one.startswith("httpx")), *optional[http]])
    return Record(
        version=read_version(root),
        commit=_commit(root),
        providers=providers,
        http=http,
        requires=tuple(needed),
        optional={extra: tuple(optional[extra]) for extra in extras},
        specs=_spec_hashes(root, shadows),
        files={name: hash_content(content) for name, content in files.items()},
    )


def _spec_hashes(root: Path, shadows: Sequence[Path]) -> dict[str, str]:
    manifest = json.loads((root / "generated" / "MANIFEST.json").read_text(encoding="utf-8"))
    hashes = {label: one["sha256"] for kind in ("specs", "documents") for label, one in manifest[kind].items()}
    packages = {path.parts[0] for path in shadows if len(path.parts) > 1} - {DOCUMENTS}
    documents = {path.stem for path in shadows if path.parts[0] == DOCUMENTS}
    wanted = {f"specs/{name}.yaml" for name in packages} | {f"specs/documents/{name}.schema.json" for name in documents}
    return {label: found for label, found in hashes.items() if label in wanted}


def _commit(root: Path) -> str:
    """The commit of a checkout, and whether what copies are made of has changes that are in no commit."""
    if not (root / ".git").exists():
        return "unknown"
    head = _git(root, "rev-parse", "HEAD").strip()
    changed = _git(root, "status", "--porcelain", "--", "overlay", "generated", "specs", "LICENSE", "pyproject.toml")
    return f"{head} with changes that are not committed" if changed.strip() else head


def _git(root: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *arguments], capture_output=True, encoding="utf-8", check=True, timeout=60
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise VendoringError(f"git does not say which commit this is: {error}") from error
    return done.stdout
