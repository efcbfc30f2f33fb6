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
    from ..models.invoice_info_cycle import InvoiceInfoCycle
    from ..models.invoice_info_status import InvoiceInfoStatus


T = TypeVar("T", bound="InvoiceInfoDetail")


@_attrs_define
class InvoiceInfoDetail:
    """One invoice."""

    value: float | None | Unset = UNSET
    """ The amount; no field says the currency. """
    delivery_mode: None | str | Unset = UNSET
    """ How the invoice reaches the customer. """
    date: None | str | Unset = UNSET
    """ When the invoice was issued, in UTC. The documented 22:00 is midnight of the next day in Madrid in summer.
    """
    pay_date: None | str | Unset = UNSET
    """ When the invoice is or was paid, in UTC. """
    number: None | str | Unset = UNSET
    """ Number of the invoice. """
    path: None | str | Unset = UNSET
    """ Where the server keeps the file; not an address that can be fetched. """
    status: InvoiceInfoStatus | None | Unset = UNSET
    cycle: InvoiceInfoCycle | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.invoice_info_cycle import InvoiceInfoCycle  # noqa: PLC0415
        from ..models.invoice_info_status import InvoiceInfoStatus  # noqa: PLC0415

        value: float | None | Unset
        if isinstance(self.value, Unset):
            value = UNSET
        else:
            value = self.value

        delivery_mode: None | str | Unset
        if isinstance(self.delivery_mode, Unset):
            delivery_mode = UNSET
        else:
            delivery_mode = self.delivery_mode

        date: None | str | Unset
        if isinstance(self.date, Unset):
            date = UNSET
        else:
            date = self.date

        pay_date: None | str | Unset
        if isinstance(self.pay_date, Unset):
            pay_date = UNSET
        else:
            pay_date = self.pay_date

        number: None | str | Unset
        if isinstance(self.number, Unset):
            number = UNSET
        else:
            number = self.number

        path: None | str | Unset
        if isinstance(self.path, Unset):
            path = UNSET
        else:
            path = self.path

        status: dict[str, Any] | None | Unset
        if isinstance(self.status, Unset):
            status = UNSET
        elif isinstance(self.status, InvoiceInfoStatus):
            status = self.status.to_dict()
        else:
            status = self.status

        cycle: dict[str, Any] | None | Unset
        if isinstance(self.cycle, Unset):
            cycle = UNSET
        elif isinstance(self.cycle, InvoiceInfoCycle):
            cycle = self.cycle.to_dict()
        else:
            cycle = self.cycle

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if value is not UNSET:
            field_dict["value"] = value
        if delivery_mode is not UNSET:
            field_dict["delivery_mode"] = delivery_mode
        if date is not UNSET:
            field_dict["date"] = date
        if pay_date is not UNSET:
            field_dict["pay_date"] = pay_date
        if number is not UNSET:
            field_dict["number"] = number
        if path is not UNSET:
            field_dict["path"] = path
        if status is not UNSET:
            field_dict["status"] = status
        if cycle is not UNSET:
            field_dict["cycle"] = cycle

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.invoice_info_cycle import InvoiceInfoCycle  # noqa: PLC0415
        from ..models.invoice_info_status import InvoiceInfoStatus  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_value(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        value = _parse_value(d.pop("value", UNSET))

        def _parse_delivery_mode(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        delivery_mode = _parse_delivery_mode(d.pop("delivery_mode", UNSET))

        def _parse_date(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        date = _parse_date(d.pop("date", UNSET))

        def _parse_pay_date(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        pay_date = _parse_pay_date(d.pop("pay_date", UNSET))

        def _parse_number(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        number = _parse_number(d.pop("number", UNSET))

        def _parse_path(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        path = _parse_path(d.pop("path", UNSET))

        def _parse_status(data: object) -> InvoiceInfoStatus | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                status_type_0 = InvoiceInfoStatus.from_dict(data)

                return status_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(InvoiceInfoStatus | None | Unset, data)

        status = _parse_status(d.pop("status", UNSET))

        def _parse_cycle(data: object) -> InvoiceInfoCycle | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                cycle_type_0 = InvoiceInfoCycle.from_dict(data)

                return cycle_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(InvoiceInfoCycle | None | Unset, data)

        cycle = _parse_cycle(d.pop("cycle", UNSET))

        invoice_info_detail = cls(
            value=value,
            delivery_mode=delivery_mode,
            date=date,
            pay_date=pay_date,
            number=number,
            path=path,
            status=status,
            cycle=cycle,
        )

        invoice_info_detail.additional_properties = d
        return invoice_info_detail

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
