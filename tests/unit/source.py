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
            found.append(Module(path, ".".join(parts), ast.parse(text), len(text.splitlines())))
    return found
