"""Reading specs/: the OpenAPI files, and the JSON Schemas of documents."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import yaml

from .errors import GenerationError
from .inputs import document_paths, spec_paths, text_hash

Node = dict[str, Any]
"""An object of a spec or schema."""

_TEXT_TAG = "tag:yaml.org,2002:str"
_MERGE_TAG = "tag:yaml.org,2002:merge"


@dataclass(frozen=True)
class Source:
    """One file of specs/: its path from the root of the project, its hash, and what it says."""

    label: str
    name: str
    sha256: str
    content: Node


def read_specs(root: Path) -> list[Source]:
    """Read every specs/*.yaml, in the order of their names."""
    return [_read(root, path, path.stem) for path in spec_paths(root)]


def read_documents(root: Path) -> list[Source]:
    """Read every specs/documents/*.schema.json, in the order of their names."""
    return [
        _read(root, path, path.name.removesuffix(".schema.json").replace("-", "_")) for path in document_paths(root)
    ]


def parts(specs: list[Source], documents: list[Source]) -> dict[Path, Source]:
    """Return the file that decides each part of the generated package: a folder for a spec, a module for a document."""
    modules = {Path("documents", f"{document.name}.py"): document for document in documents}
    return {Path(spec.name): spec for spec in specs} | modules


class _StrictLoader(yaml.SafeLoader):
    """YAML as JSON could hold it: PyYAML alone keeps the last of two equal keys, and reads 200 and dates as such."""

    def compose_mapping_node(self, anchor: dict[Any, yaml.Node]) -> yaml.MappingNode:
        node = super().compose_mapping_node(anchor)
        seen: set[str] = set()
        for key, _ in node.value:
            if key.tag not in (_TEXT_TAG, _MERGE_TAG):
                raise yaml.MarkedYAMLError(problem=f"the key {key.value} must be quoted", problem_mark=key.start_mark)
            if key.value in seen:
                raise yaml.MarkedYAMLError(problem=f"the key {key.value} stands twice", problem_mark=key.start_mark)
            seen.add(key.value)
        return node


def _as_written(_loader: _StrictLoader, node: yaml.ScalarNode) -> str:
    return str(node.value)


_StrictLoader.add_constructor("tag:yaml.org,2002:timestamp", _as_written)


def _read(root: Path, path: Path, name: str) -> Source:
    label = path.relative_to(root).as_posix()
    try:
        text = path.read_text(encoding="utf-8")
        content: object = json.loads(text) if path.suffix == ".json" else yaml.load(text, _StrictLoader)  # noqa: S506 -- safe
    except (yaml.YAMLError, ValueError) as error:
        raise GenerationError([f"{label}: {error}"]) from error
    if not isinstance(content, dict):
        raise GenerationError([f"{label}: the file is not an object"])
    return Source(label, name, text_hash(text), cast(Node, content))
