# Generated from specs/doit.yaml
# (SHA-256 4130f475ff260b5be216d47d3cd43c69cc3ae234a721e484cf081b9121ae41e4)
# by openapi-python-client 0.29.1, datamodel-code-generator 0.89.0, ruff 0.17.5.
# Do not edit, run `make generate`.

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.currency import Currency, check_currency
from ..models.invoice_platform import InvoicePlatform, check_invoice_platform
from ..models.invoice_status import InvoiceStatus, check_invoice_status
from ..types import UNSET, Unset

T = TypeVar("T", bound="InvoiceListItem")


@_attrs_define
class InvoiceListItem:
    """An invoice without its line items."""

    id: None | str | Unset = UNSET
    """ Number of the invoice, which identifies it. """
    invoice_date: int | None | Unset = UNSET
    """ When the invoice was issued, in milliseconds since the epoch. """
    platform: InvoicePlatform | None | str | Unset = UNSET
    due_date: int | None | Unset = UNSET
    """ The last day to pay the invoice, in milliseconds since the epoch. """
    status: InvoiceStatus | None | str | Unset = UNSET
    total_amount: float | None | Unset = UNSET
    """ The amount of the invoice. """
    balance_amount: float | None | Unset = UNSET
    """ What is still to be paid. """
    currency: Currency | None | str | Unset = UNSET
    url: None | str | Unset = UNSET
    """ Link to the [details page](https://help.doit.com/docs/billing/invoices-and-payments/managing-invoices) of
    the invoice in the DoiT console, where a person can download the PDF """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id: None | str | Unset
        if isinstance(self.id, Unset):
            id = UNSET
        else:
            id = self.id

        invoice_date: int | None | Unset
        if isinstance(self.invoice_date, Unset):
            invoice_date = UNSET
        else:
            invoice_date = self.invoice_date

        platform: None | str | Unset
        if isinstance(self.platform, Unset):
            platform = UNSET
        elif isinstance(self.platform, str):
            platform = self.platform
        else:
            platform = self.platform

        due_date: int | None | Unset
        if isinstance(self.due_date, Unset):
            due_date = UNSET
        else:
            due_date = self.due_date

        status: None | str | Unset
        if isinstance(self.status, Unset):
            status = UNSET
        elif isinstance(self.status, str):
            status = self.status
        else:
            status = self.status

        total_amount: float | None | Unset
        if isinstance(self.total_amount, Unset):
            total_amount = UNSET
        else:
            total_amount = self.total_amount

        balance_amount: float | None | Unset
        if isinstance(self.balance_amount, Unset):
            balance_amount = UNSET
        else:
            balance_amount = self.balance_amount

        currency: None | str | Unset
        if isinstance(self.currency, Unset):
            currency = UNSET
        elif isinstance(self.currency, str):
            currency = self.currency
        else:
            currency = self.currency

        url: None | str | Unset
        if isinstance(self.url, Unset):
            url = UNSET
        else:
            url = self.url

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if id is not UNSET:
            field_dict["id"] = id
        if invoice_date is not UNSET:
            field_dict["invoiceDate"] = invoice_date
        if platform is not UNSET:
            field_dict["platform"] = platform
        if due_date is not UNSET:
            field_dict["dueDate"] = due_date
        if status is not UNSET:
            field_dict["status"] = status
        if total_amount is not UNSET:
            field_dict["totalAmount"] = total_amount
        if balance_amount is not UNSET:
            field_dict["balanceAmount"] = balance_amount
        if currency is not UNSET:
            field_dict["currency"] = currency
        if url is not UNSET:
            field_dict["url"] = url

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        id = _parse_id(d.pop("id", UNSET))

        def _parse_invoice_date(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        invoice_date = _parse_invoice_date(d.pop("invoiceDate", UNSET))

        def _parse_platform(data: object) -> InvoicePlatform | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                platform_type_0 = check_invoice_platform(data)

                return platform_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(InvoicePlatform | None | str | Unset, data)

        platform = _parse_platform(d.pop("platform", UNSET))

        def _parse_due_date(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        due_date = _parse_due_date(d.pop("dueDate", UNSET))

        def _parse_status(data: object) -> InvoiceStatus | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                status_type_0 = check_invoice_status(data)

                return status_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(InvoiceStatus | None | str | Unset, data)

        status = _parse_status(d.pop("status", UNSET))

        def _parse_total_amount(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        total_amount = _parse_total_amount(d.pop("totalAmount", UNSET))

        def _parse_balance_amount(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        balance_amount = _parse_balance_amount(d.pop("balanceAmount", UNSET))

        def _parse_currency(data: object) -> Currency | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                currency_type_0 = check_currency(data)

                return currency_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Currency | None | str | Unset, data)

        currency = _parse_currency(d.pop("currency", UNSET))

        def _parse_url(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        url = _parse_url(d.pop("url", UNSET))

        invoice_list_item = cls(
            id=id,
            invoice_date=invoice_date,
            platform=platform,
            due_date=due_date,
            status=status,
            total_amount=total_amount,
            balance_amount=balance_amount,
            currency=currency,
            url=url,
        )

        invoice_list_item.additional_properties = d
        return invoice_list_item

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
