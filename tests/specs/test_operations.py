"""Each spec is valid OpenAPI, and each operation says what it is, where that is written, and how sure it is."""

import re
from datetime import date

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from .spec_files import OPERATIONS, SPEC_FOLDER, SPECS, Operation

# Other code calls the operations by these names: a change here is a break for everybody who imports the clients.
AGREED = {
    "akamai": {
        "list_invoices": "invoices",
        "list_contract_invoices": "invoices",
        "download_invoice": "invoices",
        "list_contract_identifiers": "contracts",
    },
    "doit": {
        "list_invoices": "invoices",
        "get_invoice": "invoices",
        "download_invoice": "invoices",
        "validate_credentials": "authentication",
    },
    "f5xc": {"list_invoices": "invoices", "download_invoice": "invoices"},
    "masstack": {"download_invoice": "invoices", "get_billing_details": "invoices"},
    "masstack_customers": {"list_invoices": "invoices"},
    "qovery": {
        "list_organizations": "organizations",
        "list_invoices": "invoices",
        "get_invoice": "invoices",
        "download_invoice": "invoices",
    },
}

each_operation = pytest.mark.parametrize("operation", OPERATIONS, ids=str)


@pytest.mark.parametrize("name", SPECS)
def test_is_valid_openapi(name: str) -> None:
    assert SPECS[name]["openapi"] == "3.1.0"
    OpenAPIV31SpecValidator(SPECS[name]).validate()


def test_operations_and_tags_are_the_agreed_ones() -> None:
    found = [(operation.spec_name, operation.id, operation.definition["tags"]) for operation in OPERATIONS]
    agreed = [(spec, operation, [tag]) for spec, tags in AGREED.items() for operation, tag in tags.items()]
    assert sorted(found) == sorted(agreed)


@each_operation
def test_says_what_it_does(operation: Operation) -> None:
    assert operation.method == "get"
    assert operation.definition["summary"]
    assert operation.definition["description"]
    declared_tags = {tag["name"] for tag in operation.spec["tags"]}
    assert set(operation.definition["tags"]) <= declared_tags


@each_operation
def test_says_where_that_is_documented(operation: Operation) -> None:
    documentation = operation.definition["externalDocs"]
    assert documentation["url"].startswith("https://")
    assert documentation["description"]
    source = operation.definition["x-source"]
    assert {"document", "seen", "confidence"} <= source.keys() <= {"document", "seen", "confidence", "note"}
    assert source["document"]
    assert date.fromisoformat(source["seen"])
    assert source["confidence"] in {"documented", "observed", "inferred"}


@each_operation
def test_what_is_not_documented_is_explained(operation: Operation) -> None:
    source = operation.definition["x-source"]
    assert source["confidence"] == "documented" or source["note"]


@each_operation
def test_says_how_to_sign_in(operation: Operation) -> None:
    schemes = operation.spec["components"]["securitySchemes"]
    requirements = operation.definition["security"]
    assert requirements
    assert {scheme for requirement in requirements for scheme in requirement} <= schemes.keys()
    assert all(scheme["description"] for scheme in schemes.values())


@each_operation
def test_parameters_are_described_and_the_path_has_all_of_its(operation: Operation) -> None:
    in_path = {name for name, parameter in operation.parameters.items() if parameter["in"] == "path"}
    assert in_path == set(re.findall(r"{(\w+)}", operation.path))
    assert all(parameter["description"] for parameter in operation.parameters.values())


def test_readme_lists_the_source_of_each_operation() -> None:
    rows = re.findall(
        r"^\| (\w+) \| `(\w+)` \| (.+?) \| (\S+) \| (\w+) \|$", (SPEC_FOLDER / "README.md").read_text(), re.M
    )
    sources = [(operation, operation.definition["x-source"]) for operation in OPERATIONS]
    assert sorted(rows) == sorted(
        (operation.spec_name, operation.id, source["document"], source["seen"], source["confidence"])
        for operation, source in sources
    )
