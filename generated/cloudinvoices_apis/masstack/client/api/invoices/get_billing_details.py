# Generated from specs/masstack.yaml
# (SHA-256 fa1416b05fc2248ac79033a3deccd542c551091220db83e654bb5effb03322da)
# by openapi-python-client 0.29.1, datamodel-code-generator 0.89.0, ruff 0.17.5.
# Do not edit, run `make generate`.

from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.account_billing_details_response_dto import AccountBillingDetailsResponseDTO
from ...types import Response


def _get_kwargs(
    org_id: str,
    account_id: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/orgs/{org_id}/accounts/{account_id}/billing_details".format(
            org_id=quote(str(org_id), safe=""),
            account_id=quote(str(account_id), safe=""),
        ),
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> AccountBillingDetailsResponseDTO | None:
    if response.status_code == 200:
        response_200 = AccountBillingDetailsResponseDTO.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[AccountBillingDetailsResponseDTO]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    org_id: str,
    account_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> Response[AccountBillingDetailsResponseDTO]:
    """Read the next billing date of an account

     Answers with the date on which the account is billed next.

    Args:
        org_id (str):
        account_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AccountBillingDetailsResponseDTO]
    """

    kwargs = _get_kwargs(
        org_id=org_id,
        account_id=account_id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    org_id: str,
    account_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> AccountBillingDetailsResponseDTO | None:
    """Read the next billing date of an account

     Answers with the date on which the account is billed next.

    Args:
        org_id (str):
        account_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AccountBillingDetailsResponseDTO
    """

    return sync_detailed(
        org_id=org_id,
        account_id=account_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    org_id: str,
    account_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> Response[AccountBillingDetailsResponseDTO]:
    """Read the next billing date of an account

     Answers with the date on which the account is billed next.

    Args:
        org_id (str):
        account_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AccountBillingDetailsResponseDTO]
    """

    kwargs = _get_kwargs(
        org_id=org_id,
        account_id=account_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    org_id: str,
    account_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> AccountBillingDetailsResponseDTO | None:
    """Read the next billing date of an account

     Answers with the date on which the account is billed next.

    Args:
        org_id (str):
        account_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AccountBillingDetailsResponseDTO
    """

    return (
        await asyncio_detailed(
            org_id=org_id,
            account_id=account_id,
            client=client,
        )
    ).parsed
