"""The operations of a spec, with their parameters and answers resolved."""

from dataclasses import dataclass

from .sources import Node, Source

_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


@dataclass(frozen=True)
class Operation:
    """An operation: where it stands, what it says, its parameters (those of its path included), and its answers."""

    method: str
    path: str
    content: Node
    parameters: list[Node]
    responses: dict[str, Node]

    @property
    def name(self) -> str:
        """Its operationId."""
        return str(self.content.get("operationId", ""))

    def good_answers(self) -> dict[str, Node]:
        """Return the answers that bring something: 204 has no content, and what is not 2xx is not modelled."""
        return {status: one for status, one in self.responses.items() if status.startswith("2") and status != "204"}


def operations(spec: Source) -> list[Operation]:
    """List the operations of a spec in its order."""
    return [
        Operation(
            method,
            path,
            item[method],
            _parameters(spec.content, [*item.get("parameters", []), *item[method].get("parameters", [])]),
            {status: resolve(spec.content, one) for status, one in item[method]["responses"].items()},
        )
        for path, item in spec.content["paths"].items()
        for method in _METHODS
        if method in item
    ]


def resolve(content: Node, node: Node) -> Node:
    """Follow a $ref within one file; LookupError says that it leads nowhere there, or in a circle."""
    followed: set[str] = set()
    while "$ref" in node:
        reference = str(node["$ref"])
        if reference in followed:
            raise LookupError(reference)
        followed.add(reference)
        target = content
        for step in reference.split("/")[1:]:
            target = target[step.replace("~1", "/").replace("~0", "~")]
        if not reference.startswith("#"):
            raise LookupError(reference)
        node = target
    return node


def _parameters(content: Node, written: list[Node]) -> list[Node]:
    """Resolve parameters; one of the operation stands after, and replaces, the same one of the path."""
    found: dict[tuple[str, str], Node] = {}
    for parameter in (resolve(content, one) for one in written):
        schema = resolve(content, parameter.get("schema", {}))
        found[parameter["name"], parameter["in"]] = {**parameter, "schema": schema}
    return list(found.values())
