"""Reading a description that somebody else wrote, whatever its style."""

import json
from pathlib import Path

import yaml
from spec_pipeline.errors import GenerationError
from spec_pipeline.sources import Node

from .references import as_object
from .swagger import is_swagger

_TAG = "tag:yaml.org,2002:"


class _ForeignLoader(yaml.CSafeLoader):
    """YAML as JSON would hold it: keys and days are texts, `no` is no false, and no tag is obeyed.

    Of two equal keys the last counts.
    """

    def flatten_mapping(self, node: yaml.MappingNode) -> None:
        super().flatten_mapping(node)
        for key, _ in node.value:
            key.tag = f"{_TAG}str"


def read_description(path: Path) -> Node:
    """Return OpenAPI 3 or Swagger 2.0 from a file of JSON or YAML; GenerationError says why it is none."""
    try:
        content = _load(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, yaml.YAMLError, RecursionError) as error:
        raise GenerationError([f"{path.name} cannot be read: {error}"]) from error
    description = as_object(content)
    is_known = is_swagger(description) or str(description.get("openapi", "")).startswith("3")
    if not is_known or not isinstance(description.get("paths"), dict):
        raise GenerationError([f"{path.name} is neither OpenAPI 3 nor Swagger 2.0. Cure: give the provider's own file"])
    return description


def _load(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return yaml.load(text, _ForeignLoader)  # noqa: S506 -- safe


def _as_written(_loader: _ForeignLoader, node: yaml.ScalarNode) -> str:
    return str(node.value)


def _true_or_false(_loader: _ForeignLoader, node: yaml.ScalarNode) -> object:
    return {"true": True, "false": False}.get(node.value.lower(), node.value)


def _untagged(loader: _ForeignLoader, _tag: str, node: yaml.Node) -> object:
    if isinstance(node, yaml.MappingNode):
        return loader.construct_mapping(node, deep=True)
    return loader.construct_sequence(node, deep=True) if isinstance(node, yaml.SequenceNode) else node.value


_ForeignLoader.add_constructor(f"{_TAG}timestamp", _as_written)
_ForeignLoader.add_constructor(f"{_TAG}bool", _true_or_false)
_ForeignLoader.add_multi_constructor("", _untagged)  # pyright: ignore[reportUnknownMemberType] -- its stub is partial
