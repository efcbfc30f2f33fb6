"""What decides generated/, by hash. `make generate` asks for it before anything else: no YAML is read here."""

import json
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

Manifest = dict[str, Any]
"""generated/MANIFEST.json, or members of it."""

_PIPELINE = Path(__file__).resolve().parent
TEMPLATES = _PIPELINE.parent / "templates"


def spec_paths(root: Path) -> list[Path]:
    """List every specs/*.yaml, in the order of their names."""
    return sorted((root / "specs").glob("*.yaml"))


def document_paths(root: Path) -> list[Path]:
    """List every specs/documents/*.schema.json, in the order of their names."""
    return sorted((root / "specs" / "documents").glob("*.schema.json"))


def source_hashes(root: Path) -> Manifest:
    """Return the hash of each file of specs/ by its path from the root."""
    paths = [*spec_paths(root), *document_paths(root)]
    return {path.relative_to(root).as_posix(): _hash(path) for path in paths}


def shared_inputs(versions: dict[str, str]) -> Manifest:
    """Return what decides every part of generated/: templates, the modules of this pipeline, and the tools."""
    return {
        "templates": _hashes(TEMPLATES.iterdir()),
        "pipeline": {"sha256": text_hash(json.dumps(_hashes(_PIPELINE.glob("*.py"))))},
        "tools": versions,
    }


def text_hash(text: str) -> str:
    """Return the SHA-256 of a text as it is read: a checkout with other line ends has the same."""
    return sha256(text.encode()).hexdigest()


def _hashes(paths: Iterable[Path]) -> Manifest:
    return {path.name: {"sha256": _hash(path)} for path in sorted(paths)}


def _hash(path: Path) -> str:
    return text_hash(path.read_text(encoding="utf-8"))
