"""generated/MANIFEST.json: what the folder was made from and with, and a hash of all that was made.

It is how `make generate` sees that there is nothing to do. `make check-generated` does not rely on it.
"""

import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import cast

from .inputs import Manifest, source_hashes

MANIFEST = "MANIFEST.json"


@dataclass(frozen=True)
class Held:
    """What a generation would write again: the files of specs/ whose parts these are, and whether it is everything."""

    sources: frozenset[str]
    is_all: bool


NOTHING = Held(frozenset(), is_all=False)


def seal(folder: Path, manifest: Manifest) -> None:
    """Write the manifest of a finished folder. Its last member is the hash of everything else, itself included."""
    (folder / MANIFEST).write_text(_sealed(folder, manifest), encoding="utf-8", newline="\n")


def find_held(root: Path, shared: Manifest) -> Held:
    """Compare generated/ with its seal, and what it was made from with what is there now; `shared` decides every part.

    Nothing is held if a byte of generated/ was edited, or if what decides every part has changed.
    """
    manifest = _unseal(root / "generated")
    if any(manifest.get(kind) != now for kind, now in shared.items()):
        return NOTHING
    then = {label: one["sha256"] for kind in ("specs", "documents") for label, one in manifest[kind].items()}
    now = source_hashes(root)
    return Held(frozenset(label for label, found in now.items() if then.get(label) == found), is_all=then == now)


def files(folder: Path) -> dict[str, Path]:
    """List what stands in a folder by relative path, except what Python itself leaves beside modules."""
    return {
        path.relative_to(folder).as_posix(): path
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def _unseal(folder: Path) -> Manifest:
    """Return the manifest of a folder that is, byte for byte, as it was sealed, and {} of any other."""
    try:
        text = (folder / MANIFEST).read_bytes().decode("utf-8")
        manifest: object = json.loads(text)
    except (FileNotFoundError, ValueError):
        return {}
    if not isinstance(manifest, dict):
        return {}
    sealed = cast(Manifest, manifest)
    return sealed if text == _sealed(folder, sealed) else {}


def _sealed(folder: Path, manifest: Manifest) -> str:
    content = {key: value for key, value in manifest.items() if key != "sha256"}
    listed = sorted((name, path) for name, path in files(folder).items() if name != MANIFEST)
    lines = [f"{sha256(path.read_bytes()).hexdigest()}  {name}" for name, path in listed]
    everything = sha256("\n".join([*lines, json.dumps(content)]).encode()).hexdigest()
    return json.dumps({**content, "sha256": everything}, indent=2) + "\n"
