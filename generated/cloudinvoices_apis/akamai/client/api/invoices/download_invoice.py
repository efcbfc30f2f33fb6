# Generated from specs/akamai.yaml
# (SHA-256 c69263036b8324ad68b615d5217abe7568ace43fc6a717fca34a680e98858c75)
# by openapi-python-client 0.29.1, datamodel-code-generator 0.89.0, ruff 0.17.5.
# Do not edit, run `make generate`.

from http import HTTPStatus
from io import BytesIO
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.download_invoice_accept import DownloadInvoiceAccept
from ...models.download_invoice_source_type import DownloadInvoiceSourceType
from ...types import UNSET, File, Response, Unset


def _get_kwargs(
    contract_id: str,
    invoice_id: int,
    *,
    source_type: DownloadInvoiceSourceType | Unset = UNSET,
    account_switch_key: str | Unset = UNSET,
    accept: DownloadInvoiceAccept | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(accept, Unset):
        headers["Accept"] = str(accept)

    params: dict[str, Any] = {}

    json_source_type: str | Unset = UNSET
    if not isinstance(source_type, Unset):
        json_source_type = source_type

    params["sourceType"] = json_source_type

    params["accountSwitchKey"] = account_switch_key

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/invoicing-api/v4/contracts/{contract_id}/invoices/{invoice_id}/download".format(
            contract_id=quote(str(contract_id), safe=""),
            invoice_id=quote(str(invoice_id), safe=""),
        ),
        "params": params,
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> File | None:
    if response.status_code == 200:
        response_200 = File(payload=BytesIO(response.content))

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[File]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    contract_id: str,
    invoice_id: int,
    *,
    client: AuthenticatedClient | Client,
    source_type: DownloadInvoiceSourceType | Unset = UNSET,
    account_switch_key: str | Unset = UNSET,
    accept: DownloadInvoiceAccept | Unset = UNSET,
) -> Response[File]:
    """Download the file of an invoice or credit memo

     The file of an invoice or credit memo of the contract, or its usage data for Cloud Computing
    services, as the body of the answer. The `Accept` header chooses between PDF, CSV and JSON; the
    address is the same for all three.

    Args:
        contract_id (str):
        invoice_id (int):
        source_type (DownloadInvoiceSourceType | Unset): `REGULAR` for Control Center services,
            `COMPUTE` for the usage data of Cloud Computing services.
        account_switch_key (str | Unset):
        accept (DownloadInvoiceAccept | Unset): The media type of a downloadable file.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[File]
    """

    kwargs = _get_kwargs(
        contract_id=contract_id,
        invoice_id=invoice_id,
        source_type=source_type,
        account_switch_key=account_switch_key,
        accept=accept,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    contract_id: str,
    invoice_id: int,
    *,
    client: AuthenticatedClient | Client,
    source_type: DownloadInvoiceSourceType | Unset = UNSET,
    account_switch_key: str | Unset = UNSET,
    accept: DownloadInvoiceAccept | Unset = UNSET,
) -> File | None:
    """Download the file of an invoice or credit memo

     The file of an invoice or credit memo of the contract, or its usage data for Cloud Computing
    services, as the body of the answer. The `Accept` header chooses between PDF, CSV and JSON; the
    address is the same for all three.

    Args:
        contract_id (str):
        invoice_id (int):
        source_type (DownloadInvoiceSourceType | Unset): `REGULAR` for Control Center services,
            `COMPUTE` for the usage data of Cloud Computing services.
        account_switch_key (str | Unset):
        accept (DownloadInvoiceAccept | Unset): The media type of a downloadable file.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        File
    """

    return sync_detailed(
        contract_id=contract_id,
        invoice_id=invoice_id,
        client=client,
        source_type=source_type,
        account_switch_key=account_switch_key,
        accept=accept,
    ).parsed


async def asyncio_detailed(
    contract_id: str,
    invoice_id: int,
    *,
    client: AuthenticatedClient | Client,
    source_type: DownloadInvoiceSourceType | Unset = UNSET,
    account_switch_key: str | Unset = UNSET,
    accept: DownloadInvoiceAccept | Unset = UNSET,
) -> Response[File]:
    """Download the file of an invoice or credit memo

     The file of an invoice or credit memo of the contract, or its usage data for Cloud Computing
    services, as the body of the answer. The `Accept` header chooses between PDF, CSV and JSON; the
    address is the same for all three.

    Args:
        contract_id (str):
        invoice_id (int):
        source_type (DownloadInvoiceSourceType | Unset): `REGULAR` for Control Center services,
            `COMPUTE` for the usage data of Cloud Computing services.
        account_switch_key (str | Unset):
        accept (DownloadInvoiceAccept | Unset): The media type of a downloadable file.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[File]
    """

    kwargs = _get_kwargs(
        contract_id=contract_id,
        invoice_id=invoice_id,
        source_type=source_type,
        account_switch_key=account_switch_key,
        accept=accept,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    contract_id: str,
    invoice_id: int,
    *,
    client: AuthenticatedClient | Client,
    source_type: DownloadInvoiceSourceType | Unset = UNSET,
    account_switch_key: str | Unset = UNSET,
    accept: DownloadInvoiceAccept | Unset = UNSET,
) -> File | None:
    """Download the file of an invoice or credit memo

     The file of an invoice or credit memo of the contract, or its usage data for Cloud Computing
    services, as the body of the answer. The `Accept` header chooses between PDF, CSV and JSON; the
    address is the same for all three.

    Args:
        contract_id (str):
        invoice_id (int):
        source_type (DownloadInvoiceSourceType | Unset): `REGULAR` for Control Center services,
            `COMPUTE` for the usage data of Cloud Computing services.
        account_switch_key (str | Unset):
        accept (DownloadInvoiceAccept | Unset): The media type of a downloadable file.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        File
    """

    return (
        await asyncio_detailed(
            contract_id=contract_id,
            invoice_id=invoice_id,
            client=client,
            source_type=source_type,
            account_switch_key=account_switch_key,
            accept=accept,
        )
    ).parsed
