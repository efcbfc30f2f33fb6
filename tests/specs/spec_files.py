"""The specs as the tests see them: strictly read, with their operations found and local references followed."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

Node = dict[str, Any]

SPEC_FOLDER = Path(__file__).parents[2] / "specs"
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


class StrictLoader(yaml.SafeLoader):
    """Refuses a mapping that has the same key twice; YAML readers keep the last one and say nothing."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        repeated = {key for key in keys if keys.count(key) > 1}
        if repeated:
            raise yaml.constructor.ConstructorError(None, None, f"key written twice: {repeated}", node.start_mark)
        return super().construct_mapping(node, deep)


def load_spec(path: Path) -> Node:
    spec: Node = yaml.load(path.read_text(encoding="utf-8"), Loader=StrictLoader)
    return spec


SPECS: dict[str, Node] = {path.stem: load_spec(path) for path in sorted(SPEC_FOLDER.glob("*.yaml"))}


def resolve(spec: Node, node: Node) -> Node:
    while "$ref" in node:
        target: Any = spec
        for part in node["$ref"].removeprefix("#/").split("/"):
            target = target[part.replace("~1", "/").replace("~0", "~")]
        node = target
    return node


@dataclass(frozen=True)
class Operation:
    spec_name: str
    path: str
    method: str

    @property
    def spec(self) -> Node:
        return SPECS[self.spec_name]

    @cached_property
    def definition(self) -> Node:
        definition: Node = self.spec["paths"][self.path][self.method]
        return definition

    @property
    def id(self) -> str:
        return str(self.definition["operationId"])

    @cached_property
    def parameters(self) -> dict[str, Node]:
        declared = self.spec["paths"][self.path].get("parameters", []) + self.definition.get("parameters", [])
        return {parameter["name"]: parameter for parameter in (resolve(self.spec, one) for one in declared)}

    @cached_property
    def responses(self) -> dict[str, Node]:
        return {status: resolve(self.spec, response) for status, response in self.definition["responses"].items()}

    def contents(self) -> Iterator[tuple[str, str, Node]]:
        """Each status, media type and its description."""
        for status, response in self.responses.items():
            for media_type, media in response.get("content", {}).items():
                yield status, media_type, media

    def answer(self, status: str, media_type: str = "application/json") -> Node:
        schema: Node = self.responses[status]["content"][media_type]["schema"]
        return schema

    def __str__(self) -> str:
        return f"{self.spec_name}:{self.id}"


OPERATIONS = [
    Operation(name, path, method)
    for name, spec in SPECS.items()
    for path, item in spec["paths"].items()
    for method in METHODS
    if method in item
]


def subschemas(schema: Node, place: str) -> Iterator[tuple[str, Node]]:
    """The schema and every schema written inside it, each with the place where it stands."""
    yield place, schema
    for name, inner in schema.get("properties", {}).items():
        yield from subschemas(inner, f"{place}.{name}")
    for keyword in ("items", "additionalProperties"):
        if isinstance(schema.get(keyword), dict):
            yield from subschemas(schema[keyword], f"{place}.{keyword}")
    for keyword in ("anyOf", "oneOf", "allOf"):
        for index, inner in enumerate(schema.get(keyword, [])):
            yield from subschemas(inner, f"{place}.{keyword}[{index}]")


def schemas_of(spec_name: str) -> Iterator[tuple[str, Node]]:
    """Every schema of a spec: the named ones, and those written at parameters, headers and contents."""
    components = SPECS[spec_name]["components"]
    for name, schema in components["schemas"].items():
        yield from subschemas(schema, name)
    for name, header in components.get("headers", {}).items():
        yield from subschemas(header["schema"], f"header {name}")
    for operation in OPERATIONS:
        if operation.spec_name == spec_name:
            for name, parameter in operation.parameters.items():
                yield from subschemas(parameter["schema"], f"{operation} parameter {name}")
            for status, media_type, media in operation.contents():
                yield from subschemas(media["schema"], f"{operation} {status} {media_type}")
