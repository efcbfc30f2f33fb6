"""What the generators leave out: headers, package files, the type marker and the manifest."""

from pathlib import Path

from . import generators, tools
from .inputs import Manifest
from .operations import operations
from .sources import Source, parts

_PACKAGE = '"""The APIs of the providers, and documents, as their specs describe them."""\n'
_SPEC = '''"""{title}: client and structs."""

SPEC_SHA256 = "{sha256}"
"""Of the spec that this package was generated from."""
'''
_DOCUMENTS = '''"""Documents as their schemas describe them: those of the providers and our own records."""

SCHEMA_SHA256 = {hashes}
"""By module, of the schema that it was generated from."""
'''


def finish(package: Path, specs: list[Source], documents: list[Source], versions: dict[str, str]) -> None:
    """Complete the generated package: the files of a package, one form of code, and headers."""
    _write(package / "py.typed", "")
    _write(package / "__init__.py", _PACKAGE)
    for spec in specs:
        text = _SPEC.format(title=spec.content["info"]["title"], sha256=spec.sha256)
        _write(package / spec.name / "__init__.py", text)
    if documents:
        hashes = {document.name: document.sha256 for document in documents}
        _write(package / "documents" / "__init__.py", _DOCUMENTS.format(hashes=hashes))
    tools.format_code(package)
    by = ", ".join(f"{tool} {found}" for tool, found in versions.items())
    for module in sorted(package.rglob("*.py")):
        origin = _origin(module.relative_to(package), specs, documents)
        header = f"# Generated from {origin}\n# by {by}.\n# Do not edit, run `make generate`.\n\n"
        _write(module, header + module.read_text(encoding="utf-8"))


def manifest(specs: list[Source], documents: list[Source], shared: Manifest) -> Manifest:
    """Return what generated/ was made from and with; `shared` is what decides every part of it."""
    return {
        "specs": {
            spec.label: {
                "sha256": spec.sha256,
                "operations": sorted(operation.name for operation in operations(spec)),
            }
            for spec in specs
        },
        "documents": {document.label: {"sha256": document.sha256} for document in documents},
        **shared,
        "options": {
            "client": generators.CLIENT_OPTIONS,
            "structs": [*generators.STRUCT_OPTIONS],
            "struct_readers": {"tolerant": generators.TOLERANT, "exact": generators.EXACT},
            "ruff": [[*tools.RUFF_CHECK], [*tools.RUFF_FORMAT]],
        },
    }


def _origin(module: Path, specs: list[Source], documents: list[Source]) -> str:
    """Say which file of specs/ a module was made from; the two that only join the others have none of their own."""
    made = parts(specs, documents)
    for place in (module, *module.parents):
        if place in made:
            return f"{made[place].label}\n# (SHA-256 {made[place].sha256})"
    return "specs/"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
