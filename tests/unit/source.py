"""The source of the overlay as syntax trees, for the rules that tests check."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import attrs

import cloudinvoices

OVERLAY = Path(cloudinvoices.__file__).parent


@attrs.frozen
class Module:
    """One file, by its path below the root it was found under."""

    path: Path
    name: str
    tree: ast.Module = attrs.field(repr=False, eq=False)
    lines: int
    """Lines of code: without blank ones, comments and docstrings, which nobody should save on."""

    def __str__(self) -> str:
        return self.name

    def imports(self) -> Iterator[ast.Import | ast.ImportFrom]:
        """Every import, also inside functions; not those that are for type checkers only."""
        yield from _imports(self.tree)


def _imports(node: ast.AST) -> Iterator[ast.Import | ast.ImportFrom]:
    if isinstance(node, ast.Import | ast.ImportFrom):
        yield node
    if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
        return
    for child in ast.iter_child_nodes(node):
        yield from _imports(child)


def modules(root: Path, *, without: str = "") -> list[Module]:
    """The modules below a folder, without those in the folder named `without`."""
    found = []
    for path in sorted(root.rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        if without not in parts:
            text = path.read_text(encoding="utf-8")
            tree = ast.parse(text)
            found.append(Module(path, ".".join(parts), tree, _code_lines(text, tree)))
    return found


def _code_lines(text: str, tree: ast.Module) -> int:
    documentation: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            documentation.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    lines = enumerate(text.splitlines(), 1)
    return sum(
        1 for number, line in lines if line.strip(" \t)]}") and line.strip()[0] != "#" and number not in documentation
    )
