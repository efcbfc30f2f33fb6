"""The bill of materials inside the wheel: what it is, what it needs, and what its generated code was made from.

CycloneDX, made by a hook of hatchling with every wheel, from the project's metadata and generated/MANIFEST.json alone:
it cannot be out of date, and is the same wherever the wheel is built. hatchling is all that it may import.
"""

import json
import os
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.core import CoreMetadata, ProjectMetadata
from packaging.requirements import Requirement
from packaging.version import Version

Node = dict[str, Any]


class BillOfMaterials(BuildHookInterface[Any]):
    """Adds the file to the wheel's metadata, as PEP 770 says."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: Node) -> None:
        manifest = json.loads((Path(self.root) / "generated" / "MANIFEST.json").read_text(encoding="utf-8"))
        epoch = os.environ.get("SOURCE_DATE_EPOCH")
        bill = describe(self.metadata, manifest, epoch)  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType]  # hatchling leaves it open
        self.folder = TemporaryDirectory(prefix="cloudinvoices-")
        path = Path(self.folder.name) / "cloudinvoices.cdx.json"
        path.write_text(json.dumps(bill, indent=2) + "\n", encoding="utf-8", newline="\n")
        build_data["sbom_files"].append(str(path))

    def finalize(self, version: str, build_data: Node, artifact_path: str) -> None:
        self.folder.cleanup()


def describe(project: ProjectMetadata[Any], manifest: Node, epoch: str | None) -> Node:
    """Return the bill of a project whose generated code has this manifest; with a time only where there is an epoch."""
    needed = list(_requirements(project.core))
    time = {"timestamp": datetime.fromtimestamp(int(epoch), UTC).isoformat()} if epoch else {}
    content = {
        "metadata": {**time, "lifecycles": [{"phase": "build"}], "component": _project(project, manifest)},
        "components": needed,
        "dependencies": [{"ref": project.name, "dependsOn": [one["bom-ref"] for one in needed]}],
        "formulation": [{"components": [_tool(*tool) for tool in manifest["tools"].items()]}],
    }
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.7",
        "serialNumber": uuid5(NAMESPACE_URL, json.dumps(content)).urn,
        "version": 1,
        **content,
    }


def _project(project: ProjectMetadata[Any], manifest: Node) -> Node:
    sources = {**manifest["specs"], **manifest["documents"]}
    return {
        "type": "library",
        "bom-ref": project.name,
        "name": project.name,
        "version": project.version,
        "description": project.core.description,
        "licenses": [{"expression": project.core.license_expression}],
        "purl": f"pkg:pypi/{project.name}@{project.version}",
        "components": [_generated(label, source["sha256"]) for label, source in sources.items()],
    }


def _generated(label: str, sha256: str) -> Node:
    """A generated package or module, and the file of specs/ that it descends from."""
    part = label.removeprefix("specs/").partition(".")[0].replace("/", ".")
    ancestor = {"type": "data", "name": label, "hashes": [{"alg": "SHA-256", "content": sha256}]}
    return {"type": "library", "name": f"cloudinvoices_apis.{part}", "pedigree": {"ancestors": [ancestor]}}


def _tool(name: str, version: str) -> Node:
    return {"type": "application", "name": name, "version": version, "purl": f"pkg:pypi/{name}@{version}"}


def _requirements(project: CoreMetadata) -> Iterator[Node]:
    """What is installed with the package: versions are the installer's to choose, so these are ranges."""
    extras: dict[str, list[str]] = defaultdict(list)
    for extra, lines in project.optional_dependencies.items():
        for line in lines if extra != "dev" else ():
            extras[line].append(extra)
    for line in project.dependencies:
        yield _requirement(line, "required", [])
    for line in sorted(extras):
        yield _requirement(line, "optional", sorted(extras[line]))


def _requirement(line: str, scope: str, extras: list[str]) -> Node:
    requirement = Requirement(line)
    ordered = sorted(requirement.specifier, key=lambda one: Version(one.version))
    return {
        "type": "library",
        "bom-ref": line,
        "name": requirement.name,
        "versionRange": "vers:pypi/" + ("|".join(map(str, ordered)) or "*"),
        "isExternal": True,
        "scope": scope,
        "purl": f"pkg:pypi/{requirement.name}",
        "properties": [
            {"name": "cloudinvoices:requirement", "value": line},
            *({"name": "cloudinvoices:extra", "value": extra} for extra in extras),
        ],
    }
