"""The two generators: what each is given, and which options it runs with."""

import json
from pathlib import Path

from .inputs import TEMPLATES
from .sources import Node
from .tools import run

CLIENT_OPTIONS: Node = {
    "literal_enums": True,  # texts are accepted as they are, and no two values share a member
    "docstrings_on_attributes": True,
    "post_hooks": [],  # ours run once over everything, with the ruff of this interpreter
}
STRUCT_OPTIONS = (
    *("--input-file-type", "openapi", "--output-model-type", "msgspec.Struct", "--target-python-version", "3.11"),
    # `X | None = None`: to a reader a null and a gap are the same, and the raw JSON stands beside it.
    *("--strict-nullable", "--keyword-only", "--extra-template-data", "struct_options.json"),
    *("--snake-case-field", "--enum-field-as-literal", "all", "--output-datetime-class", "datetime"),
    "--use-typed-nullable-map-values",
    *("--use-schema-description", "--use-inline-field-description", "--use-single-line-docstring"),
    # A blank header replaces the generator's own, which names a file that is gone; ours is added to every module.
    *("--custom-file-header", " ", "--disable-timestamp", "--no-formatters"),
    *("--ignore-pyproject", "--strict-refs", "--no-allow-remote-refs"),
)
TOLERANT: tuple[tuple[str, ...], Node] = (("--no-use-annotated",), {"frozen": True, "gc": False})
"""Decoded JSON cannot hold a cycle, so the garbage collector need not look at a hundred thousand lines."""
EXACT: tuple[tuple[str, ...], Node] = (("--use-annotated",), {**TOLERANT[1], "forbid_unknown_fields": True})
"""For what we write ourselves: the limits of the schema are part of the types, and decoding checks them."""


def generate_client(prepared: Node, work: Path, output: Path) -> None:
    """Write the client of a prepared spec as the package `output`."""
    work.mkdir(parents=True)
    (work / "spec.json").write_text(json.dumps(prepared), encoding="utf-8")
    (work / "options.json").write_text(json.dumps(CLIENT_OPTIONS), encoding="utf-8")
    output.parent.mkdir(parents=True, exist_ok=True)
    arguments = [
        *("generate", "--path", "spec.json", "--config", "options.json", "--custom-template-path", str(TEMPLATES)),
        *("--meta", "none", "--fail-on-warning", "--output-path", str(output)),
    ]
    run("openapi_python_client", arguments, work)


def generate_structs(prepared: Node, work: Path, output: Path, reader: tuple[tuple[str, ...], Node] = TOLERANT) -> None:
    """Write the structs of the prepared component schemas as the module `output`."""
    work.mkdir(parents=True)
    (work / "spec.json").write_text(json.dumps({**prepared, "paths": {}}), encoding="utf-8")
    options, struct = reader
    (work / "struct_options.json").write_text(json.dumps({"#all#": {"base_class_kwargs": struct}}), encoding="utf-8")
    output.parent.mkdir(parents=True, exist_ok=True)
    run("datamodel_code_generator", [*STRUCT_OPTIONS, *options, "--input", "spec.json", "--output", str(output)], work)
