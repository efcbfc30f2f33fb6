# Generated from specs/akamai.yaml
# (SHA-256 c69263036b8324ad68b615d5217abe7568ace43fc6a717fca34a680e98858c75)
# by openapi-python-client 0.29.1, datamodel-code-generator 0.89.0, ruff 0.17.5.
# Do not edit, run `make generate`.

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.source_type import SourceType, check_source_type
from ..types import UNSET, Unset

T = TypeVar("T", bound="InvoiceFile")


@_attrs_define
class InvoiceFile:
    """One file of an invoice."""

    content_type: None | str | Unset = UNSET
    """ The media type of the file, to be sent as `Accept` for a download. """
    file_creation_date: None | str | Unset = UNSET
    """ The day the file was made. """
    file_link: None | str | Unset = UNSET
    """ The path of the download on the client's own host. It is the same for every format. """
    file_name: None | str | Unset = UNSET
    """ The name of the file. """
    file_version: int | None | Unset = UNSET
    """ The version of the file. A file issued again has a higher one. """
    source_type: None | SourceType | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        content_type: None | str | Unset
        if isinstance(self.content_type, Unset):
            content_type = UNSET
        else:
            content_type = self.content_type

        file_creation_date: None | str | Unset
        if isinstance(self.file_creation_date, Unset):
            file_creation_date = UNSET
        else:
            file_creation_date = self.file_creation_date

        file_link: None | str | Unset
        if isinstance(self.file_link, Unset):
            file_link = UNSET
        else:
            file_link = self.file_link

        file_name: None | str | Unset
        if isinstance(self.file_name, Unset):
            file_name = UNSET
        else:
            file_name = self.file_name

        file_version: int | None | Unset
        if isinstance(self.file_version, Unset):
            file_version = UNSET
        else:
            file_version = self.file_version

        source_type: None | str | Unset
        if isinstance(self.source_type, Unset):
            source_type = UNSET
        elif isinstance(self.source_type, str):
            source_type = self.source_type
        else:
            source_type = self.source_type

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if content_type is not UNSET:
            field_dict["contentType"] = content_type
        if file_creation_date is not UNSET:
            field_dict["fileCreationDate"] = file_creation_date
        if file_link is not UNSET:
            field_dict["fileLink"] = file_link
        if file_name is not UNSET:
            field_dict["fileName"] = file_name
        if file_version is not UNSET:
            field_dict["fileVersion"] = file_version
        if source_type is not UNSET:
            field_dict["sourceType"] = source_type

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_content_type(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        content_type = _parse_content_type(d.pop("contentType", UNSET))

        def _parse_file_creation_date(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        file_creation_date = _parse_file_creation_date(d.pop("fileCreationDate", UNSET))

        def _parse_file_link(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        file_link = _parse_file_link(d.pop("fileLink", UNSET))

        def _parse_file_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        file_name = _parse_file_name(d.pop("fileName", UNSET))

        def _parse_file_version(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        file_version = _parse_file_version(d.pop("fileVersion", UNSET))

        def _parse_source_type(data: object) -> None | SourceType | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                source_type_type_0 = check_source_type(data)

                return source_type_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SourceType | str | Unset, data)

        source_type = _parse_source_type(d.pop("sourceType", UNSET))

        invoice_file = cls(
            content_type=content_type,
            file_creation_date=file_creation_date,
            file_link=file_link,
            file_name=file_name,
            file_version=file_version,
            source_type=source_type,
        )

        invoice_file.additional_properties = d
        return invoice_file

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
