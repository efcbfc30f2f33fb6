"""Following references in a description that nobody has validated."""

from typing import cast
from urllib.parse import unquote

from spec_pipeline.errors import GenerationError
from spec_pipeline.sources import Node


def follow(content: Node, node: object) -> tuple[str, Node]:
    """Return the last reference on the way from a node, "" if it is none, and what is there: {} unless an object.

    GenerationError says that a reference leads nowhere in this file.
    """
    reference, seen = "", set[str]()
    while "$ref" in (here := as_object(node)):
        reference = str(here["$ref"])
        if reference in seen or not reference.startswith("#"):
            raise GenerationError([f"$ref {reference} leads nowhere in this file"])
        seen.add(reference)
        node = _find(content, reference)
    return reference, here


def as_object(node: object) -> Node:
    """Return a node that is an object, and {} for any other: what others write may be anything."""
    return cast(Node, node) if isinstance(node, dict) else {}


def as_list(node: object) -> list[object]:
    """Return a node that is a list, and [] for any other."""
    return cast("list[object]", node) if isinstance(node, list) else []


def _find(content: Node, reference: str) -> object:
    """Qovery refers to parameters by their place in a list, with the braces of the path percent-encoded."""
    target: object = content
    for step in reference.split("/")[1:]:
        name = unquote(step).replace("~1", "/").replace("~0", "~")
        below = as_object(target) or {str(number): one for number, one in enumerate(as_list(target))}
        if name not in below:
            raise GenerationError([f"$ref {reference} leads nowhere in this file"])
        target = below[name]
    return target
