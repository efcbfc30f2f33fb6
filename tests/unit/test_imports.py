"""Which part may know which: generated <- core <- archive <- command line; testing knows none of them."""

import ast
from pathlib import Path

import pytest

import cloudinvoices_apis
from cloudinvoices.providers import NAMES

from .source import OVERLAY, Module, modules

GENERATED = Path(next(iter(cloudinvoices_apis.__path__)))
CORE = ("account", "core", "authentication", "documents", "transfer", "providers", "errors", "invoice", "__init__")

OURS = modules(OVERLAY)
THEIRS = modules(GENERATED)
OF_CORE = [module for module in OURS if module.name.partition(".")[0] in CORE]
PROVIDERS = [module for module in OURS if module.name in {f"providers.{name}" for name in NAMES}]


def targets(module: Module) -> set[str]:
    """What a module imports, as dotted names; its own package's modules from the package's root, as `.core.flow`."""
    found = set()
    package = module.name.split(".")[: -1 if not module.name.endswith("__init__") else None]
    package = [part for part in package if part != "__init__"]
    for node in module.imports():
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif node.level:
            above = package[: len(package) - (node.level - 1)]
            base = ".".join([*above, *([node.module] if node.module else [])])
            found |= {f".{base}.{alias.name}".replace("..", ".") for alias in node.names}
        else:
            found.add(str(node.module))
    return found


def offenders(found: list[Module], *wrong: str) -> dict[str, set[str]]:
    """Modules that import something that begins so."""
    bad = {str(module): {name for name in targets(module) if name.startswith(wrong)} for module in found}
    return {name: names for name, names in bad.items() if names}


def test_the_rules_see_something() -> None:
    assert len(PROVIDERS) == len(NAMES)
    assert ".core.exchange.Request" in targets(next(module for module in OURS if module.name == "core.authentication"))
    assert len(THEIRS) > 50


def test_generated_code_knows_nothing_of_ours() -> None:
    assert offenders(THEIRS, "cloudinvoices.", "cloudinvoices_apis") == {}
    assert not [module for module in THEIRS if "cloudinvoices" in targets(module)]


def test_one_module_imports_httpx_and_the_one_that_stands_in_for_its_client() -> None:
    ours = [module for module in OURS if not module.name.startswith("testing")]
    assert set(offenders(ours, "httpx")) == {"core._http", "core._aiohttp"}
    assert set(offenders(ours, "httpcore", "h11")) == {"core._sockets"}
    assert set(offenders(ours, ".core._sockets")) == {"core._http"}


def test_one_module_imports_aiohttp_and_one_that_one() -> None:
    assert set(offenders(OURS, "aiohttp", "yarl")) == {"core._aiohttp"}
    assert set(offenders(OURS, ".core._aiohttp")) == {"core._http"}


def test_the_core_knows_nothing_of_what_is_built_on_it() -> None:
    assert offenders(OF_CORE, ".archive", ".cli", ".testing", ".quirks", "click", "rich") == {}


def test_the_simulator_knows_nothing_of_the_core() -> None:
    simulator = [module for module in OURS if module.name.startswith("testing")]
    assert simulator
    known = tuple(f".{part}" for part in (*CORE, "archive", "cli") if part != "__init__")
    assert offenders(simulator, *known, "cloudinvoices_apis") == {}


def test_no_provider_knows_another() -> None:
    for provider in NAMES:
        module = next(module for module in PROVIDERS if module.name == f"providers.{provider}")
        others = [name for name in NAMES if name != provider]
        assert offenders([module], *(f".providers.{name}" for name in others)) == {}
        own = {"masstack", "masstack_customers"} if provider == "masstack" else {provider}
        packages = {name.split(".")[1] for name in targets(module) if name.startswith("cloudinvoices_apis.")}
        assert packages == own


@pytest.mark.parametrize("module", OURS, ids=str)
def test_imports_inside_the_package_are_relative(module: Module) -> None:
    assert [name for name in targets(module) if name == "cloudinvoices" or name.startswith("cloudinvoices.")] == []


@pytest.mark.parametrize("module", OURS, ids=str)
def test_the_generated_package_is_named_in_one_form_only(module: Module) -> None:
    """`from cloudinvoices_apis.X import Y`, so that one mechanical rewrite moves a vendored copy."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            assert not [alias.name for alias in node.names if alias.name.startswith("cloudinvoices_apis")]
        elif isinstance(node, ast.ImportFrom):
            assert node.module != "cloudinvoices_apis"


@pytest.mark.parametrize("module", PROVIDERS, ids=str)
def test_a_provider_waits_for_nothing_and_catches_nothing_around_a_call(module: Module) -> None:
    for node in ast.walk(module.tree):
        assert not isinstance(node, ast.Await | ast.AsyncFunctionDef | ast.AsyncFor | ast.AsyncWith)
        if isinstance(node, ast.Try):
            assert not [one for one in ast.walk(node) if isinstance(one, ast.Yield | ast.YieldFrom)]
    names = {node.id for node in ast.walk(module.tree) if isinstance(node, ast.Name)}
    names |= {node.attr for node in ast.walk(module.tree) if isinstance(node, ast.Attribute)}
    assert not names & {"sleep", "Sleep", "Send", "Read", "asyncio", "threading"}


@pytest.mark.parametrize("module", OF_CORE, ids=str)
def test_nobody_catches_everything(module: Module) -> None:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ExceptHandler):
            assert node.type is not None
            assert ast.unparse(node.type) not in ("Exception", "BaseException")
