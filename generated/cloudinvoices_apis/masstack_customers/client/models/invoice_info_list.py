# Generated from specs/masstack_customers.yaml
# (SHA-256 32d81e79a8782ebfb74c2ecd1a3fcab6effe2413846d4036bddbd1ebc04ccec9)
# by openapi-python-client 0.29.1, datamodel-code-generator 0.89.0, ruff 0.17.5.
# Do not edit, run `make generate`.

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.invoice_info_detail import InvoiceInfoDetail
    from ..models.period_date import PeriodDate


T = TypeVar("T", bound="InvoiceInfoList")


@_attrs_define
class InvoiceInfoList:
    account_id: int | None | Unset = UNSET
    """ Id of the account. """
    period_date: None | PeriodDate | Unset = UNSET
    invoices: list[InvoiceInfoDetail] | None | Unset = UNSET
    """ The invoices of the period. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.period_date import PeriodDate  # noqa: PLC0415

        account_id: int | None | Unset
        if isinstance(self.account_id, Unset):
            account_id = UNSET
        else:
            account_id = self.account_id

        period_date: dict[str, Any] | None | Unset
        if isinstance(self.period_date, Unset):
            period_date = UNSET
        elif isinstance(self.period_date, PeriodDate):
            period_date = self.period_date.to_dict()
        else:
            period_date = self.period_date

        invoices: list[dict[str, Any]] | None | Unset
        if isinstance(self.invoices, Unset):
            invoices = UNSET
        elif isinstance(self.invoices, list):
            invoices = []
            for invoices_type_0_item_data in self.invoices:
                invoices_type_0_item = invoices_type_0_item_data.to_dict()
                invoices.append(invoices_type_0_item)

        else:
            invoices = self.invoices

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if account_id is not UNSET:
            field_dict["account_id"] = account_id
        if period_date is not UNSET:
            field_dict["period_date"] = period_date
        if invoices is not UNSET:
            field_dict["invoices"] = invoices

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.invoice_info_detail import InvoiceInfoDetail  # noqa: PLC0415
        from ..models.period_date import PeriodDate  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_account_id(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        account_id = _parse_account_id(d.pop("account_id", UNSET))

        def _parse_period_date(data: object) -> None | PeriodDate | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                period_date_type_0 = PeriodDate.from_dict(data)

                return period_date_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PeriodDate | Unset, data)

        period_date = _parse_period_date(d.pop("period_date", UNSET))

        def _parse_invoices(data: object) -> list[InvoiceInfoDetail] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                invoices_type_0 = []
                _invoices_type_0 = data
                for invoices_type_0_item_data in _invoices_type_0:
                    invoices_type_0_item = InvoiceInfoDetail.from_dict(invoices_type_0_item_data)

                    invoices_type_0.append(invoices_type_0_item)

                return invoices_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[InvoiceInfoDetail] | None | Unset, data)

        invoices = _parse_invoices(d.pop("invoices", UNSET))

        invoice_info_list = cls(
            account_id=account_id,
            period_date=period_date,
            invoices=invoices,
        )

        invoice_info_list.additional_properties = d
        return invoice_info_list

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
