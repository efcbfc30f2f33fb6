"""The lines that existing files need for a new provider, each put at the end of a tuple, a dictionary or a table."""

import ast
import re
from collections.abc import Callable
from pathlib import Path

from .names import Refused, class_name

FACTS = Path("tests/provider_facts.py")
Edit = Callable[[str], str]
"""From the text of a file to the new text; LookupError says that there is no place for it."""


def registrations(name: str, facts: str) -> dict[Path, tuple[Edit, ...]]:
    """Every file that knows the providers by name, and what a further one needs there."""
    simulator = Path("overlay/cloudinvoices/testing")
    return {
        Path("overlay/cloudinvoices/providers/__init__.py"): (append("NAMES", f'"{name}"'),),
        simulator / "simulator.py": (import_class(name), append("everybody", f"{class_name(name)}(closed)")),
        simulator / "named_faults.py": (append("DOCUMENTS", f'"{name}.download"'), append("LISTS", f'"{name}.list"')),
        Path("tests/conformance/operations.py"): (
            append("OPERATIONS", f'Operation("{name}", "{name}.list", "list_invoices")'),
            append("OPERATIONS", f'Operation("{name}", "{name}.download", "download_invoice", is_json=False)'),
            append("SENDERS", f'"{name}": "{name}.download"'),
        ),
        FACTS: (append("FACTS", f'"{name}": {facts.strip()}'),),
        Path("tests/specs/test_operations.py"): (
            append("AGREED", f'"{name}": {{"list_invoices": "invoices", "download_invoice": "invoices"}}'),
        ),
        Path("specs/README.md"): (add_source_rows(name),),
        Path("zensical.toml"): (add_page(name),),
    }


def register(root: Path, name: str, facts: str) -> None:
    """Edit the files of a project.

    Raises:
        Refused: one of the places is not there any more.
    """
    for path, edits in registrations(name, facts).items():
        text = (root / path).read_text(encoding="utf-8")
        try:
            for edit in edits:
                text = edit(text)
        except (LookupError, SyntaxError) as error:
            advice = f"Bring {Path(__file__).name} up to date with the file."
            raise Refused(f"{path} has no place for a provider: {error}. {advice}") from error
        (root / path).write_text(text, encoding="utf-8", newline="\n")


def append(variable: str, entry: str) -> Edit:
    """Put an entry at the end of the tuple or dictionary of that name."""

    def edit(text: str) -> str:
        entries = _entries(text, variable)
        end = _offset(text, entries[-1])
        edited = f"{text[:end]},\n{entry}{text[end:]}"
        if len(_entries(edited, variable)) != len(entries) + 1:
            raise LookupError(f"the end of {variable} is not found")
        return edited

    return edit


def import_class(name: str) -> Edit:
    """Import the simulated provider beside the others."""
    line = f"from .providers.{name} import {class_name(name)}\n"
    return lambda text: _insert_after(r"^from \.providers\.\w+ import \w+\n", text, line, "imports from .providers")


def add_source_rows(name: str) -> Edit:
    """Put the sources of the two operations at the end of the table in specs/README.md."""
    cells = "FILL IN: as in the spec's x-source | FILL IN | documented"
    rows = "".join(f"| {name} | `{operation}` | {cells} |\n" for operation in ("list_invoices", "download_invoice"))
    return lambda text: _insert_after(r"^\| \w+ \| `\w+` \|.*\n", text, rows, "table of sources")


def add_page(name: str) -> Edit:
    """Put the page of the provider behind those of the others in the navigation."""
    line = f'        {{ "{name.capitalize()}" = "providers/{name}.md" }},\n'
    return lambda text: _insert_after(r'^ +\{ "[^"]+" = "providers/\w+\.md" \},\n', text, line, "pages of providers")


def _insert_after(pattern: str, text: str, added: str, what: str) -> str:
    """Put something behind the last line of a kind."""
    lines = list(re.finditer(pattern, text, re.MULTILINE))
    if not lines:
        raise LookupError(f"no {what}")
    return text[: lines[-1].end()] + added + text[lines[-1].end() :]


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
