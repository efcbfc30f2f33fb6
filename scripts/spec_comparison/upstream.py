"""Our operations in a provider's own description, each written as ours are."""

import re
from collections.abc import Iterator
from dataclasses import replace

from spec_pipeline.errors import GenerationError
from spec_pipeline.operations import Operation, operations
from spec_pipeline.sources import Node, Source

from .pairs import path_parameters, template
from .references import as_list, as_object, follow
from .swagger import is_swagger, to_openapi

_SERVER_PATH = re.compile(r"(?:(?:[a-z]+:)?//[^/]*)?(/.*)?")


class Upstream:
    """A provider's description, in which operations are found by method and path, under any of its servers."""

    def __init__(self, label: str, content: Node) -> None:
        self.source = Source(label, label, "", content)
        self._paths = {
            request: path for path in as_object(content["paths"]) for request in _requests(content, str(path))
        }

    def find(self, ours: Node, operation: Operation) -> Operation | None:
        """Return the same operation of this description with our names for the parameters of the path."""
        path = next((self._paths[one] for one in _requests(ours, operation.path) if one in self._paths), None)
        item = follow(self.source.content, self.source.content["paths"].get(path))[1]
        if path is None or operation.method not in item:
            return None
        try:
            return self._read(path, item, operation)
        except (GenerationError, LookupError, TypeError, AttributeError) as error:
            where = f"{operation.method.upper()} {path}"
            raise GenerationError([f"{self.source.label}: {where} cannot be understood: {error}"]) from error

    def _read(self, path: str, item: Node, ours: Operation) -> Operation:
        written = self._resolved(item, as_object(item[ours.method]))
        if is_swagger(self.source.content):
            written = to_openapi(self.source.content, written)
        # From the end, since one side may have more of them, in its server.
        names = dict(zip(reversed(path_parameters(path)), reversed(path_parameters(ours.path)), strict=False))
        written["parameters"] = [_renamed(one, names) for one in written["parameters"]]
        content = {**self.source.content, "paths": {path: {ours.method: written}}}
        (found,) = operations(replace(self.source, content=content))
        return found

    def _resolved(self, item: Node, operation: Node) -> Node:
        """Return an operation with its references followed, those into a list or percent-encoded as well."""
        parameters = [*as_list(item.get("parameters")), *as_list(operation.get("parameters"))]
        answers = as_object(operation.get("responses"))
        return {
            **operation,
            "parameters": [self._parameter(one) for one in parameters],
            "responses": {status: follow(self.source.content, one)[1] for status, one in answers.items()},
        }

    def _parameter(self, written: object) -> Node:
        parameter = follow(self.source.content, written)[1]
        return {**parameter, "schema": follow(self.source.content, parameter.get("schema"))[1]}


def _requests(content: Node, path: str) -> Iterator[str]:
    """Return how a path is asked for under each server, and as it is written."""
    for base in [*_bases(content), ""]:
        yield template(f"{base.rstrip('/')}/{path.lstrip('/')}")


def _bases(content: Node) -> Iterator[str]:
    if "basePath" in content:
        yield str(content["basePath"])
    for server in as_list(content.get("servers")):
        match = _SERVER_PATH.fullmatch(str(as_object(server).get("url", "")))
        yield (match and match[1]) or ""


def _renamed(parameter: Node, names: dict[str, str]) -> Node:
    if parameter.get("in") != "path":
        return parameter
    return {**parameter, "name": names.get(parameter["name"], parameter["name"])}
