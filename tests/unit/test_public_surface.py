import inspect
import subprocess
import sys

import pytest

import cloudinvoices as ci
from cloudinvoices import documents, errors, invoice


@pytest.mark.parametrize("name", ci.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(ci, name) is not None
    assert name in dir(ci)


def test_everything_public_about_documents_is_documented() -> None:
    assert [
        name for name in documents.__all__ if name != "Source" and not inspect.getdoc(getattr(documents, name))
    ] == []
    assert list(documents.__all__) == sorted(set(documents.__all__))


def test_names_are_sorted_and_said_once() -> None:
    assert list(ci.__all__) == sorted(set(ci.__all__))


def test_every_error_and_every_type_of_an_answer_is_public() -> None:
    for module in (errors, invoice):
        own = [name for name, kind in inspect.getmembers(module, inspect.isclass) if kind.__module__ == module.__name__]
        assert {name for name in own if not name.startswith("_")} <= set(ci.__all__)


def test_everything_public_is_documented() -> None:
    assert [name for name in ci.__all__ if name != "__version__" and not inspect.getdoc(getattr(ci, name))] == []


def test_other_names_are_no_attributes() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        _ = ci.nothing


def loaded_after(code: str) -> set[str]:
    """The top-level packages, and our own modules, that a fresh interpreter has loaded after some code."""
    program = f"import sys; before = set(sys.modules); {code}; print(*set(sys.modules) - before)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    names = set(done.stdout.split())
    return {name.partition(".")[0] for name in names} | {name for name in names if name.startswith("cloudinvoices.")}


def test_importing_the_package_costs_nothing() -> None:
    loaded = loaded_after("import cloudinvoices")
    assert "cloudinvoices" in loaded
    assert not loaded & {"httpx", "httpcore", "msgspec", "attr", "attrs", "asyncio", "ssl", "cloudinvoices_apis"}
    assert not {name for name in loaded if name.startswith(("cloudinvoices.providers", "cloudinvoices.core"))}


def test_an_error_loads_no_http() -> None:
    assert not loaded_after("from cloudinvoices import CloudInvoicesError") & {"httpx", "msgspec", "cloudinvoices_apis"}


@pytest.mark.parametrize("function", ["connect", "aconnect"])
def test_connecting_loads_one_provider_and_no_extra(function: str) -> None:
    loaded = loaded_after(f"import cloudinvoices as c; c.{function}('doit', api_key='planted')")
    assert "cloudinvoices.providers.doit" in loaded
    others = {f"cloudinvoices.providers.{name}" for name in ("qovery", "akamai", "masstack", "f5xc")}
    assert not loaded & others
    assert not loaded & {
        "aiohttp",
        "yarl",
        "jwt",
        "cryptography",
        "yaml",
        "requests",
        "pytest",
        "cloudinvoices.testing",
        "cloudinvoices.cli",
    }
