# Generated from specs/akamai.yaml
# (SHA-256 c69263036b8324ad68b615d5217abe7568ace43fc6a717fca34a680e98858c75)
# by openapi-python-client 0.29.1, datamodel-code-generator 0.89.0, ruff 0.17.5.
# Do not edit, run `make generate`.

from http import HTTPStatus
from typing import Any, cast

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.list_contract_identifiers_depth import (
    ListContractIdentifiersDepth,
)
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    depth: ListContractIdentifiersDepth | Unset = UNSET,
    account_switch_key: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_depth: str | Unset = UNSET
    if not isinstance(depth, Unset):
        json_depth = depth

    params["depth"] = json_depth

    params["accountSwitchKey"] = account_switch_key

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/contract-api/v1/contracts/identifiers",
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> list[str] | None:
    if response.status_code == 200:
        response_200 = cast(list[str], response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[list[str]]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    depth: ListContractIdentifiersDepth | Unset = UNSET,
    account_switch_key: str | Unset = UNSET,
) -> Response[list[str]]:
    """List the contracts of an API client

     The identifiers of the contracts the API client has access to. The Contract API is a service of its
    own, which the credentials must be granted apart from Invoicing.

    Args:
        depth (ListContractIdentifiersDepth | Unset): `TOP` for parent contracts only, `ALL` for
            parents and their children.
        account_switch_key (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[list[str]]
    """

    kwargs = _get_kwargs(
        depth=depth,
        account_switch_key=account_switch_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    depth: ListContractIdentifiersDepth | Unset = UNSET,
    account_switch_key: str | Unset = UNSET,
) -> list[str] | None:
    """List the contracts of an API client

     The identifiers of the contracts the API client has access to. The Contract API is a service of its
    own, which the credentials must be granted apart from Invoicing.

    Args:
        depth (ListContractIdentifiersDepth | Unset): `TOP` for parent contracts only, `ALL` for
            parents and their children.
        account_switch_key (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        list[str]
    """

    return sync_detailed(
        client=client,
        depth=depth,
        account_switch_key=account_switch_key,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    depth: ListContractIdentifiersDepth | Unset = UNSET,
    account_switch_key: str | Unset = UNSET,
) -> Response[list[str]]:
    """List the contracts of an API client

     The identifiers of the contracts the API client has access to. The Contract API is a service of its
    own, which the credentials must be granted apart from Invoicing.

    Args:
        depth (ListContractIdentifiersDepth | Unset): `TOP` for parent contracts only, `ALL` for
            parents and their children.
        account_switch_key (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[list[str]]
    """

    kwargs = _get_kwargs(
        depth=depth,
        account_switch_key=account_switch_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    depth: ListContractIdentifiersDepth | Unset = UNSET,
    account_switch_key: str | Unset = UNSET,
) -> list[str] | None:
    """List the contracts of an API client

     The identifiers of the contracts the API client has access to. The Contract API is a service of its
    own, which the credentials must be granted apart from Invoicing.

    Args:
        depth (ListContractIdentifiersDepth | Unset): `TOP` for parent contracts only, `ALL` for
            parents and their children.
        account_switch_key (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        list[str]
    """

    return (
        await asyncio_detailed(
            client=client,
            depth=depth,
            account_switch_key=account_switch_key,
        )
    ).parsed
