"""Small specs to feed the generation with."""

from typing import Any

from spec_pipeline.sources import Node, Source

Parameters = list[Node]


def draft(
    schemas: Node | None = None,
    *,
    answer: Node | None = None,
    parameters: Parameters | None = None,
    **operation: Any,
) -> Source:
    """Write a spec with one operation, get_thing, which answers with Thing unless said otherwise."""
    path_id: Node = {"name": "thingId", "in": "path", "required": True, "schema": {"type": "string"}}
    media = answer or {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}
    content: Node = {
        "openapi": "3.1.0",
        "info": {"title": "Draft", "version": "1"},
        "paths": {
            "/things/{thingId}": {
                "get": {
                    "operationId": "get_thing",
                    "tags": ["things"],
                    "parameters": [path_id, *(parameters or [])],
                    "responses": {"200": {"description": "The thing", "content": media}},
                    **operation,
                }
            }
        },
        "components": {"schemas": {"Thing": {"type": "object", "properties": {}}, **(schemas or {})}},
    }
    return Source("specs/draft.yaml", "draft", "0" * 64, content)


def thing(**properties: Node) -> Node:
    """Write the schemas of a Thing with these properties."""
    return {"Thing": {"type": "object", "required": list(properties), "properties": properties}}


BILL: Node = {"type": "object", "properties": {"DAY": {"type": "string", "format": "date"}}}
