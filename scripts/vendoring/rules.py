"""The two forms of import that change in a copy, and the forms that would break it."""

import ast
from typing import Literal, get_args

from .errors import VendoringError
from .imports import Change, Import, Rule, imported_modules

Http = Literal["httpx", "httpx2"]
HTTP_LIBRARIES: tuple[Http, ...] = get_args(Http)

OVERLAY = "cloudinvoices"
GENERATED = "cloudinvoices_apis"
_SUCCESSORS = {"httpx": "httpx2", "httpcore": "httpcore2"}


def names_what_changes(source: str) -> bool:
    """Whether there can be anything to rewrite or to refuse in a module. In most of the generated ones there is not."""
    return any(name in source for name in (OVERLAY, *_SUCCESSORS))


def copy_rule(depth: int, http: Http) -> Rule:
    """What becomes of the imports of a module that stands `depth` folders below the copy's own.

    `from cloudinvoices_apis.X import Y` becomes relative, so that the copy works under any name. For httpx2,
    `import httpx` becomes `import httpx2 as httpx`, and `import httpcore` likewise.
    """

    def rule(node: Import) -> Change | None:
        tops = {name.partition(".")[0] for name in imported_modules(node)}
        if GENERATED in tops:
            return _make_relative(node, depth)
        if OVERLAY in tops:
            raise VendoringError(f"line {node.lineno}: {ast.unparse(node)} is not relative")
        if http != "httpx" and tops & _SUCCESSORS.keys():
            return _take_successor(node)
        return None

    return rule


def _make_relative(node: Import, depth: int) -> Change:
    if not isinstance(node, ast.ImportFrom) or node.module == GENERATED:
        raise VendoringError(f"line {node.lineno}: {ast.unparse(node)} is not of the form from {GENERATED}.X import Y")
    return Change(f"from {GENERATED}.", f"from {'.' * (depth + 1)}{GENERATED}.")


def _take_successor(node: Import) -> Change:
    plain = isinstance(node, ast.Import) and len(node.names) == 1 and node.names[0].asname is None
    (name, *_) = imported_modules(node)
    if not plain or name not in _SUCCESSORS:
        raise VendoringError(f"line {node.lineno}: {ast.unparse(node)} is not of the form import {name}")
    return Change(f"import {name}", f"import {_SUCCESSORS[name]} as {name}")
