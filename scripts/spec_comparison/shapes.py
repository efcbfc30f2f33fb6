"""The shape of an operation: its parameters, its answers and their fields, each by its place."""

from collections.abc import Iterator

from spec_pipeline.errors import GenerationError
from spec_pipeline.operations import Operation, operations
from spec_pipeline.sources import Node, Source

from .fields import Facts, Place, read_fields
from .references import as_object

Shape = dict[Place, Facts]

PARAMETER = "parameter"
_JSON = "application/json"


def read_operations(source: Source) -> list[Operation]:
    """List the operations of a spec; GenerationError says that it is no sound OpenAPI."""
    try:
        return operations(source)
    except (LookupError, TypeError, AttributeError) as error:
        cure = "Cure: make generate says what is wrong with a spec of the work tree"
        raise GenerationError([f"{source.label}: not sound OpenAPI: {error!r}. {cure}"]) from error


def read_shape(source: Source, operation: Operation) -> Shape:
    """Return what an operation is asked with and what it answers; GenerationError names a reference to nowhere."""
    try:
        return dict(_facts(source.content, operation))
    except GenerationError as error:
        raise GenerationError([f"{source.label}: {operation.method.upper()} {operation.path}: {error}"]) from error


def read_document(content: Node) -> Shape:
    """Return the fields of a document."""
    return dict(read_fields(content, content, ("", _JSON), "document", is_required=True))


def place_label(place: Place) -> str:
    """Write a place as people say it: `200 invoices[].totalAmount`."""
    head = [step for step in place[:2] if step not in ("", _JSON)]
    path = "".join(step if step in ("[]", "{}") else f".{step}" for step in place[2:]).removeprefix(".")
    return " ".join([*head, *([path] if path else [])])


def _facts(content: Node, operation: Operation) -> Iterator[tuple[Place, Facts]]:
    for parameter in operation.parameters:
        name = f"{parameter['in']} {parameter['name']}"
        required = parameter.get("required") is True
        yield from read_fields(content, parameter["schema"], (PARAMETER, name), name, is_required=required)
    for status, response in operation.responses.items():
        written = as_object(operation.content["responses"][status])
        origin = str(written.get("$ref") or f"{operation.name} {status}")
        yield (status,), Facts(place_origin=f"{operation.name} {status}")
        for kind, media in as_object(response.get("content")).items():
            schema = as_object(media).get("schema")
            yield from read_fields(content, schema, (status, kind), f"{origin} {kind}", is_required=True)
