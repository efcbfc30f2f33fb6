import inspect
import pickle

import pytest

import cloudinvoices as ci
from cloudinvoices import errors

KINDS = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, ci.CloudInvoicesError)]


@pytest.mark.parametrize("kind", KINDS)
def test_every_error_has_the_root_and_its_attributes(kind: type[ci.CloudInvoicesError]) -> None:
    error = kind(
        "it failed",
        provider="akamai",
        operation="list_invoices",
        status=503,
        request_id="r-1",
        retry_after=2.0,
        url="https://api.example.com/x",
        excerpt="busy",
        hint="Try later.",
    )
    assert isinstance(error, ci.CloudInvoicesError)
    assert (error.message, error.provider, error.operation, error.status) == (
        "it failed",
        "akamai",
        "list_invoices",
        503,
    )
    assert (error.request_id, error.retry_after, error.url) == ("r-1", 2.0, "https://api.example.com/x")
    assert (error.excerpt, error.hint) == ("busy", "Try later.")
    assert (
        str(error)
        == "akamai list_invoices: it failed (status 503, request id r-1, retry after seconds 2.0). Try later."
    )


def test_an_error_without_facts_is_its_message() -> None:
    error = ci.ProviderError("it failed")
    assert str(error) == "it failed"
    assert {error.provider, error.operation, error.status, error.request_id, error.retry_after, error.url} == {None}


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        ({"provider": "doit"}, "doit: it failed"),
        ({"status": 404}, "it failed (status 404)"),
        ({"request_id": "r"}, "it failed (request id r)"),
        ({"retry_after": 7.0}, "it failed (retry after seconds 7.0)"),
        ({"hint": "Do this."}, "it failed. Do this."),
    ],
)
def test_only_what_is_known_is_said(facts: dict[str, str], text: str) -> None:
    assert str(ci.CloudInvoicesError("it failed", **facts)) == text  # type: ignore[arg-type]


def test_the_layer_above_adds_what_is_missing_and_changes_nothing() -> None:
    error = ci.ProviderError("it failed", provider="akamai", status=0)
    error.complete(provider="doit", status=500, operation="get_invoice")
    assert (error.provider, error.status, error.operation) == ("akamai", 0, "get_invoice")


def test_the_tree_in_the_docstring_names_every_error() -> None:
    assert [kind.__name__ for kind in KINDS if kind.__name__ not in str(errors.__doc__)] == []


def test_errors_can_be_pickled() -> None:
    """They cross process pools, where half of an error is worse than none."""
    error = pickle.loads(pickle.dumps(ci.RateLimitError("busy", provider="akamai", retry_after=3.0)))
    assert (error.provider, error.retry_after, error.message) == ("akamai", 3.0, "busy")
