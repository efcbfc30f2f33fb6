"""The whole way from specs/ to a folder that holds what generated/ must hold."""

import os
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from .compare import take_over
from .errors import GenerationError, refuse
from .finish import finish, manifest
from .generators import EXACT, TOLERANT, generate_client, generate_structs
from .inputs import Manifest
from .lint import lint_models, lint_operations
from .prepare import is_exact, prepare_document, prepare_spec
from .seal import seal
from .sources import Source, parts, read_documents, read_specs
from .validate import validate

PACKAGE = "cloudinvoices_apis"

Job = Callable[[], None]


def generate(root: Path, work: Path, shared: Manifest, held: Collection[str] = ()) -> Path:
    """Generate everything from the specs of a project into a working folder, and return the folder of the result.

    `shared` is what decides every part of it; the parts of `held`, files of specs/, are taken over from generated/.
    """
    specs, documents = read_specs(root), read_documents(root)
    validate(specs, documents)
    refuse(problem for spec in specs for problem in lint_operations(spec))
    output = work / "generated"
    package = output / PACKAGE
    jobs = [
        job for one in specs if one.label not in held for job in _spec_jobs(one, work / one.name, package / one.name)
    ]
    jobs += [
        _document_job(one, work / "documents" / one.name, package / "documents")
        for one in documents
        if one.label not in held
    ]
    _run(jobs)
    finish(package, specs, documents, shared["tools"])
    for part, source in parts(specs, documents).items():
        if source.label in held:
            take_over(root / "generated" / PACKAGE / part, package / part)
    seal(output, manifest(specs, documents, shared))
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
