"""Checking each file of specs/ against the standard it follows."""

import keyword
from collections.abc import Iterator
from typing import cast

from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError
from openapi_spec_validator import OpenAPIV31SpecValidator

from .errors import refuse
from .operations import resolve
from .sources import Node, Source


def validate(specs: list[Source], documents: list[Source]) -> None:
    """Refuse what is not OpenAPI 3.1 or not a JSON Schema, what leads to another file, or cannot name a package."""
    problems = [problem for source in (*specs, *documents) for problem in (*_name(source), *_broken_references(source))]
    refuse(problems)  # first of all, since the validators would follow a reference to wherever it leads
    refuse(problem for spec in specs for problem in _not_openapi(spec))
    refuse(problem for document in documents for problem in _not_json_schema(document))


def _name(source: Source) -> Iterator[str]:
    if not source.name.isidentifier() or keyword.iskeyword(source.name) or source.name != source.name.lower():
        yield f"{source.label}: {source.name} cannot name a package. Cure: name the file in snake_case"
    if source.label == "specs/documents.yaml":
        yield f"{source.label}: the package documents is that of specs/documents/. Cure: name the file otherwise"


def _broken_references(source: Source) -> Iterator[str]:
    for reference in _references(source.content):
        try:
            resolve(source.content, {"$ref": reference})
        except (LookupError, TypeError):
            yield f"{source.label}: $ref {reference} leads nowhere in this file. Cure: refer to this file only, by #/"


def _references(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in cast(Node, node).items():
            if key == "$ref" and isinstance(value, str):
                yield value
            yield from _references(value)
    elif isinstance(node, list):
        for value in cast(list[object], node):
            yield from _references(value)


def _not_openapi(spec: Source) -> Iterator[str]:
    for error in OpenAPIV31SpecValidator(spec.content).iter_errors():
        place = "/".join(str(part) for part in error.absolute_path) or "the top"
        yield f"{spec.label}: not OpenAPI 3.1 at {place}: {error.message}"


def _not_json_schema(document: Source) -> Iterator[str]:
    try:
        Draft202012Validator.check_schema(document.content)
    except SchemaError as error:
        yield f"{document.label}: not a JSON Schema: {error.message}"
