"""The lines that existing files need for a new provider, each put at the end of a tuple, a dictionary or a table."""

import ast
import re
from collections.abc import Callable
from pathlib import Path

from .names import Refused, class_name

FACTS = Path("tests/provider_facts.py")
Edit = Callable[[str, str], str]
"""From the text of a file and the name of a provider to the new text; LookupError says that its place is not found."""


def append(variable: str, entry: str) -> Edit:
    """Put an entry, a format with {name} and {class_name}, at the end of the tuple or dictionary of that name."""

    def edit(text: str, name: str) -> str:
        entries = _entries(text, variable)
        end = _offset(text, entries[-1])
        written = entry.format(name=name, class_name=class_name(name))
        edited = f"{text[:end]},\n{written}{text[end:]}"
        if len(_entries(edited, variable)) != len(entries) + 1:
            raise LookupError(f"end of {variable}")
        return edited

    return edit


def import_class(text: str, name: str) -> str:
    """Import the simulated provider beside the others."""
    imports = list(re.finditer(r"^from \.providers\.\w+ import \w+\n", text, re.MULTILINE))
    if not imports:
        raise LookupError("no imports from .providers")
    end = imports[-1].end()
    return f"{text[:end]}from .providers.{name} import {class_name(name)}\n{text[end:]}"


def add_source_rows(text: str, name: str) -> str:
    """Put the sources of the two operations at the end of the table in specs/README.md."""
    rows = list(re.finditer(r"^\| \w+ \| `\w+` \|.*\n", text, re.MULTILINE))
    if not rows:
        raise LookupError("no table of sources")
    cells = "FILL IN: as in the spec's x-source | FILL IN | documented"
    added = "".join(f"| {name} | `{operation}` | {cells} |\n" for operation in ("list_invoices", "download_invoice"))
    return f"{text[: rows[-1].end()]}{added}{text[rows[-1].end() :]}"


def registrations(facts: str) -> dict[Path, tuple[Edit, ...]]:
    """Every file that knows the providers by name, and what a further one needs there."""
    simulator = Path("overlay/cloudinvoices/testing")
    operation = '"{name}", "{name}.%s", "%s"'
    return {
        Path("overlay/cloudinvoices/providers/__init__.py"): (append("NAMES", '"{name}"'),),
        simulator / "simulator.py": (import_class, append("everybody", "{class_name}(closed)")),
        simulator / "named_faults.py": (append("DOCUMENTS", '"{name}.download"'), append("LISTS", '"{name}.list"')),
        Path("tests/conformance/operations.py"): (
            append("OPERATIONS", f"Operation({operation % ('list', 'list_invoices')})"),
            append("OPERATIONS", f"Operation({operation % ('download', 'download_invoice')}, is_json=False)"),
            append("SENDERS", '"{name}": "{name}.download"'),
        ),
        FACTS: (append("FACTS", f'"{{name}}": {_literal(facts)}'),),
        Path("tests/specs/test_operations.py"): (
            append("AGREED", '"{name}": {{"list_invoices": "invoices", "download_invoice": "invoices"}}'),
        ),
        Path("specs/README.md"): (add_source_rows,),
    }


def register(root: Path, name: str, facts: str) -> None:
    """Edit the files of a project.

    Raises:
        Refused: one of the places is not there any more.
    """
    for path, edits in registrations(facts).items():
        text = (root / path).read_text(encoding="utf-8")
        for edit in edits:
            try:
                text = edit(text, name)
            except (LookupError, SyntaxError) as error:
                advice = f"Bring {Path(__file__).name} up to date with the file."
                raise Refused(f"{path} has no place for a provider: {error}. {advice}") from error
        (root / path).write_text(text, encoding="utf-8", newline="\n")


def _literal(text: str) -> str:
    return text.strip().replace("{", "{{").replace("}", "}}")


def _entries(text: str, variable: str) -> list[ast.expr]:
    """The elements of the tuple, or the values of the dictionary, that a variable is set to."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            entries = getattr(node.value, "elts", None) or getattr(node.value, "values", None)
            if entries and any(isinstance(target, ast.Name) and target.id == variable for target in targets):
                return list(entries)
    raise LookupError(f"no tuple or dictionary {variable} with entries")


def _offset(text: str, node: ast.expr) -> int:
    """Where a node ends in the text; its column counts bytes."""
    lines = text.splitlines(keepends=True)[: node.end_lineno]
    return len("".join(lines[:-1])) + len(lines[-1].encode()[: node.end_col_offset].decode())
