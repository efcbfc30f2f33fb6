"""Which files a copy holds: the modules that its providers need, and the generated packages that those name."""

import ast
from collections.abc import Iterator, Sequence
from pathlib import Path

from .imports import Import, find_imports, imported_modules
from .rules import GENERATED

READERS = {"akamai": "documents"}
"""Public modules that read the documents of a provider; they come with it."""

DOCUMENTS = "documents"
"""The generated package that holds a module for each kind of document, and is of no single provider."""


def select_overlay(overlay: Path, providers: Sequence[str]) -> list[Path]:
    """The modules of the core and of these providers, by their path below the package."""
    pending = [Path("__init__.py")]
    pending += [Path("providers", f"{name}.py") for name in providers]
    pending += [Path(READERS[name], "__init__.py") for name in providers if name in READERS]
    found: set[Path] = set()
    while pending:
        module = pending.pop()
        if module not in found:
            found.add(module)
            pending += _needed(overlay, module)
    return sorted(found)


def select_generated(generated: Path, overlay: Path, modules: Sequence[Path]) -> list[Path]:
    """The generated files that these modules name, by their path below the package: of a provider all, so that every
    operation can be called; of the documents those that are read."""
    found = {Path("__init__.py"), Path("py.typed")}
    for part, *below in {tuple(name) for module in modules for name in _named(overlay / module)}:
        if part == DOCUMENTS:
            found |= {Path(part, "__init__.py"), Path(part, f"{below[0]}.py")}
        else:
            found |= {path.relative_to(generated) for path in (generated / part).rglob("*.py")}
    return sorted(found)


def _named(path: Path) -> Iterator[list[str]]:
    for node in _imports(path):
        for top, *below in (name.split(".") for name in imported_modules(node)):
            if top == GENERATED:
                yield below


def _needed(overlay: Path, module: Path) -> Iterator[Path]:
    """The modules that one imports, by its relative imports, and the packages on their way."""
    for node in _imports(overlay / module):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = module.parents[node.level - 1]
            base = base.joinpath(*(node.module or "").split("."))
            for name in ("", *(alias.name for alias in node.names)):
                yield from _as_module(overlay, base / name)


def _as_module(overlay: Path, path: Path) -> Iterator[Path]:
    """The file of a module or package, if it is one and no name within one, and of the packages it stands in."""
    for candidate in (path.parent / f"{path.name}.py", path / "__init__.py"):
        if (overlay / candidate).is_file():
            yield candidate
            yield from (parent / "__init__.py" for parent in candidate.parents)


def _imports(path: Path) -> list[Import]:
    return list(find_imports(ast.parse(path.read_text(encoding="utf-8"))))
