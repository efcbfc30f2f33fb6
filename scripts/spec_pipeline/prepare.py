"""What the generators are fed: the operations of a spec as they are asked, and their good answers as they are read."""

from typing import Any, cast

from .operations import Operation, operations
from .schemas import TolerantSchemas, pascal_case
from .sources import Node, Source

DOCUMENT_FORMATS = frozenset({"date", "date-time"})
"""The dates of a document are typed; in an answer a time stays text, which the overlay parses."""

_FILE: Node = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
"""The one media type that the client generator turns into bytes; of a status it reads one media type only."""

_OPERATION_KEYS = ("operationId", "tags", "summary", "description", "deprecated")
_PARAMETER_KEYS = ("name", "in", "required", "description", "deprecated")


def prepare_spec(spec: Source) -> Node:
    """Turn a spec into what both generators read: no errors, no security, no examples, tolerant answers."""
    answers = TolerantSchemas(spec.label, spec.content.get("components", {}).get("schemas", {}), frozenset())
    paths: Node = {}
    for operation in operations(spec):
        paths.setdefault(operation.path, {})[operation.method] = _operation(operation, answers)
    return _openapi(spec.content["info"]["title"], spec.content["info"]["version"], paths, answers.collected())


def prepare_document(document: Source) -> Node:
    """Turn the JSON Schema of a document into the components that the struct generator reads."""
    root = pascal_case(document.name)
    known = {**document.content.get("$defs", {}), root: document.content}
    if is_exact(document):
        return _openapi(root, "1", {}, {name: _exact(schema) for name, schema in sorted(known.items())})
    schemas = TolerantSchemas(document.label, known, DOCUMENT_FORMATS)
    schemas.define(root)
    return _openapi(root, "1", {}, schemas.collected())


def is_exact(document: Source) -> bool:
    """Tell a document that we write ourselves, and whose reader refuses whatever is not as its schema says."""
    return document.content.get("x-reader") == "exact"


def _exact(schema: object) -> Any:
    """The schema as it is, among components."""
    if isinstance(schema, list):
        return [_exact(one) for one in cast("list[object]", schema)]
    if not isinstance(schema, dict):
        return schema
    kept = {key: value for key, value in cast(Node, schema).items() if key not in ("$schema", "$defs", "x-reader")}
    return {
        key: f"#/components/schemas/{value.rpartition('/')[2]}" if key == "$ref" else _exact(value)
        for key, value in kept.items()
    }


def is_file(media: Node) -> bool:
    """Tell a media type whose content is a file from one whose content is read."""
    schema: Node = media.get("schema", {})
    return (schema.get("type"), schema.get("format")) == ("string", "binary")


def _openapi(title: str, version: str, paths: Node, schemas: Node) -> Node:
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": version},
        "paths": paths,
        "components": {"schemas": schemas},
    }


def _operation(operation: Operation, answers: TolerantSchemas) -> Node:
    name = f"{pascal_case(operation.name)}Answer"
    return {
        **_only(_OPERATION_KEYS, operation.content),
        "parameters": [_parameter(one) for one in operation.parameters],
        "responses": {status: _answer(one, name, answers) for status, one in operation.good_answers().items()},
    }


def _parameter(parameter: Node) -> Node:
    """Keep how a parameter is asked for. An id is text: a UUID in the signature would be a promise nobody checks."""
    schema = {key: value for key, value in parameter["schema"].items() if (key, value) != ("format", "uuid")}
    return {**_only(_PARAMETER_KEYS, parameter), "schema": schema}


def _answer(response: Node, name: str, answers: TolerantSchemas) -> Node:
    content: Node = response.get("content", {})
    if any(is_file(media) for media in content.values()):
        read = _FILE
    else:
        read = {kind: {"schema": answers.read(media.get("schema", {}), name)} for kind, media in content.items()}
    return {"description": response["description"], "content": read}


def _only(keys: tuple[str, ...], node: Node) -> Node:
    return {key: node[key] for key in keys if key in node}
