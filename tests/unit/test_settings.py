from pathlib import Path
from typing import Any

import pytest

import cloudinvoices as ci
from cloudinvoices.core.settings import Setting, Settings, check_base_url, check_header, read_file

DECLARED = (
    Setting("token", "a token", env=("FIRST_TOKEN", "SECOND_TOKEN"), secret=True),
    Setting("style", "how it is sent", choices=("one", "two")),
    Setting("ids", "some ids", kinds=(list, tuple)),
    Setting("account", "a number or a name", kinds=(str, int)),
)


def settings(environment: dict[str, str] | None = None, **given: Any) -> Settings:
    return Settings("invented", DECLARED, given, environment or {})


@pytest.mark.parametrize(
    ("given", "environment", "found"),
    [
        ("argument", {"FIRST_TOKEN": "first", "SECOND_TOKEN": "second"}, "argument"),
        (None, {"FIRST_TOKEN": "first", "SECOND_TOKEN": "second"}, "first"),
        ("", {"FIRST_TOKEN": "first"}, "first"),
        (None, {"FIRST_TOKEN": " ", "SECOND_TOKEN": " second\n"}, "second"),
        (None, {"OTHER": "x"}, None),
    ],
)
def test_arguments_go_before_the_environment(given: str | None, environment: dict[str, str], found: str | None) -> None:
    assert settings(environment, token=given).find("token") == found


def test_what_is_missing_is_named_with_every_way_to_give_it() -> None:
    with pytest.raises(ci.ConfigurationError, match="invented: token is missing") as raised:
        settings().need("token", advice="Or something else.")
    assert raised.value.hint == "A token: pass token=... or set FIRST_TOKEN or set SECOND_TOKEN. Or something else."


@pytest.mark.parametrize(
    ("name", "hint"),
    [("tokn", "Did you mean 'token'?"), ("zzz", "Known: account"), ("max_wai", "Did you mean 'max_wait'?")],
)
def test_unknown_names(name: str, hint: str) -> None:
    given: dict[str, Any] = {name: "secret-value"}
    with pytest.raises(ci.ConfigurationError, match=f"unknown setting '{name}'") as raised:
        settings(**given)
    assert hint in str(raised.value)
    assert "secret-value" not in str(raised.value)


@pytest.mark.parametrize(
    "given",
    [
        {"token": 5},
        {"token": b"bytes"},
        {"token": True},
        {"account": True},
        {"account": 1.5},
        {"ids": "one"},
        {"ids": {"one"}},
        {"style": "three"},
        {"max_document_bytes": "1000"},
        {"max_document_bytes": 1.5},
        {"max_document_bytes": True},
        {"max_document_bytes": 0},
        {"max_answer_bytes": -1},
        {"max_wait": False},
        {"max_wait": "1"},
        {"max_wait": float("nan")},
        {"max_elapsed": 0},
    ],
    ids=str,
)
def test_wrong_kinds_and_values(given: dict[str, Any]) -> None:
    with pytest.raises(ci.ConfigurationError, match=f"{next(iter(given))} must be"):
        settings(**given)


@pytest.mark.parametrize(
    "given",
    [
        {"token": "x"},
        {"token": Path("x")},
        {"token": None},
        {"style": "two"},
        {"ids": ["a"]},
        {"ids": ()},
        {"account": 4711},
        {"account": "4711"},
        {"max_document_bytes": 1},
        {"max_wait": 0.5},
        {"max_elapsed": 10},
    ],
    ids=str,
)
def test_right_kinds_and_values(given: dict[str, Any]) -> None:
    assert settings(**given).given == given


@pytest.mark.parametrize("value", ["..", ".", "a\nb", "x" * 501])
def test_what_would_change_a_path_is_refused(value: str) -> None:
    with pytest.raises(ci.ConfigurationError, match="cannot be a value of account"):
        settings().check_part("account", value)
    assert settings().check_part("account", "a/b c") == "a/b c"


@pytest.mark.parametrize("value", ["tok\nen", "tokén", "tok\0en", "tok\ren", "\u202etoken"])
def test_what_no_header_can_hold_is_refused_and_not_shown(value: str) -> None:
    with pytest.raises(ci.ConfigurationError, match="token holds characters that cannot be sent") as raised:
        check_header(value, "token", "invented")
    assert value not in str(raised.value)
    assert check_header("Bearer a.b-c_d/e+f=", "token", "invented") == "Bearer a.b-c_d/e+f="


@pytest.mark.parametrize(
    ("url", "base"),
    [
        ("https://api.example.com", "https://api.example.com"),
        ("https://api.example.com/", "https://api.example.com"),
        (" https://api.example.com/v1// ", "https://api.example.com/v1"),
        ("https://api.example.com:8443/prefix", "https://api.example.com:8443/prefix"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("http://localhost/akamai/", "http://localhost/akamai"),
        ("http://[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_base_urls(url: str, base: str) -> None:
    assert check_base_url(url, "invented") == base


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://api.example.com", "must begin with https"),
        ("http://127.0.0.1.example.com", "must begin with https"),
        ("api.example.com", "is not an address"),
        ("//api.example.com", "is not an address"),
        ("ftp://api.example.com", "is not an address"),
        ("https://", "is not an address"),
        ("", "is not an address"),
        ("https://user:word@api.example.com", "is not an address"),
        ("https://@api.example.com", "is not an address"),
        ("https://api.example.com?x=1", "is not an address"),
        ("https://api.example.com#x", "is not an address"),
        ("https://api.example.com:99999", "is not an address"),
        ("https://[::1", "is not an address"),
        ("https://api.exam\nple.com", "is not an address"),
        ("https://api.example.com/a b", "is not an address"),
    ],
)
def test_what_is_no_base_url(url: str, reason: str) -> None:
    with pytest.raises(ci.ConfigurationError, match=f"base_url {reason}") as raised:
        check_base_url(url, "invented")
    assert "word" not in str(raised.value)
    assert raised.value.provider == "invented"


def test_files(tmp_path: Path, home: Path) -> None:
    (home / "key.pem").write_bytes(b"content")
    assert read_file("~/key.pem", "key", "invented") == b"content"
    for path in (tmp_path / "none", tmp_path):
        with pytest.raises(ci.ConfigurationError, match="key cannot be read") as raised:
            read_file(str(path), "key", "invented")
        assert repr(str(path)) in str(raised.value)


def test_nothing_secret_is_in_a_repr() -> None:
    assert "planted" not in repr(settings({"FIRST_TOKEN": "planted-1"}, token="planted-2"))


@pytest.mark.parametrize(
    "secret",
    [
        "s3cret-token-of-somebody",
        "eyJhbGciOi.eyJpc3MiOi.c2lnbmF0dXJlLW9m",
        "MIIKcQ/BAzCCCjc+GCSq",
        '{"private_key": "x"}',
        "/9j4AAQSk+ZJRgABAQAAAQ==",
        "hunter2.pass",
    ],
)
def test_a_secret_in_the_place_of_a_path_is_not_shown(secret: str) -> None:
    with pytest.raises(ci.ConfigurationError, match="key cannot be read") as raised:
        read_file(secret, "key", "f5xc")
    assert secret not in f"{raised.value}{raised.value.hint}{raised.value.__cause__}"


@pytest.mark.parametrize("path", ["missing.pem", "./missing", "~/missing.p12"])
def test_a_path_that_leads_nowhere_is_shown(path: str) -> None:
    with pytest.raises(ci.ConfigurationError, match="No such file") as raised:
        read_file(path, "key", "f5xc")
    assert (repr(path) in (raised.value.hint or "")) == (path != "./missing")
