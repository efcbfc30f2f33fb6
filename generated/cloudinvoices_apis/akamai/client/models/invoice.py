# Generated from specs/akamai.yaml
# (SHA-256 c69263036b8324ad68b615d5217abe7568ace43fc6a717fca34a680e98858c75)
# by openapi-python-client 0.29.1, datamodel-code-generator 0.89.0, ruff 0.17.5.
# Do not edit, run `make generate`.

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.invoice_type import InvoiceType, check_invoice_type
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.invoice_file import InvoiceFile


T = TypeVar("T", bound="Invoice")


@_attrs_define
class Invoice:
    """An invoice or credit memo and the files there are of it."""

    invoice_id: int | None | Unset = UNSET
    """ Identifies the invoice or credit memo. Values go beyond 32 bits. """
    invoice_date: None | str | Unset = UNSET
    """ The day the invoice or credit memo was published. """
    invoice_due_date: None | str | Unset = UNSET
    """ The day it is due. """
    invoice_total: float | None | Unset = UNSET
    """ The amount billed. Negative for credit memos. """
    invoice_currency: None | str | Unset = UNSET
    """ The currency of the total, as a three-letter ISO 4217 code. """
    invoice_type: InvoiceType | None | str | Unset = UNSET
    contract_id: None | str | Unset = UNSET
    """ Identifies the contract the invoice belongs to. """
    account_id: None | str | Unset = UNSET
    """ Identifies the account. """
    files: list[InvoiceFile] | None | Unset = UNSET
    """ The files there are of the invoice, at least one. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        invoice_id: int | None | Unset
        if isinstance(self.invoice_id, Unset):
            invoice_id = UNSET
        else:
            invoice_id = self.invoice_id

        invoice_date: None | str | Unset
        if isinstance(self.invoice_date, Unset):
            invoice_date = UNSET
        else:
            invoice_date = self.invoice_date

        invoice_due_date: None | str | Unset
        if isinstance(self.invoice_due_date, Unset):
            invoice_due_date = UNSET
        else:
            invoice_due_date = self.invoice_due_date

        invoice_total: float | None | Unset
        if isinstance(self.invoice_total, Unset):
            invoice_total = UNSET
        else:
            invoice_total = self.invoice_total

        invoice_currency: None | str | Unset
        if isinstance(self.invoice_currency, Unset):
            invoice_currency = UNSET
        else:
            invoice_currency = self.invoice_currency

        invoice_type: None | str | Unset
        if isinstance(self.invoice_type, Unset):
            invoice_type = UNSET
        elif isinstance(self.invoice_type, str):
            invoice_type = self.invoice_type
        else:
            invoice_type = self.invoice_type

        contract_id: None | str | Unset
        if isinstance(self.contract_id, Unset):
            contract_id = UNSET
        else:
            contract_id = self.contract_id

        account_id: None | str | Unset
        if isinstance(self.account_id, Unset):
            account_id = UNSET
        else:
            account_id = self.account_id

        files: list[dict[str, Any]] | None | Unset
        if isinstance(self.files, Unset):
            files = UNSET
        elif isinstance(self.files, list):
            files = []
            for files_type_0_item_data in self.files:
                files_type_0_item = files_type_0_item_data.to_dict()
                files.append(files_type_0_item)

        else:
            files = self.files

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if invoice_id is not UNSET:
            field_dict["invoiceId"] = invoice_id
        if invoice_date is not UNSET:
            field_dict["invoiceDate"] = invoice_date
        if invoice_due_date is not UNSET:
            field_dict["invoiceDueDate"] = invoice_due_date
        if invoice_total is not UNSET:
            field_dict["invoiceTotal"] = invoice_total
        if invoice_currency is not UNSET:
            field_dict["invoiceCurrency"] = invoice_currency
        if invoice_type is not UNSET:
            field_dict["invoiceType"] = invoice_type
        if contract_id is not UNSET:
            field_dict["contractId"] = contract_id
        if account_id is not UNSET:
            field_dict["accountId"] = account_id
        if files is not UNSET:
            field_dict["files"] = files

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.invoice_file import InvoiceFile  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_invoice_id(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        invoice_id = _parse_invoice_id(d.pop("invoiceId", UNSET))

        def _parse_invoice_date(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        invoice_date = _parse_invoice_date(d.pop("invoiceDate", UNSET))

        def _parse_invoice_due_date(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        invoice_due_date = _parse_invoice_due_date(d.pop("invoiceDueDate", UNSET))

        def _parse_invoice_total(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        invoice_total = _parse_invoice_total(d.pop("invoiceTotal", UNSET))

        def _parse_invoice_currency(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        invoice_currency = _parse_invoice_currency(d.pop("invoiceCurrency", UNSET))

        def _parse_invoice_type(data: object) -> InvoiceType | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                invoice_type_type_0 = check_invoice_type(data)

                return invoice_type_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(InvoiceType | None | str | Unset, data)

        invoice_type = _parse_invoice_type(d.pop("invoiceType", UNSET))

        def _parse_contract_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        contract_id = _parse_contract_id(d.pop("contractId", UNSET))

        def _parse_account_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        account_id = _parse_account_id(d.pop("accountId", UNSET))

        def _parse_files(data: object) -> list[InvoiceFile] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                files_type_0 = []
                _files_type_0 = data
                for files_type_0_item_data in _files_type_0:
                    files_type_0_item = InvoiceFile.from_dict(files_type_0_item_data)

                    files_type_0.append(files_type_0_item)

                return files_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[InvoiceFile] | None | Unset, data)

        files = _parse_files(d.pop("files", UNSET))

        invoice = cls(
            invoice_id=invoice_id,
            invoice_date=invoice_date,
            invoice_due_date=invoice_due_date,
            invoice_total=invoice_total,
            invoice_currency=invoice_currency,
            invoice_type=invoice_type,
            contract_id=contract_id,
            account_id=account_id,
            files=files,
        )

        invoice.additional_properties = d
        return invoice

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
