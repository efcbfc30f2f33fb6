"""What a provider may be called."""

import ast
import keyword
import re
from collections.abc import Mapping
from pathlib import Path


class Refused(Exception):
    """The provider cannot be added; the text says why, and what to do."""


def check_name(name: str) -> str | None:
    """What is wrong with the name by itself, if something is."""
    if not name:
        return "the name of the provider is missing"
    if not re.fullmatch("[a-z][a-z0-9]*", name):
        return f"{name!r} is no name of a provider: lower-case letters and digits, a letter first"
    if keyword.iskeyword(name):
        return f"{name!r} is a word of Python, and no module can have that name"
    return None


def class_name(name: str) -> str:
    """The class of the provider's module."""
    return name.capitalize()


def refuse_taken(root: Path, name: str, files: list[Path], edited: list[Path]) -> None:
    """Refuse a name that something has already: a provider, whole or in part, or another module."""
    modules = [
        *(root / "overlay" / "cloudinvoices").glob(f"{name}*"),
        root / "generated" / "cloudinvoices_apis" / name,
        *(root / path for path in files),
    ]
    there = sorted({f"  {one.relative_to(root)}" for one in modules if one.stem == name and one.exists()})
    naming = [f"  {path} names it" for path in edited if _names(root / path, name)]
    if there or naming:
        advice = "Take another name. If these are remains, remove the files and the lines that name it."
        raise Refused("\n".join([f"There is something called {name} already:", *there, *naming, advice]))


def refuse_shadowing(name: str, modules: Mapping[Path, str]) -> None:
    """Refuse a name whose class is called like something that the modules around it import."""
    for path, text in modules.items():
        try:
            nodes = list(ast.walk(ast.parse(text)))
        except SyntaxError as error:
            raise Refused(f"{path} cannot be read as Python, and has to be edited: {error}") from error
        aliases = (alias for node in nodes if isinstance(node, ast.ImportFrom) for alias in node.names)
        if class_name(name) in {alias.asname or alias.name for alias in aliases}:
            raise Refused(f"Its class would be {class_name(name)}, which {path} has already. Take another name.")


def _names(path: Path, name: str) -> bool:
    """Whether a file names it as a provider: as a text, as the beginning of one, or in a table."""
    return re.search(rf'"{name}[".]|^\| {name} \|', path.read_text(encoding="utf-8"), re.MULTILINE) is not None
