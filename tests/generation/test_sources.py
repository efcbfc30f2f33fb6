"""Reading and validating specs: what is refused before any generator runs."""

import json
from hashlib import sha256
from pathlib import Path

import pytest
from spec_pipeline.errors import GenerationError
from spec_pipeline.sources import Node, Source, read_documents, read_specs
from spec_pipeline.validate import validate

from .drafts import draft


def write_spec(root: Path, text: str, name: str = "draft.yaml") -> None:
    (root / "specs").mkdir(exist_ok=True)
    (root / "specs" / name).write_text(text, encoding="utf-8")


def test_specs_are_read_in_the_order_of_their_names(tmp_path: Path) -> None:
    write_spec(tmp_path, "b: 2026-11-20", "b.yaml")
    write_spec(tmp_path, "{}", "a.yaml")
    a, b = read_specs(tmp_path)
    assert (a.label, a.name, a.content) == ("specs/a.yaml", "a", {})
    assert b.content == {"b": "2026-11-20"}, "a date stays as it is written"
    assert b.sha256 == sha256(b"b: 2026-11-20").hexdigest()


def test_line_ends_of_a_checkout_do_not_change_the_hash(tmp_path: Path) -> None:
    write_spec(tmp_path, "a: 1\n", "unix.yaml")
    (tmp_path / "specs" / "windows.yaml").write_bytes(b"a: 1\r\n")
    unix, windows = read_specs(tmp_path)
    assert unix.sha256 == windows.sha256


def test_documents_are_named_after_their_file(tmp_path: Path) -> None:
    folder = tmp_path / "specs" / "documents"
    folder.mkdir(parents=True)
    (folder / "invoice-record.schema.json").write_text("{}", encoding="utf-8")
    (folder / "notes.json").write_text("{}", encoding="utf-8")
    [document] = read_documents(tmp_path)
    assert (document.label, document.name) == ("specs/documents/invoice-record.schema.json", "invoice_record")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("responses:\n  200: {}", "the key 200 must be quoted"),
        ("no: 1", "the key no must be quoted"),
        ("a: 1\nb: 2\na: 3", "the key a stands twice"),
        ("a: [", "specs/draft.yaml: "),
        ("- a", "specs/draft.yaml: the file is not an object"),
    ],
)
def test_yaml_that_json_could_not_hold(tmp_path: Path, text: str, complaint: str) -> None:
    write_spec(tmp_path, text)
    with pytest.raises(GenerationError, match=complaint):
        read_specs(tmp_path)


def test_a_file_that_is_not_utf_8_is_named(tmp_path: Path) -> None:
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs" / "draft.yaml").write_bytes(b"a: \xff")
    with pytest.raises(GenerationError, match=r"specs/draft\.yaml: 'utf-8' codec can't decode"):
        read_specs(tmp_path)


def test_merge_keys_may_be_overridden(tmp_path: Path) -> None:
    write_spec(tmp_path, "base: &base {a: 1, b: 1}\nnext: &next {<<: *base, a: 2}\nlast: {<<: *next, b: 3}")
    [spec] = read_specs(tmp_path)
    assert spec.content["last"] == {"a": 2, "b": 3}


def test_a_sound_spec_is_valid() -> None:
    validate([draft()], [])


@pytest.mark.parametrize(
    "reference",
    [
        "other.yaml#/components/schemas/Thing",
        "https://provider.example/api.json#/Thing",
        "#/components/schemas/Missing",
        "#/paths/0/get",
    ],
)
def test_references_stay_in_the_file(reference: str) -> None:
    spec = draft(answer={"application/json": {"schema": {"$ref": reference}}})
    with pytest.raises(GenerationError, match=f"specs/draft.yaml: \\$ref {reference} leads nowhere in this file"):
        validate([spec], [])


def test_references_that_lead_in_a_circle_are_refused() -> None:
    spec = draft({"One": {"$ref": "#/components/schemas/Two"}, "Two": {"$ref": "#/components/schemas/One"}})
    with pytest.raises(GenerationError, match=r"\$ref #/components/schemas/One leads nowhere"):
        validate([spec], [])


def test_what_is_not_openapi_is_named_with_its_place() -> None:
    spec = draft(operationId=5)
    with pytest.raises(GenerationError, match=r"specs/draft\.yaml: not OpenAPI 3\.1 at paths//things/"):
        validate([spec], [])


def test_what_is_not_a_json_schema_is_named() -> None:
    content: Node = {"type": "thing"}
    document = Source("specs/documents/bill.schema.json", "bill", "0" * 64, json.loads(json.dumps(content)))
    with pytest.raises(GenerationError, match=r"specs/documents/bill\.schema\.json: not a JSON Schema"):
        validate([], [document])


@pytest.mark.parametrize("name", ["f5-xc", "F5xc", "class", "documents"])
def test_files_must_name_a_package(name: str) -> None:
    with pytest.raises(GenerationError, match=f"specs/{name}.yaml: "):
        validate([Source(f"specs/{name}.yaml", name, "0" * 64, draft().content)], [])
