"""The simulator driven from the specs: whatever it is asked, it answers as the provider documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import requests
import schemathesis
from akamai.edgegrid import EdgeGridAuth  # type: ignore[import-untyped]
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reliability import Tally
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.core.result import Ok
from schemathesis.core.transport import Response
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from cloudinvoices.testing import Simulator
from tests.provider_facts import FACTS

from . import contract
from .conftest import TODAY

AnyCase = Case[Any]

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
# The credential is set below; the others are for the HTTP library, and a wrong one is no answer of a provider.
_NOT_THEIRS = {"authorization", "x-tenant-id", "content-length", "transfer-encoding", "host", "connection"}
PROVIDERS = {name: name.partition("_")[0] for name in contract._BASES}
SCHEMAS = {name: schemathesis.openapi.from_dict(contract._document(name)) for name in PROVIDERS}
OPERATIONS = {
    f"{name}-{operation.definition.raw['operationId']}": (name, operation)
    for name, schema in SCHEMAS.items()
    for operation in (found.ok() for found in schema.get_all_operations() if isinstance(found, Ok))
}


@pytest.fixture(scope="module")
def documented() -> Iterator[Simulator]:
    """All of Qovery's documented members are there; by default the simulator sends what can be meant of them."""
    with Simulator(today=TODAY, documented_links=True) as simulator:
        yield simulator


@pytest.fixture(params=OPERATIONS)
def operation(request: pytest.FixtureRequest) -> tuple[str, Any]:
    return OPERATIONS[request.param]


class Driver:
    """Sends the cases of one operation with a credential, and checks what comes back."""

    def __init__(self, sim: Simulator, spec: str, session: requests.Session) -> None:
        self._spec = spec
        self._session = session
        self._settings = sim.settings(PROVIDERS[spec])
        self._base = sim.url + contract._BASES[spec]
        self._known = _known(sim, PROVIDERS[spec], self._settings)
        self.statuses: Counter[int] = Counter()

    def send(self, case: AnyCase, *, known: bool, signed: bool) -> Response:
        """`known`: with ids that there are; `signed`: with the right credential, whatever was generated for it."""
        if known:
            case.path_parameters = {**case.path_parameters, **self._places(case.path_parameters)}
            case.query = {**case.query, **self._places(case.query)}
        self._session.auth = None
        if signed:
            self._sign(case)
        response = case.call(base_url=self._base, session=self._session)
        self.statuses[response.status_code] += 1
        return response

    def check(self, case: AnyCase, response: Response) -> None:
        """Raises FailureGroup for an answer that the spec does not describe."""
        undocumented = (self._spec, response.status_code) in contract._UNDOCUMENTED
        case.validate_response(response, checks=[not_a_server_error] if undocumented else CHECKS)

    def _places(self, given: Any) -> dict[str, Any]:
        return {name: self._known[name] for name in given if name in self._known}

    def _sign(self, case: AnyCase) -> None:
        given = self._settings
        for name in [name for name in case.headers if name.lower() in _NOT_THEIRS]:
            del case.headers[name]
        if self._spec == "akamai":
            self._session.auth = EdgeGridAuth(given["client_token"], given["client_secret"], given["access_token"])
            return
        scheme = {"qovery": "Token", "f5xc": "APIToken"}.get(self._spec, "Bearer")
        case.headers["Authorization"] = f"{scheme} {given[FACTS[PROVIDERS[self._spec]].credential]}"
        if "tenant" in given:
            case.headers["X-Tenant-Id"] = given["tenant"]


def _known(sim: Simulator, provider: str, given: dict[str, str]) -> dict[str, Any]:
    """Values of parameters for which there is something to send."""
    invoice = [one for one in sim.expected(provider) if "pdf" in one.documents][-1]
    return {
        "organizationId": given.get("organization"),
        "orgId": given.get("organization"),
        "accountId": given.get("account"),
        "contractId": invoice.scope,
        "invoiceId": invoice.id,
        "id": invoice.id,
        "name": invoice.id,
        "namespace": "system",
        # Akamai's are dated in the month after the one they are listed in.
        "month": f"{invoice.dated.replace(day=1) - timedelta(days=1):%Y-%m}",
        "filter": "status:[PAID]",
        "minCreationTime": "0",
    }


@pytest.fixture
def driver(documented: Simulator, operation: tuple[str, Any]) -> Iterator[Driver]:
    with requests.Session() as session:
        yield Driver(documented, operation[0], session)


def _run(operation: Any, mode: GenerationMode, check: Callable[[AnyCase, bool, bool], None]) -> None:
    profile = settings.default or settings()

    @settings(max_examples=min(profile.max_examples, 400), suppress_health_check=list(HealthCheck), deadline=None)
    @given(operation.as_strategy(generation_mode=mode), st.booleans(), st.sampled_from([True, True, True, False]))
    def run(case: AnyCase, known: bool, signed: bool) -> None:
        check(case, known, signed)

    run()


@pytest.mark.hypothesis
def test_every_answer_is_a_documented_one(operation: tuple[str, Any], driver: Driver, tally: Tally) -> None:
    described = operation[1]

    def check(case: AnyCase, known: bool, signed: bool) -> None:
        response = driver.send(case, known=known, signed=signed)
        driver.check(case, response)

    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
        _run(described, mode, check)
    seen = driver.statuses
    assert seen[200] > 0, seen
    assert seen[401] > 0, seen
    assert not any(status >= 500 for status in seen), seen
    tally("requests checked against the specs", seen.total())


@pytest.mark.parametrize(
    "wrong",
    [
        {"status": 418},
        {"status": 500, "body": b""},
        {"body": b'{"results": 5, "invoices": 5, "url": 5, "pdf": 5}', "content_type": "application/json"},
        {"body": b"<html></html>", "content_type": "text/html"},
        {"body": b"{", "content_type": "application/json"},
    ],
    ids=str,
)
def test_an_answer_that_is_not_documented_is_noticed(documented: Simulator, wrong: dict[str, Any]) -> None:
    described = OPERATIONS["doit-list_invoices"][1]
    with requests.Session() as session:
        driver = Driver(documented, "doit", session)
        case = described.Case()
        driver.check(case, driver.send(case, known=True, signed=True))
        documented.fail("doit.list", **wrong)
        with pytest.raises(FailureGroup):
            driver.check(case, driver.send(case, known=True, signed=True))
