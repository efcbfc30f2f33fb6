"""An operation of Swagger 2.0, written as OpenAPI 3 writes it."""

from spec_pipeline.sources import Node

from .references import as_list, as_object

_NOT_OF_A_SCHEMA = frozenset({"name", "in", "required", "description", "collectionFormat", "allowEmptyValue"})
_BODY = ("body", "formData")
_JSON = "application/json"


def is_swagger(content: Node) -> bool:
    """Tell Swagger 2.0 from OpenAPI 3."""
    return str(content.get("swagger", "")).startswith("2")


def to_openapi(content: Node, operation: Node) -> Node:
    """Return an operation, its references followed, without the body that it may ask for."""
    produces = as_list(operation.get("produces")) or as_list(content.get("produces")) or [_JSON]
    kinds = [str(kind) for kind in produces]
    parameters = [as_object(one) for one in as_list(operation.get("parameters"))]
    return {
        **operation,
        "parameters": [_parameter(one) for one in parameters if one.get("in") not in _BODY],
        "responses": {
            status: _response(as_object(one), kinds) for status, one in as_object(operation.get("responses")).items()
        },
    }


def _parameter(parameter: Node) -> Node:
    schema = {key: value for key, value in parameter.items() if key not in _NOT_OF_A_SCHEMA}
    return {**parameter, "schema": schema}


def _response(response: Node, kinds: list[str]) -> Node:
    if "schema" not in response:
        return response
    schema: Node = {"type": "string", "format": "binary"} if _is_file(response) else response["schema"]
    return {**response, "content": {kind: {"schema": schema} for kind in kinds}}


def _is_file(response: Node) -> bool:
    return as_object(response["schema"]).get("type") == "file"
