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
from ...models.get_invoice_pdf_rsp import GetInvoicePdfRsp
from ...types import UNSET, Response, Unset


def _get_kwargs(
    namespace: str,
    *,
    name: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["name"] = name

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/web/namespaces/{namespace}/usage/invoice_pdf".format(
            namespace=quote(str(namespace), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> GetInvoicePdfRsp | None:
    if response.status_code == 200:
        response_200 = GetInvoicePdfRsp.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[GetInvoicePdfRsp]:
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
    name: str | Unset = UNSET,
) -> Response[GetInvoicePdfRsp]:
    """Get the PDF of a paid invoice

     The PDF of a paid invoice, found by its name, as base64 text in a JSON object.

    Args:
        namespace (str):
        name (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[GetInvoicePdfRsp]
    """

    kwargs = _get_kwargs(
        namespace=namespace,
        name=name,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    namespace: str,
    *,
    client: AuthenticatedClient | Client,
    name: str | Unset = UNSET,
) -> GetInvoicePdfRsp | None:
    """Get the PDF of a paid invoice

     The PDF of a paid invoice, found by its name, as base64 text in a JSON object.

    Args:
        namespace (str):
        name (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        GetInvoicePdfRsp
    """

    return sync_detailed(
        namespace=namespace,
        client=client,
        name=name,
    ).parsed


async def asyncio_detailed(
    namespace: str,
    *,
    client: AuthenticatedClient | Client,
    name: str | Unset = UNSET,
) -> Response[GetInvoicePdfRsp]:
    """Get the PDF of a paid invoice

     The PDF of a paid invoice, found by its name, as base64 text in a JSON object.

    Args:
        namespace (str):
        name (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[GetInvoicePdfRsp]
    """

    kwargs = _get_kwargs(
        namespace=namespace,
        name=name,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    namespace: str,
    *,
    client: AuthenticatedClient | Client,
    name: str | Unset = UNSET,
) -> GetInvoicePdfRsp | None:
    """Get the PDF of a paid invoice

     The PDF of a paid invoice, found by its name, as base64 text in a JSON object.

    Args:
        namespace (str):
        name (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        GetInvoicePdfRsp
    """

    return (
        await asyncio_detailed(
            namespace=namespace,
            client=client,
            name=name,
        )
    ).parsed
