"""The two packages as griffe reads them: nothing is imported, names are followed to where they are defined."""

import ast
from pathlib import Path

import griffe

from .errors import CheckError

_NAMES = (griffe.ExprName, griffe.ExprAttribute)
PACKAGES = {"cloudinvoices": "overlay/cloudinvoices", "cloudinvoices_apis": "generated/cloudinvoices_apis"}


class Sources:
    """What is defined below a folder with `overlay/` and `generated/`; a package that is not there is left out."""

    def __init__(self, root: Path, label: str) -> None:
        """Read it all.

        Raises:
            CheckError: a file is no Python; `label` says where it is from.
        """
        folders = {
            name: root / folder for name, folder in PACKAGES.items() if (root / folder / "__init__.py").is_file()
        }
        search = [folder.parent for folder in folders.values()]
        loader = griffe.GriffeLoader(search_paths=search, allow_inspection=False)
        for name, folder in folders.items():
            try:
                loader.load(name, try_relative_path=False)
            except griffe.LoadingError as error:
                _refuse_broken(sorted(folder.rglob("*.py")), root, label)
                raise CheckError(f"{label}: {name} cannot be read: {error}") from error
        self._modules = loader.modules_collection
        self.packages = {name: self._modules[name] for name in folders}
        # griffe goes on without a module that it cannot read, which would look as if it were gone.
        modules = [module for package in self.packages.values() for module in _all_modules(package)]
        read = {module.filepath for module in modules if isinstance(module.filepath, Path)}
        files = {file for folder in folders.values() for file in folder.rglob("*.py")}
        _refuse_broken(sorted(files - read), root, label)

    def find(self, path: str) -> griffe.Object | None:
        """The object that a dotted name leads to through imports; None where that is elsewhere, or nowhere."""
        found = self._find(path)
        return self.follow(found) if found else None

    def follow(self, found: griffe.Object) -> griffe.Object:
        """The class or function that an object is another name for, as in `Bill = Invoice`; else the object."""
        target: griffe.Object | None = found
        seen: set[str] = set()
        while isinstance(target, griffe.Attribute) and target.path not in seen:
            seen.add(target.path)
            value = target.value
            target = self._find(value.canonical_path) if isinstance(value, _NAMES) else None
        return target if isinstance(target, griffe.Class | griffe.Function) else found

    def _find(self, path: str) -> griffe.Object | None:
        seen: set[str] = set()
        while path not in seen and is_ours(path):
            seen.add(path)
            holder, _, name = path.rpartition(".")
            # Asked first: `from .sync import sync` hides the module `sync`, of which griffe keeps only the module.
            if imported := self._imports(holder).get(name):
                path = imported
                continue
            try:
                found = self._modules[path]
                return found.final_target if isinstance(found, griffe.Alias) else found
            except (KeyError, griffe.AliasResolutionError, griffe.CyclicAliasError):
                return None
        return None

    def _imports(self, path: str) -> dict[str, str]:
        try:
            holder = self._modules[path]
        except (KeyError, ValueError):
            return {}
        return holder.imports if isinstance(holder, griffe.Module) else {}


def is_ours(path: str) -> bool:
    """Whether a dotted name is of one of the two packages."""
    return path.partition(".")[0] in PACKAGES


def _all_modules(module: griffe.Module) -> list[griffe.Module]:
    found = [module]
    for part in module.modules.values():
        if not part.is_alias:
            found += _all_modules(part)
    return found


def _refuse_broken(files: list[Path], root: Path, label: str) -> None:
    for file in files:
        try:
            ast.parse(file.read_bytes())
        except (SyntaxError, ValueError) as error:
            line = getattr(error, "lineno", None) or 1
            place = f"{file.relative_to(root).as_posix()}:{line}"
            raise CheckError(
                f"{label}: {place}: {error.args[0]}. Correct it, or compare with another reference."
            ) from None
