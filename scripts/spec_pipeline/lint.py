"""What the client generator is known to get wrong without a word: refused before it runs, with the cure.

Each rule was seen to break openapi-python-client 0.29.1; tests/generation/test_lint.py holds the inputs.
"""

import keyword
import re
from collections import Counter
from collections.abc import Iterator

from .operations import Operation, operations
from .prepare import is_file
from .sources import Node, Source

RESERVED_PROPERTIES = frozenset({"additional_properties", "cast", "cls", "d", "field_dict", "from_dict", "to_dict"})
"""Names that a generated model uses itself while it reads or writes."""

RESERVED_PARAMETERS = frozenset({"headers", "params", "quote"})
"""Names that a generated operation uses itself while it builds the request."""

_Finding = tuple[str, str]
"""What is wrong, and the cure."""

_SNAKE_CASE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_HEADER_TYPES = ("string", "integer", "number", "boolean")
_HEADER_FORMATS_SENT_WRONG = ("uuid", "date", "date-time")


def lint_operations(spec: Source) -> list[str]:
    """List the names and requests of a spec that would break the generated code."""
    found = operations(spec)
    uses = Counter(operation.name for operation in found)
    return [
        f"{spec.label}: operation {one.name} ({one.method.upper()} {one.path}): {what}. Cure: {cure}"
        for one in found
        for what, cure in [*_naming(one, uses[one.name]), *_answers(one), *_parameters(one)]
    ]


def lint_models(label: str, prepared: Node) -> list[str]:
    """List the properties of prepared schemas that would break a generated model."""
    return [
        f"{label}: schema {name}: a property {key} {what}. Cure: {cure}"
        for name, schema in prepared["components"]["schemas"].items()
        for key in schema.get("properties", {})
        for what, cure in _property(name, key)
    ]


def _property(schema_name: str, key: str) -> Iterator[_Finding]:
    if _python_name(key) in RESERVED_PROPERTIES:
        yield "breaks its model", "leave it to the raw JSON, and say so in a note"
    if _python_name(key) == _python_name(schema_name):
        yield "has the name of its schema, which fails the type checkers", "name the schema otherwise"


def _naming(operation: Operation, uses: int) -> Iterator[_Finding]:
    tags = operation.content.get("tags", [])
    if not _SNAKE_CASE.fullmatch(operation.name) or keyword.iskeyword(operation.name):
        yield "its operationId cannot name a module", "choose one in snake_case, such as list_invoices"
    if uses > 1:
        yield "another operation has this operationId", "choose another"
    if len(tags) != 1 or not _SNAKE_CASE.fullmatch(tags[0]):
        yield "it has not one tag that can name a package", "give exactly one in snake_case, such as invoices"


def _answers(operation: Operation) -> Iterator[_Finding]:
    if "requestBody" in operation.content:
        yield "it sends a body, which is not prepared", "teach prepare.py request bodies first"
    if not operation.good_answers():
        yield "it has no answer that brings something", "document its answer 200"
    for status, response in operation.good_answers().items():
        media = response.get("content", {})
        if len(media) > 1 and not any(is_file(one) for one in media.values()):
            yield f"only the first media type of {status} ({', '.join(media)}) would be read", "keep that one"


def _parameters(operation: Operation) -> Iterator[_Finding]:
    for parameter in operation.parameters:
        for what, cure in [*_asking(parameter), *_serialisation(parameter)]:
            yield f"{parameter['in']} parameter {parameter['name']} {what}", cure


def _asking(parameter: Node) -> Iterator[_Finding]:
    if _python_name(parameter["name"]) in RESERVED_PARAMETERS:
        yield "has a name that the request builder uses itself", "leave it out, and say so in a note"
    if not parameter["schema"]:
        yield "has no schema", "describe it with schema, not with content"
    if "default" in parameter["schema"]:
        yield "has a default, which would be sent with every request", "say the default in the description"
    if parameter["in"] == "cookie":
        yield "is a cookie, for which httpx warns", "leave it out, and say so in a note"


def _serialisation(parameter: Node) -> Iterator[_Finding]:
    schema, place = parameter["schema"], parameter["in"]
    kind = schema.get("type", "")
    if place == "query" and (parameter.get("style", "form") != "form" or kind == "object"):
        yield "would be sent under the names of its members", "use one plain parameter for each member"
    elif place == "query" and not parameter.get("explode", True):
        yield "would be repeated instead of joined", "type it string, and say how its values are joined"
    elif place == "path" and (parameter.get("style", "simple") != "simple" or kind in ("array", "object")):
        yield "is not one plain segment", "type it string"
    elif place == "header" and (
        kind not in _HEADER_TYPES or "const" in schema or schema.get("format") in _HEADER_FORMATS_SENT_WRONG
    ):
        yield "fails when it is sent, or its operation is dropped", "type it string without format or const"


def _python_name(name: str) -> str:
    """Write a name of the wire as both generators write it in Python."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|[^A-Za-z0-9]+", "_", name).lower()
