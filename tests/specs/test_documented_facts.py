"""The facts of the providers' pages are in the specs.

Statuses, fields and values are the least a spec must have: it may add what another page of the provider documents.
Required marks are exact, because the documentation is followed there even where it is wrong.
"""

import pytest

from .documented_pages import PAGES, Page
from .spec_files import OPERATIONS, Node, Operation, resolve

each_page = pytest.mark.parametrize("page", PAGES, ids=str)


def operation_named(name: str) -> Operation:
    return next(operation for operation in OPERATIONS if str(operation) == name)


def kind(schema: Node) -> str:
    return " ".join(schema[keyword] for keyword in ("type", "format") if keyword in schema)


def fields_of(spec: Node, schema: Node, prefix: str = "") -> dict[str, Node]:
    found: dict[str, Node] = {}
    for name, definition in resolve(spec, schema).get("properties", {}).items():
        found[prefix + name] = resolve(spec, definition)
        found |= fields_of(spec, resolve(spec, definition).get("items", {}), f"{prefix}{name}.")
    return found


@each_page
def test_request(page: Page) -> None:
    operation = operation_named(page.operation)
    assert (operation.method, operation.path) == ("get", page.path)
    found = {
        name: f"{parameter['in']} {kind(resolve(operation.spec, parameter['schema']))}"
        + (" required" if parameter["required"] else "")
        for name, parameter in operation.parameters.items()
    }
    assert page.parameters.items() <= found.items()


@each_page
def test_statuses(page: Page) -> None:
    assert set(page.statuses.split()) <= operation_named(page.operation).responses.keys()


@each_page
def test_answer(page: Page) -> None:
    operation = operation_named(page.operation)
    answer = operation.answer("200")
    if page.answer:
        assert answer == {"$ref": f"#/components/schemas/{page.answer}"}
    fields = fields_of(operation.spec, answer)
    assert page.fields.items() <= {name: kind(definition) for name, definition in fields.items()}.items()
    assert set(resolve(operation.spec, answer).get("required", [])) == page.required
    for name, values in page.enums.items():
        assert set(values.split(",")) <= set(fields[name]["enum"])


def test_akamai_answers_in_three_formats_and_takes_two_sources() -> None:
    operation = operation_named("akamai:download_invoice")
    formats = {"application/pdf", "text/csv", "application/json"}
    assert operation.responses["200"]["content"].keys() == formats
    assert set(resolve(operation.spec, operation.parameters["Accept"]["schema"])["enum"]) == formats
    assert resolve(operation.spec, operation.parameters["sourceType"]["schema"])["enum"] == ["REGULAR", "COMPUTE"]


@pytest.mark.parametrize("name", ["masstack:download_invoice", "masstack:get_billing_details"])
def test_masstack_errors_have_one_schema(name: str) -> None:
    operation = operation_named(name)
    errors = [operation.answer(status) for status in operation.responses if status != "200"]
    assert all(error == {"$ref": "#/components/schemas/GenericResponseDTO"} for error in errors)


def test_f5_errors_have_a_format_and_no_type() -> None:
    operation = operation_named("f5xc:download_invoice")
    for status in operation.responses.keys() - {"200"}:
        error = resolve(operation.spec, operation.answer(status))
        assert error["format"] == "string"
        assert "type" not in error


def test_f5_example_of_a_document_is_the_documented_one() -> None:
    media = operation_named("f5xc:download_invoice").responses["200"]["content"]["application/json"]
    assert {"pdf": "example"} in [example["value"] for example in media["examples"].values()]


@pytest.mark.parametrize("status", ["400", "401", "403", "404"])
def test_doit_errors_have_one_text(status: str) -> None:
    operation = operation_named("doit:get_invoice")
    fields = fields_of(operation.spec, operation.answer(status))
    assert {name: kind(definition) for name, definition in fields.items()} == {"error": "string"}
