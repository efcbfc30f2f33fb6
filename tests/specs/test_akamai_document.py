"""The schema of Akamai's JSON invoice against the sample that Akamai documents."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

from .spec_files import OPERATIONS, SPEC_FOLDER, Node

SCHEMA: Node = json.loads((SPEC_FOLDER / "documents" / "akamai_invoice.schema.json").read_text(encoding="utf-8"))
DEFINITIONS: dict[str, Node] = SCHEMA["$defs"]
MONEY = {"ITEM_UNIT_PRICE", "ITEM_TOTAL", "ITEM_TOTAL_SERVICES", "ITEM_TOTAL_TAXES"}
DATES = {"INVOICE_DATE", "FINALIZED_DATE", "ITEM_START_DATE", "ITEM_END_DATE", "EFFECTIVE_END_DATE"}
CREDITED = {"CREDITED_INVOICE_NUMBER", "CREDITED_INVOICE_LINE_NUMBER"}

validator = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)


def sample() -> Any:
    """A fresh copy, for tests that spoil it."""
    return json.loads(json.dumps(SCHEMA["examples"][0]))


def line_of(document: Any) -> Any:
    return document["INVOICE"]["END_CUSTOMER"][0]["INVOICE_LINE"][0]


def test_schema_is_valid() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_sample_obeys_the_schema() -> None:
    validator.validate(sample())


def test_sample_is_the_one_of_the_download() -> None:
    operation = next(one for one in OPERATIONS if str(one) == "akamai:download_invoice")
    examples = operation.responses["200"]["content"]["application/json"]["examples"]
    assert [example["value"] for example in examples.values()] == SCHEMA["examples"]


def test_schema_has_exactly_the_fields_of_the_sample() -> None:
    document = sample()
    customer = document["INVOICE"]["END_CUSTOMER"][0]
    assert SCHEMA["properties"].keys() == document.keys()
    assert DEFINITIONS["InvoiceHeader"]["properties"].keys() == document["INVOICE"].keys()
    assert DEFINITIONS["EndCustomer"]["properties"].keys() == customer.keys()
    assert DEFINITIONS["InvoiceLine"]["properties"].keys() == line_of(document).keys()


def test_money_dates_and_credited_numbers_have_their_types() -> None:
    fields = {name: field for one in DEFINITIONS.values() for name, field in one.get("properties", {}).items()}
    assert {name for name, field in fields.items() if field.get("$ref") == "#/$defs/Money"} == MONEY
    assert {name for name, field in fields.items() if field.get("format") == "date"} == DATES
    assert {name for name, field in fields.items() if "null" in field.get("type", [])} == CREDITED
    assert DEFINITIONS["Money"] == {"type": "number", "format": "decimal"}


@pytest.mark.parametrize(
    ("field", "value"),
    [("ITEM_TOTAL", "0.03"), ("ITEM_START_DATE", "01/02/2021"), ("ITEM_UNITS", None), ("PRODUCT", 7)],
)
def test_wrong_value_is_refused(field: str, value: object) -> None:
    document = sample()
    line_of(document)[field] = value
    with pytest.raises(ValidationError) as refused:
        validator.validate(document)
    assert list(refused.value.absolute_path)[-1] == field


def test_new_field_and_credited_invoice_are_accepted() -> None:
    document = sample()
    document["INVOICE"]["NOT_DOCUMENTED"] = True
    line_of(document).update({"NOT_DOCUMENTED": 1, "CREDITED_INVOICE_NUMBER": 1234567890})
    validator.validate(document)
