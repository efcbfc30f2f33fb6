# Generated from specs/masstack.yaml
# (SHA-256 fa1416b05fc2248ac79033a3deccd542c551091220db83e654bb5effb03322da)
# by openapi-python-client 0.29.1, datamodel-code-generator 0.89.0, ruff 0.17.5.
# Do not edit, run `make generate`.

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="AccountBillingDetailsResponseDTO")


@_attrs_define
class AccountBillingDetailsResponseDTO:
    """Only the name of this schema is documented, and that the answer is the next billing date of the account."""

    next_billing_date: None | str | Unset = UNSET
    """ The day on which the account is billed next. """
    next_billing_datetime: None | str | Unset = UNSET
    """ The same as an instant. Other operations of this API send UTC with nine digits of a second, where the end of
    a day in Madrid reads 21:59:59.999999999Z in summer. """
    invoice_cycle_start_day: int | None | Unset = UNSET
    """ The day of the month on which the billing cycle starts, as in this API's billing information. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        next_billing_date: None | str | Unset
        if isinstance(self.next_billing_date, Unset):
            next_billing_date = UNSET
        else:
            next_billing_date = self.next_billing_date

        next_billing_datetime: None | str | Unset
        if isinstance(self.next_billing_datetime, Unset):
            next_billing_datetime = UNSET
        else:
            next_billing_datetime = self.next_billing_datetime

        invoice_cycle_start_day: int | None | Unset
        if isinstance(self.invoice_cycle_start_day, Unset):
            invoice_cycle_start_day = UNSET
        else:
            invoice_cycle_start_day = self.invoice_cycle_start_day

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if next_billing_date is not UNSET:
            field_dict["next_billing_date"] = next_billing_date
        if next_billing_datetime is not UNSET:
            field_dict["next_billing_datetime"] = next_billing_datetime
        if invoice_cycle_start_day is not UNSET:
            field_dict["invoice_cycle_start_day"] = invoice_cycle_start_day

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_next_billing_date(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        next_billing_date = _parse_next_billing_date(d.pop("next_billing_date", UNSET))

        def _parse_next_billing_datetime(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        next_billing_datetime = _parse_next_billing_datetime(d.pop("next_billing_datetime", UNSET))

        def _parse_invoice_cycle_start_day(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        invoice_cycle_start_day = _parse_invoice_cycle_start_day(d.pop("invoice_cycle_start_day", UNSET))

        account_billing_details_response_dto = cls(
            next_billing_date=next_billing_date,
            next_billing_datetime=next_billing_datetime,
            invoice_cycle_start_day=invoice_cycle_start_day,
        )

        account_billing_details_response_dto.additional_properties = d
        return account_billing_details_response_dto

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
