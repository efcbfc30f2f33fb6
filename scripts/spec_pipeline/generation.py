"""The whole way from specs/ to a folder that holds what generated/ must hold."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from .errors import GenerationError, refuse
from .finish import finish, manifest
from .generators import EXACT, TOLERANT, generate_client, generate_structs
from .lint import lint_models, lint_operations
from .prepare import is_exact, prepare_document, prepare_spec
from .sources import Source, read_documents, read_specs
from .tools import installed_versions
from .validate import validate

Job = Callable[[], None]


def generate(root: Path, work: Path) -> Path:
    """Generate everything from the specs of a project into a working folder, and return the folder of the result."""
    versions = installed_versions(root)
    specs, documents = read_specs(root), read_documents(root)
    validate(specs, documents)
    refuse(problem for spec in specs for problem in lint_operations(spec))
    output = work / "generated"
    package = output / "cloudinvoices_apis"
    jobs = [job for spec in specs for job in _spec_jobs(spec, work / spec.name, package / spec.name)]
    jobs += [_document_job(one, work / "documents" / one.name, package / "documents") for one in documents]
    _run(jobs)
    finish(package, specs, documents, versions)
    (output / "MANIFEST.json").write_text(manifest(specs, documents, versions), encoding="utf-8", newline="\n")
    return output


def _spec_jobs(spec: Source, work: Path, target: Path) -> list[Job]:
    prepared = prepare_spec(spec)
    refuse(lint_models(spec.label, prepared))
    return [
        partial(generate_client, prepared, work / "client", target / "client"),
        partial(generate_structs, prepared, work / "structs", target / "wire.py"),
    ]


def _document_job(document: Source, work: Path, target: Path) -> Job:
    reader = EXACT if is_exact(document) else TOLERANT
    return partial(generate_structs, prepare_document(document), work, target / f"{document.name}.py", reader)


def _run(jobs: list[Job]) -> None:
    """Run all jobs, as many at a time as there are cores, and report every one that failed."""
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        errors = [done.exception() for done in [pool.submit(job) for job in jobs]]
    for error in errors:
        if error is not None and not isinstance(error, GenerationError):
            raise error
    refuse(problem for error in errors if isinstance(error, GenerationError) for problem in error.problems)
