"""The simulated MasStack."""

import time
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import httpx
import jwt
import pytest

from cloudinvoices.testing import Simulator

from .conftest import Client

GRANT_TYPE = "urn:ietf:params:oauth:grant-type:jwt-bearer"


@pytest.fixture
def settings(sim: Simulator) -> dict[str, str]:
    return sim.settings("masstack")


@pytest.fixture
def authorization(settings: dict[str, str]) -> dict[str, str]:
    return {"Authorization": f"Bearer {settings['access_token']}"}


@pytest.fixture
def account(settings: dict[str, str]) -> str:
    return f"/orgs/{settings['organization']}/accounts/{settings['account']}"


@pytest.fixture
def billing(client: Client, settings: dict[str, str], authorization: dict[str, str]) -> httpx.Client:
    return client(settings["base_url"], headers=authorization)


@pytest.fixture
def customers(client: Client, settings: dict[str, str], authorization: dict[str, str]) -> httpx.Client:
    return client(settings["customers_url"], headers=authorization)


def madrid_day(instant: str) -> date:
    return datetime.fromisoformat(instant).astimezone(ZoneInfo("Europe/Madrid")).date()


def test_list_is_what_is_expected(sim: Simulator, customers: httpx.Client, account: str) -> None:
    answer = customers.get(f"{account}/invoices").json()
    found = {(one["number"], madrid_day(one["date"]), Decimal(str(one["value"]))) for one in answer["invoices"]}
    expected = sim.expected("masstack")
    assert found == {(one.id, one.dated, one.total) for one in expected}
    assert {one.scope for one in expected} == {str(answer["account_id"])}
    assert {one.currency for one in expected} == {None}
    assert {one["status"]["value"] for one in answer["invoices"]} == {"PAGADO", "PENDIENTE"}


def test_cycles_are_whole_months_in_madrid(customers: httpx.Client, account: str) -> None:
    """Summer and winter, to the nanosecond."""
    for one in customers.get(f"{account}/invoices").json()["invoices"]:
        start, end = one["cycle"]["start_date"], one["cycle"]["end_date"]
        assert end.endswith(":59:59.999999999Z")
        assert (madrid_day(start).day, madrid_day(start).month) == (1, madrid_day(end).month)
        assert (madrid_day(one["date"]) - madrid_day(end)).days == 1


def test_list_of_a_period(sim: Simulator, customers: httpx.Client, account: str) -> None:
    """Days are Madrid's: the invoices of the first of May are sent with a time on the last of April."""
    query = {"start_date": "2026-05-01", "end_date": "2026-06-01"}
    answer = customers.get(f"{account}/invoices", params=query).json()
    assert answer["period_date"] == query
    expected = {one.id for one in sim.expected("masstack") if date(2026, 5, 1) <= one.dated <= date(2026, 6, 1)}
    assert {one["number"] for one in answer["invoices"]} == expected
    assert len(expected) == 4


def test_list_of_a_period_without_invoices(customers: httpx.Client, account: str) -> None:
    query = {"start_date": "2026-05-02", "end_date": "2026-05-31"}
    assert customers.get(f"{account}/invoices", params=query).json()["invoices"] == []


def test_list_refuses(customers: httpx.Client, account: str) -> None:
    assert customers.get(f"{account}/invoices", params={"start_date": "'2026-05-01'"}).status_code == 400
    assert customers.get("/orgs/telco/accounts/abc/invoices").status_code == 400
    assert customers.get("/orgs/telco/accounts/1/invoices").status_code == 404
    assert customers.get(account.replace("telco", "other") + "/invoices").status_code == 404
    assert customers.get(f"{account}/invoices", headers={"Authorization": "Bearer x"}).status_code == 401


def test_download(sim: Simulator, billing: httpx.Client, account: str) -> None:
    for wanted in sim.expected("masstack")[:2]:
        link = billing.get(f"{account}/invoices/{wanted.id}").json()["url"]
        assert httpx.get(link).content == wanted.documents["pdf"]
    assert sim.requests[-1].operation == "masstack.link"


def test_billing_details(billing: httpx.Client, account: str) -> None:
    details = billing.get(f"{account}/billing_details").json()
    assert details == {"next_billing_date": "2026-12-01", "invoice_cycle_start_day": 1}


def test_billing_refuses(billing: httpx.Client, account: str) -> None:
    assert billing.get(f"{account}/invoices/MM0").status_code == 404
    assert billing.get("/orgs/telco/accounts/1/billing_details").status_code == 404
    assert billing.get("/orgs/other/accounts/1/invoices/MM0").status_code == 403
    assert billing.get(f"{account}/billing_details", headers={"Authorization": "bearer"}).status_code == 401
    assert billing.get(f"{account}/bills").status_code == 404
    assert billing.delete(f"{account}/billing_details").status_code == 405


def test_tokens_expire_on_request(
    sim: Simulator, client: Client, billing: httpx.Client, settings: dict[str, str], account: str
) -> None:
    sim.expire_tokens()
    renewed = {"Authorization": f"Bearer {sim.settings('masstack')['access_token']}"}
    assert billing.get(f"{account}/billing_details").status_code == 401
    assert client(settings["base_url"], headers=renewed).get(f"{account}/billing_details").status_code == 200


def test_tokens_expire_in_time(client: Client, account: str) -> None:
    with Simulator(token_lifetime=0) as sim:
        settings = sim.settings("masstack")
        billing = client(settings["base_url"], headers={"Authorization": f"Bearer {settings['access_token']}"})
        assert billing.get(f"{account}/billing_details").status_code == 401


def test_token_tells_expiry_and_organization(settings: dict[str, str]) -> None:
    claims = jwt.decode(settings["access_token"], options={"verify_signature": False})
    assert claims["exp"] - claims["iat"] == 3600
    assert claims["tenants_translation"][0]["org"] == settings["organization"]


def assertion(sim: Simulator, *, algorithm: str = "RS256", **changes: object) -> str:
    account, now = sim.service_account(), int(time.time())
    claims = {"iss": account["client_email"], "aud": sim.token_url, "iat": now, "exp": now + 300, **changes}
    key = account["private_key"] if algorithm == "RS256" else "x" * 64
    return jwt.encode(claims, key, algorithm, headers={"kid": account["private_key_id"]})


def token_answer(sim: Simulator, **form: str) -> httpx.Response:
    return httpx.post(sim.token_url, data={"grant_type": GRANT_TYPE, **form})


def test_service_account(sim: Simulator, client: Client, settings: dict[str, str], account: str) -> None:
    answer = token_answer(sim, assertion=assertion(sim)).json()
    assert (answer["token_type"], answer["expires_in"]) == ("Bearer", 3600)
    headers = {"Authorization": f"Bearer {answer['access_token']}"}
    assert client(settings["base_url"], headers=headers).get(f"{account}/billing_details").status_code == 200
    assert [request.operation for request in sim.requests] == ["masstack.token", "masstack.billing_details"]


def test_service_account_is_made_once(sim: Simulator) -> None:
    assert sim.service_account() == sim.service_account()
    assert sim.service_account()["private_key"].startswith("-----BEGIN RSA PRIVATE KEY-----")


def test_discovery(sim: Simulator) -> None:
    issuer = sim.token_url.removesuffix("/oauth/token")
    document = httpx.get(f"{issuer}/.well-known/openid-configuration").json()
    assert (document["issuer"], document["token_endpoint"]) == (issuer, sim.token_url)
    assert token_answer(sim, assertion=assertion(sim, aud=[issuer])).status_code == 200


@pytest.mark.parametrize(
    "changes",
    [
        {"exp": 1_000_000_000},
        {"exp": 9_999_999_999},
        {"exp": "soon"},
        {"iss": "somebody@else.example"},
        {"aud": "https://elsewhere.example"},
        {"algorithm": "HS256"},
    ],
    ids=str,
)
def test_assertion_has_to_be_good(sim: Simulator, changes: dict[str, object]) -> None:
    wrong = assertion_unchecked(sim, changes)
    answer = token_answer(sim, assertion=wrong)
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_grant")


def assertion_unchecked(sim: Simulator, changes: dict[str, object]) -> str:
    return assertion(sim, **changes)  # type: ignore[arg-type]


def test_assertion_has_to_be_signed_with_the_key_it_names(sim: Simulator) -> None:
    with Simulator() as other:
        foreign = assertion(other, aud=sim.token_url)
    answer = token_answer(sim, assertion=foreign)
    assert answer.json()["error_description"] == "the signature of the assertion does not match"


def test_assertion_has_to_be_a_jwt(sim: Simulator) -> None:
    for broken in ("x", "a.b.c", "W10.W10.W10", "é.é.é"):
        assert token_answer(sim, assertion=broken).json()["error_description"] == "the assertion is not a JWT"


def test_grant_has_to_be_complete(sim: Simulator) -> None:
    assert token_answer(sim).json()["error"] == "invalid_request"
    assert token_answer(sim, grant_type="password").json()["error"] == "unsupported_grant_type"
    assert httpx.get(sim.token_url).status_code == 405
