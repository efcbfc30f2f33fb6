"""Rewriting import statements, and proving by parsing that nothing else was changed."""

import ast
from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass

from .errors import VendoringError

Import = ast.Import | ast.ImportFrom


@dataclass(frozen=True)
class Change:
    """How an import statement begins, and how it begins afterwards. It binds the same names."""

    old: str
    new: str


Rule = Callable[[Import], Change | None]
"""What becomes of an import statement; None leaves it as it is. VendoringError refuses it."""


def rewrite_imports(source: str, rule: Rule) -> str:
    """Apply a rule to every import statement of a module, also to those in functions.

    Raises:
        VendoringError: a statement is not written as its rule expects, or more than imports would change.
    """
    tree = ast.parse(source)
    lines = source.splitlines(keepends=True)
    for node in find_imports(tree):
        if change := rule(node):
            line = lines[node.lineno - 1]
            if not line.startswith(change.old, node.col_offset):
                raise VendoringError(f"line {node.lineno} is not written as expected: {line.strip()}")
            lines[node.lineno - 1] = line[: node.col_offset] + change.new + line[node.col_offset + len(change.old) :]
    rewritten = "".join(lines)
    if rewritten == source:
        return source
    if _without_origins(ast.parse(rewritten)) != _without_origins(tree):
        raise VendoringError("rewriting its imports would change more than where names come from")
    return rewritten


def find_imports(tree: ast.AST) -> Iterator[Import]:
    """Every import statement, also inside functions and conditions."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, Import):
            yield node
        elif not isinstance(node, ast.expr):
            yield from find_imports(node)


def imported_modules(node: Import) -> list[str]:
    """The absolute modules that a statement names; none where it is relative."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [] if node.level else [str(node.module)]


class _BoundNames(ast.NodeTransformer):
    """Puts the names that an import binds in its place, without where they come from."""

    def visit_Import(self, node: ast.Import) -> ast.AST:
        return _names(alias.asname or alias.name for alias in node.names)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> ast.AST:
        return _names(f"{alias.name} as {alias.asname or alias.name}" for alias in node.names)


def _names(names: Iterable[str]) -> ast.AST:
    return ast.Expr(ast.Constant(", ".join(names)))


def _without_origins(tree: ast.Module) -> str:
    return ast.dump(_BoundNames().visit(deepcopy(tree)))
