"""Sync and async offer the same: names, parameters, annotations and documentation."""

import inspect
import re

import pytest

import cloudinvoices as ci

PAIRS = [(ci.Provider, ci.AsyncProvider), (ci.DocumentStream, ci.AsyncDocumentStream)]
RENAMED = {"aclose": "close", "__aenter__": "__enter__", "__aexit__": "__exit__", "__aiter__": "__iter__"}
SPECIAL = set(RENAMED) | set(RENAMED.values())


def plain(annotation: object) -> str:
    """An annotation as text, the same for both kinds."""
    return re.sub(r"\bAsync(?=[A-Z])", "", str(annotation)).replace("BaseTransport", "Transport").replace("Sync", "")


def members(kind: type) -> dict[str, inspect.Signature | str]:
    found: dict[str, inspect.Signature | str] = {}
    for name, member in inspect.getmembers(kind):
        if name.startswith("_") and name not in SPECIAL:
            continue
        if callable(member):
            found[RENAMED.get(name, name)] = inspect.signature(member)
        else:
            found[name] = type(member).__name__
    return found


@pytest.mark.parametrize(("sync", "asynchronous"), PAIRS)
def test_the_same_names(sync: type, asynchronous: type) -> None:
    assert set(members(sync)) == set(members(asynchronous))


def shape(signature: inspect.Signature | str) -> list[tuple[str, str, str, str]] | str:
    if isinstance(signature, str):
        return signature
    parameters = [
        (one.name, str(one.kind), str(one.default), plain(one.annotation)) for one in signature.parameters.values()
    ]
    return [*parameters, ("return", "", "", plain(signature.return_annotation))]


@pytest.mark.parametrize(("sync", "asynchronous"), PAIRS)
def test_the_same_parameters_and_annotations(sync: type, asynchronous: type) -> None:
    others = members(asynchronous)
    assert {name: shape(signature) for name, signature in members(sync).items()} == {
        name: shape(signature) for name, signature in others.items()
    }


def test_connect_and_aconnect() -> None:
    assert shape(inspect.signature(ci.connect)) == shape(inspect.signature(ci.aconnect))


@pytest.mark.parametrize(("sync", "asynchronous"), PAIRS)
def test_what_waits_is_awaited_and_what_lists_is_not(sync: type, asynchronous: type) -> None:
    waiting = {"get", "download", "billing_details", "aclose", "__aenter__", "__aexit__"}
    coroutines = {
        name
        for name, _ in inspect.getmembers(asynchronous, inspect.iscoroutinefunction)
        if name[:1] != "_" or name in RENAMED
    }
    assert coroutines == {name for name in waiting if hasattr(asynchronous, name)}
    assert not inspect.getmembers(sync, inspect.iscoroutinefunction)


@pytest.mark.parametrize(("sync", "asynchronous"), PAIRS)
def test_everything_has_its_words(sync: type, asynchronous: type) -> None:
    for kind in (sync, asynchronous):
        public = [name for name in vars(kind) if not name.startswith("_")]
        assert [name for name in public if not inspect.getdoc(getattr(kind, name))] == []
