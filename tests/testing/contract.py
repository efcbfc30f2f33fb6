"""Is an answer one that the specs describe? A hook of the tests' clients asks this of everything they receive."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import yaml
from jsonschema import Draft202012Validator

from cloudinvoices.providers import NAMES

Node = dict[str, Any]

_SPECS = Path(__file__).parents[2] / "specs"

# Where each spec's paths begin on the simulator.
_BASES = {
    **{name: f"/{name}" for name in NAMES},
    "masstack": "/masstack/v1",
    "masstack_customers": "/masstack-customers/v2",
}
# Answers that no documentation mentions, but every server has to give somehow.
_UNDOCUMENTED = {
    *((name, 405) for name in NAMES if name != "akamai"),
    ("masstack_customers", 401),
    ("f5xc", 400),
}


class NotInSpecError(AssertionError):
    """The answer is not one of those that the spec describes."""


def check(response: httpx.Response) -> None:
    """Raise NotInSpecError for an answer of a documented path that differs from the documentation."""
    response.read()
    for spec, base in _BASES.items():
        path = response.url.path
        if path.startswith(f"{base}/") and (operation := _operation(spec, path.removeprefix(base))) is not None:
            _check_operation(spec, operation, response)


def example_paths() -> Iterator[str]:
    """A path on the simulator for each operation of the specs."""
    for spec, base in _BASES.items():
        for template in _document(spec)["paths"]:
            yield base + re.sub(r"\{\w+\}", "1", template)


def _check_operation(spec: str, operation: Node, response: httpx.Response) -> None:
    described = operation["responses"].get(str(response.status_code))
    if described is None:
        if (spec, response.status_code) not in _UNDOCUMENTED:
            raise NotInSpecError(f"{operation['operationId']} has no answer {response.status_code}")
        return
    content = _resolved(spec, described).get("content")
    media_type = response.headers.get("Content-Type", "").partition(";")[0]
    if content is None:
        return  # the documentation is silent about the body
    if media_type not in content:
        raise NotInSpecError(f"{operation['operationId']} {response.status_code} is not {media_type}")
    if "json" in media_type:
        _check_json(spec, content[media_type]["schema"], json.loads(response.content))


def _check_json(spec: str, schema: Node, value: object) -> None:
    rooted = {**schema, "components": _document(spec)["components"]}
    validator = Draft202012Validator(rooted, format_checker=Draft202012Validator.FORMAT_CHECKER)
    errors = [f"{error.json_path}: {error.message}" for error in validator.iter_errors(value)]
    if errors:
        raise NotInSpecError("\n".join(errors))


@cache
def _document(spec: str) -> Node:
    document: Node = yaml.safe_load((_SPECS / f"{spec}.yaml").read_text(encoding="utf-8"))
    return document


def _resolved(spec: str, node: Node) -> Node:
    if "$ref" not in node:
        return node
    found: Node = _document(spec)
    for part in node["$ref"].removeprefix("#/").split("/"):
        found = found[part]
    return found


def _operation(spec: str, path: str) -> Node | None:
    for template, item in _document(spec)["paths"].items():
        if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", template), path):
            operation: Node = item["get"]
            return operation
    return None
