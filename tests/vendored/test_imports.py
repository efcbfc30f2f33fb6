"""What is rewritten: two forms of import and nothing else; every other form is refused."""

from __future__ import annotations

import ast

import pytest
from vendoring.errors import VendoringError
from vendoring.imports import Change, rewrite_imports
from vendoring.rules import Http, copy_rule

MODULE = '''\
"""from cloudinvoices_apis.akamai import wire"""

import httpx
from cloudinvoices_apis.akamai import wire
from cloudinvoices_apis.akamai.client.models import (
    DownloadInvoiceAccept,
    DownloadInvoiceSourceType as SourceType,
)

from ..core.flow import Call

TEXT = "import httpx"


def send() -> None:
    import httpcore  # import httpx
    from cloudinvoices_apis.akamai.client import Client
'''


def test_imports_of_generated_code_become_relative() -> None:
    for depth, dots in ((0, "."), (1, ".."), (3, "....")):
        expected = MODULE.replace("\nfrom cloudinvoices_apis.", f"\nfrom {dots}cloudinvoices_apis.")
        expected = expected.replace("    from cloudinvoices_apis.", f"    from {dots}cloudinvoices_apis.")

        assert rewrite_imports(MODULE, copy_rule(depth, "httpx")) == expected


def test_the_successor_of_httpx_takes_its_name() -> None:
    rewritten = rewrite_imports(MODULE, copy_rule(0, "httpx2"))

    assert "\nimport httpx2 as httpx\n" in rewritten
    assert "    import httpcore2 as httpcore  # import httpx\n" in rewritten
    assert 'TEXT = "import httpx"' in rewritten


@pytest.mark.parametrize("http", ["httpx", "httpx2"])
@pytest.mark.parametrize(
    "statement",
    [
        "import cloudinvoices_apis",
        "import cloudinvoices_apis.akamai",
        "import os, cloudinvoices_apis.akamai.wire as wire",
        "from cloudinvoices_apis import akamai",
        "from  cloudinvoices_apis.akamai import wire",
        "import cloudinvoices",
        "from cloudinvoices import connect",
        "from cloudinvoices.core.flow import Call",
    ],
)
def test_other_forms_are_refused(statement: str, http: Http) -> None:
    with pytest.raises(VendoringError):
        rewrite_imports(f"def function():\n    {statement}\n", copy_rule(1, http))


@pytest.mark.parametrize(
    "statement",
    [
        "import httpx, os",
        "import httpx as client",
        "import httpx._client",
        "from httpx import Client",
        "from httpcore import ConnectionPool",
        "import  httpx",
    ],
)
def test_other_forms_of_httpx_are_refused_where_it_is_replaced(statement: str) -> None:
    assert rewrite_imports(statement, copy_rule(1, "httpx")) == statement
    with pytest.raises(VendoringError):
        rewrite_imports(statement, copy_rule(1, "httpx2"))


def test_names_that_only_look_alike_are_left() -> None:
    source = "import httpx2\nimport cloudinvoices_other\nfrom cloudinvoices_apis_of_others.akamai import wire\n"

    assert rewrite_imports(source, copy_rule(1, "httpx2")) == source


@pytest.mark.parametrize(
    "new",
    ["import other", "import httpx.other", "import other as httpx; value = 1 #", "from other import x as httpx #"],
)
def test_a_change_of_more_than_where_a_name_comes_from_is_refused(new: str) -> None:
    with pytest.raises(VendoringError, match="more than"):
        rewrite_imports("import httpx\nhttpx.get\n", lambda node: Change("import httpx", new))


def test_two_statements_in_a_line() -> None:
    source = "import httpx; import httpcore\n"

    with pytest.raises(VendoringError, match="line 1 is not written as expected"):
        rewrite_imports(source, copy_rule(0, "httpx2"))


def test_the_rewritten_module_is_the_same_program() -> None:
    before, after = (ast.parse(text) for text in (MODULE, rewrite_imports(MODULE, copy_rule(2, "httpx2"))))

    assert [type(node) for node in ast.walk(before)] == [type(node) for node in ast.walk(after)]
    assert ast.get_docstring(before) == ast.get_docstring(after)
