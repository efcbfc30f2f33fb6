# Generated from specs/akamai.yaml
# (SHA-256 c69263036b8324ad68b615d5217abe7568ace43fc6a717fca34a680e98858c75)
# by openapi-python-client 0.29.1, datamodel-code-generator 0.89.0, ruff 0.17.5.
# Do not edit, run `make generate`.

from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.invoice import Invoice
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    month: str,
    account_switch_key: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["month"] = month

    params["accountSwitchKey"] = account_switch_key

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/invoicing-api/v4/invoices",
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> list[Invoice] | None:
    if response.status_code == 200:
        response_200 = []
        _response_200 = response.json()
        for componentsschemas_invoice_list_item_data in _response_200:
            componentsschemas_invoice_list_item = Invoice.from_dict(componentsschemas_invoice_list_item_data)

            response_200.append(componentsschemas_invoice_list_item)

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[list[Invoice]]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    month: str,
    account_switch_key: str | Unset = UNSET,
) -> Response[list[Invoice]]:
    """List the invoices of an account

     The invoices and credit memos of the current account for one month of usage. The answer is complete:
    there is no paging and no other filter. Data reach back to April 2016, and to February 2024 for
    Cloud Computing usage.

    Args:
        month (str):
        account_switch_key (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[list[Invoice]]
    """

    kwargs = _get_kwargs(
        month=month,
        account_switch_key=account_switch_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    month: str,
    account_switch_key: str | Unset = UNSET,
) -> list[Invoice] | None:
    """List the invoices of an account

     The invoices and credit memos of the current account for one month of usage. The answer is complete:
    there is no paging and no other filter. Data reach back to April 2016, and to February 2024 for
    Cloud Computing usage.

    Args:
        month (str):
        account_switch_key (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        list[Invoice]
    """

    return sync_detailed(
        client=client,
        month=month,
        account_switch_key=account_switch_key,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    month: str,
    account_switch_key: str | Unset = UNSET,
) -> Response[list[Invoice]]:
    """List the invoices of an account

     The invoices and credit memos of the current account for one month of usage. The answer is complete:
    there is no paging and no other filter. Data reach back to April 2016, and to February 2024 for
    Cloud Computing usage.

    Args:
        month (str):
        account_switch_key (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[list[Invoice]]
    """

    kwargs = _get_kwargs(
        month=month,
        account_switch_key=account_switch_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    month: str,
    account_switch_key: str | Unset = UNSET,
) -> list[Invoice] | None:
    """List the invoices of an account

     The invoices and credit memos of the current account for one month of usage. The answer is complete:
    there is no paging and no other filter. Data reach back to April 2016, and to February 2024 for
    Cloud Computing usage.

    Args:
        month (str):
        account_switch_key (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        list[Invoice]
    """

    return (
        await asyncio_detailed(
            client=client,
            month=month,
            account_switch_key=account_switch_key,
        )
    ).parsed
