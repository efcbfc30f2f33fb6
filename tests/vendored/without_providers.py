"""The conftest.py of a repository whose copy holds some providers: the tests of others are not its."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import cache

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--without-providers", metavar="NAMES", default="", help="with commas between them")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    others = [name for name in str(config.getoption("--without-providers")).split(",") if name]
    kept: list[pytest.Item] = []
    left_out: list[pytest.Item] = []
    for item in items:
        (left_out if any(name in _said(item) for name in others) else kept).append(item)
    config.hook.pytest_deselected(items=left_out)
    items[:] = kept


def _said(item: pytest.Item) -> str:
    """The name of a test with its parameters, and its text."""
    assert isinstance(item, pytest.Function)
    return f"{item.nodeid} {_text(item.function)}"


@cache
def _text(test: Callable[..., object]) -> str:
    return inspect.getsource(test)
