# Generated from specs/f5xc.yaml
# (SHA-256 7db094d5798d9753f04384506ea641b14178cde812ffcd339ccbaad744a33108)
# by openapi-python-client 0.29.1, datamodel-code-generator 0.89.0, ruff 0.17.5.
# Do not edit, run `make generate`.

from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.list_invoices_rsp import ListInvoicesRsp
from ...types import UNSET, Response, Unset


def _get_kwargs(
    namespace: str,
    *,
    limit: int | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["limit"] = limit

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/web/namespaces/{namespace}/usage/invoices/custom_list".format(
            namespace=quote(str(namespace), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ListInvoicesRsp | None:
    if response.status_code == 200:
        response_200 = ListInvoicesRsp.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[ListInvoicesRsp]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    namespace: str,
    *,
    client: AuthenticatedClient | Client,
    limit: int | Unset = UNSET,
) -> Response[ListInvoicesRsp]:
    """List the invoices of a tenant

     The invoices of the tenant, sorted by the day of issue; in which direction is not documented. There
    is no page token: a larger `limit` is the only way to more.

    Args:
        namespace (str):
        limit (int | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ListInvoicesRsp]
    """

    kwargs = _get_kwargs(
        namespace=namespace,
        limit=limit,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    namespace: str,
    *,
    client: AuthenticatedClient | Client,
    limit: int | Unset = UNSET,
) -> ListInvoicesRsp | None:
    """List the invoices of a tenant

     The invoices of the tenant, sorted by the day of issue; in which direction is not documented. There
    is no page token: a larger `limit` is the only way to more.

    Args:
        namespace (str):
        limit (int | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ListInvoicesRsp
    """

    return sync_detailed(
        namespace=namespace,
        client=client,
        limit=limit,
    ).parsed


async def asyncio_detailed(
    namespace: str,
    *,
    client: AuthenticatedClient | Client,
    limit: int | Unset = UNSET,
) -> Response[ListInvoicesRsp]:
    """List the invoices of a tenant

     The invoices of the tenant, sorted by the day of issue; in which direction is not documented. There
    is no page token: a larger `limit` is the only way to more.

    Args:
        namespace (str):
        limit (int | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ListInvoicesRsp]
    """

    kwargs = _get_kwargs(
        namespace=namespace,
        limit=limit,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    namespace: str,
    *,
    client: AuthenticatedClient | Client,
    limit: int | Unset = UNSET,
) -> ListInvoicesRsp | None:
    """List the invoices of a tenant

     The invoices of the tenant, sorted by the day of issue; in which direction is not documented. There
    is no page token: a larger `limit` is the only way to more.

    Args:
        namespace (str):
        limit (int | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ListInvoicesRsp
    """

    return (
        await asyncio_detailed(
            namespace=namespace,
            client=client,
            limit=limit,
        )
    ).parsed
