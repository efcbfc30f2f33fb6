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
from ...models.invoice_public_link_response_dto import InvoicePublicLinkResponseDTO
from ...types import Response


def _get_kwargs(
    org_id: str,
    account_id: str,
    invoice_id: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/orgs/{org_id}/accounts/{account_id}/invoices/{invoice_id}".format(
            org_id=quote(str(org_id), safe=""),
            account_id=quote(str(account_id), safe=""),
            invoice_id=quote(str(invoice_id), safe=""),
        ),
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> InvoicePublicLinkResponseDTO | None:
    if response.status_code == 200:
        response_200 = InvoicePublicLinkResponseDTO.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[InvoicePublicLinkResponseDTO]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    org_id: str,
    account_id: str,
    invoice_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> Response[InvoicePublicLinkResponseDTO]:
    """Retrieve an invoice of an account

     Answers with a public link to the document of the invoice, not with the document.

    Args:
        org_id (str):
        account_id (str):
        invoice_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[InvoicePublicLinkResponseDTO]
    """

    kwargs = _get_kwargs(
        org_id=org_id,
        account_id=account_id,
        invoice_id=invoice_id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    org_id: str,
    account_id: str,
    invoice_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> InvoicePublicLinkResponseDTO | None:
    """Retrieve an invoice of an account

     Answers with a public link to the document of the invoice, not with the document.

    Args:
        org_id (str):
        account_id (str):
        invoice_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        InvoicePublicLinkResponseDTO
    """

    return sync_detailed(
        org_id=org_id,
        account_id=account_id,
        invoice_id=invoice_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    org_id: str,
    account_id: str,
    invoice_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> Response[InvoicePublicLinkResponseDTO]:
    """Retrieve an invoice of an account

     Answers with a public link to the document of the invoice, not with the document.

    Args:
        org_id (str):
        account_id (str):
        invoice_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[InvoicePublicLinkResponseDTO]
    """

    kwargs = _get_kwargs(
        org_id=org_id,
        account_id=account_id,
        invoice_id=invoice_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    org_id: str,
    account_id: str,
    invoice_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> InvoicePublicLinkResponseDTO | None:
    """Retrieve an invoice of an account

     Answers with a public link to the document of the invoice, not with the document.

    Args:
        org_id (str):
        account_id (str):
        invoice_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        InvoicePublicLinkResponseDTO
    """

    return (
        await asyncio_detailed(
            org_id=org_id,
            account_id=account_id,
            invoice_id=invoice_id,
            client=client,
        )
    ).parsed
