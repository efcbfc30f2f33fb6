"""Reading what others wrote: any style of YAML or JSON, and no tag is obeyed."""

import json
from pathlib import Path

import pytest
from spec_comparison.foreign import read_description
from spec_pipeline.errors import GenerationError


def read(folder: Path, text: str | bytes) -> object:
    path = folder / "theirs.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_description(path)["x"]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("{200: a, 404: b}", {"200": "a", "404": "b"}),
        ("{no: 1, null: 2, 2026-01-31: 3, true: 4}", {"no": 1, "null": 2, "2026-01-31": 3, "true": 4}),
        ("[NO, yes, off, true, False]", ["NO", "yes", "off", True, False]),
        ("[2026-01-31, 2026-01-31T00:00:00Z]", ["2026-01-31", "2026-01-31T00:00:00Z"]),
        ("{a: 1, a: 2}", {"a": 2}),
        ("!thing {a: !other [1, !deep b]}", {"a": ["1", "b"]}),
        ('!!python/object/apply:os.system ["touch never"]', ["touch never"]),
        ("!!python/name:os.system", ""),
    ],
)
def test_yaml_in_any_style(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: str, value: object) -> None:
    monkeypatch.chdir(tmp_path)
    found = read(tmp_path, f"openapi: 3.0.0\npaths: {{}}\nx: {written}\n")
    assert json.loads(json.dumps(found), parse_int=str) == json.loads(json.dumps(value), parse_int=str)
    assert not Path("never").exists()


def test_merge_keys_and_anchors_are_followed(tmp_path: Path) -> None:
    found = read(tmp_path, "openapi: 3.1.0\npaths: {}\nbase: &base {a: 1, b: 1}\nx: {<<: *base, b: 2}\n")
    assert found == {"a": 1, "b": 2}


@pytest.mark.parametrize("text", ['{"swagger": "2.0", "paths": {}, "x": 1}', "{openapi: 3.1.0, paths: {}, x: 1}"])
def test_json_and_yaml_that_looks_like_it(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text) == read(tmp_path, f"\ufeff{text}") == 1


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (b"", "theirs.yaml is neither OpenAPI 3 nor Swagger 2.0. Cure: "),
        (b"- a", "theirs.yaml is neither OpenAPI 3 nor Swagger 2.0"),
        (b"openapi: 3.0.0", "theirs.yaml is neither OpenAPI 3 nor Swagger 2.0"),
        (b"swagger: '1.2'\npaths: {}", "theirs.yaml is neither OpenAPI 3 nor Swagger 2.0"),
        (b"<html>Sign in</html>", "theirs.yaml is neither OpenAPI 3 nor Swagger 2.0"),
        (b"a: [", "theirs.yaml cannot be read: "),
        (b"a: \xff", "theirs.yaml cannot be read: "),
        (b"[" * 100_000, "theirs.yaml cannot be read: "),
        (b"? [a, b]\n: 1", "theirs.yaml cannot be read: "),
    ],
)
def test_what_is_no_description_is_refused(tmp_path: Path, text: bytes, complaint: str) -> None:
    with pytest.raises(GenerationError, match=f"^{complaint}"):
        read(tmp_path, text)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(GenerationError, match=r"missing\.yaml cannot be read: .*No such file"):
        read_description(tmp_path / "missing.yaml")
