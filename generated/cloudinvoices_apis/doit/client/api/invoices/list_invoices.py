# Generated from specs/doit.yaml
# (SHA-256 4130f475ff260b5be216d47d3cd43c69cc3ae234a721e484cf081b9121ae41e4)
# by openapi-python-client 0.29.1, datamodel-code-generator 0.89.0, ruff 0.17.5.
# Do not edit, run `make generate`.

from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.invoice_list import InvoiceList
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    max_results: int | Unset = UNSET,
    page_token: str | Unset = UNSET,
    filter_: str | Unset = UNSET,
    min_creation_time: int | Unset = UNSET,
    max_creation_time: int | Unset = UNSET,
    x_tenant_id: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(x_tenant_id, Unset):
        headers["X-Tenant-Id"] = x_tenant_id

    params: dict[str, Any] = {}

    params["maxResults"] = max_results

    params["pageToken"] = page_token

    params["filter"] = filter_

    params["minCreationTime"] = min_creation_time

    params["maxCreationTime"] = max_creation_time

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/billing/v1/invoices",
        "params": params,
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> InvoiceList | None:
    if response.status_code == 200:
        response_200 = InvoiceList.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[InvoiceList]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    max_results: int | Unset = UNSET,
    page_token: str | Unset = UNSET,
    filter_: str | Unset = UNSET,
    min_creation_time: int | Unset = UNSET,
    max_creation_time: int | Unset = UNSET,
    x_tenant_id: str | Unset = UNSET,
) -> Response[InvoiceList]:
    """List invoices

     Answers with the current and past invoices of the tenant, newest first, in pages. The last page has
    no page token, or an empty one. Needs the permission Invoice Viewer. In DoiT's command line: `list-
    invoices`.

    Args:
        max_results (int | Unset):
        page_token (str | Unset):
        filter_ (str | Unset):
        min_creation_time (int | Unset):
        max_creation_time (int | Unset):
        x_tenant_id (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[InvoiceList]
    """

    kwargs = _get_kwargs(
        max_results=max_results,
        page_token=page_token,
        filter_=filter_,
        min_creation_time=min_creation_time,
        max_creation_time=max_creation_time,
        x_tenant_id=x_tenant_id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    max_results: int | Unset = UNSET,
    page_token: str | Unset = UNSET,
    filter_: str | Unset = UNSET,
    min_creation_time: int | Unset = UNSET,
    max_creation_time: int | Unset = UNSET,
    x_tenant_id: str | Unset = UNSET,
) -> InvoiceList | None:
    """List invoices

     Answers with the current and past invoices of the tenant, newest first, in pages. The last page has
    no page token, or an empty one. Needs the permission Invoice Viewer. In DoiT's command line: `list-
    invoices`.

    Args:
        max_results (int | Unset):
        page_token (str | Unset):
        filter_ (str | Unset):
        min_creation_time (int | Unset):
        max_creation_time (int | Unset):
        x_tenant_id (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        InvoiceList
    """

    return sync_detailed(
        client=client,
        max_results=max_results,
        page_token=page_token,
        filter_=filter_,
        min_creation_time=min_creation_time,
        max_creation_time=max_creation_time,
        x_tenant_id=x_tenant_id,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    max_results: int | Unset = UNSET,
    page_token: str | Unset = UNSET,
    filter_: str | Unset = UNSET,
    min_creation_time: int | Unset = UNSET,
    max_creation_time: int | Unset = UNSET,
    x_tenant_id: str | Unset = UNSET,
) -> Response[InvoiceList]:
    """List invoices

     Answers with the current and past invoices of the tenant, newest first, in pages. The last page has
    no page token, or an empty one. Needs the permission Invoice Viewer. In DoiT's command line: `list-
    invoices`.

    Args:
        max_results (int | Unset):
        page_token (str | Unset):
        filter_ (str | Unset):
        min_creation_time (int | Unset):
        max_creation_time (int | Unset):
        x_tenant_id (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[InvoiceList]
    """

    kwargs = _get_kwargs(
        max_results=max_results,
        page_token=page_token,
        filter_=filter_,
        min_creation_time=min_creation_time,
        max_creation_time=max_creation_time,
        x_tenant_id=x_tenant_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    max_results: int | Unset = UNSET,
    page_token: str | Unset = UNSET,
    filter_: str | Unset = UNSET,
    min_creation_time: int | Unset = UNSET,
    max_creation_time: int | Unset = UNSET,
    x_tenant_id: str | Unset = UNSET,
) -> InvoiceList | None:
    """List invoices

     Answers with the current and past invoices of the tenant, newest first, in pages. The last page has
    no page token, or an empty one. Needs the permission Invoice Viewer. In DoiT's command line: `list-
    invoices`.

    Args:
        max_results (int | Unset):
        page_token (str | Unset):
        filter_ (str | Unset):
        min_creation_time (int | Unset):
        max_creation_time (int | Unset):
        x_tenant_id (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        InvoiceList
    """

    return (
        await asyncio_detailed(
            client=client,
            max_results=max_results,
            page_token=page_token,
            filter_=filter_,
            min_creation_time=min_creation_time,
            max_creation_time=max_creation_time,
            x_tenant_id=x_tenant_id,
        )
    ).parsed
