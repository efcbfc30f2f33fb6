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

T = TypeVar("T", bound="InvoicePublicLinkResponseDTO")


@_attrs_define
class InvoicePublicLinkResponseDTO:
    """Only the name of this schema is documented. It promises one link that can be read without a credential; each field
    is a name under which the link may stand.

    """

    url: None | str | Unset = UNSET
    """ The link of the document. """
    link: None | str | Unset = UNSET
    """ The link of the document. """
    public_link: None | str | Unset = UNSET
    """ The link of the document. """
    publicLink: None | str | Unset = UNSET
    """ The link of the document. """
    href: None | str | Unset = UNSET
    """ The link of the document. """
    invoice_url: None | str | Unset = UNSET
    """ The link of the document. """
    download_url: None | str | Unset = UNSET
    """ The link of the document. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        url: None | str | Unset
        if isinstance(self.url, Unset):
            url = UNSET
        else:
            url = self.url

        link: None | str | Unset
        if isinstance(self.link, Unset):
            link = UNSET
        else:
            link = self.link

        public_link: None | str | Unset
        if isinstance(self.public_link, Unset):
            public_link = UNSET
        else:
            public_link = self.public_link

        publicLink: None | str | Unset
        if isinstance(self.publicLink, Unset):
            publicLink = UNSET
        else:
            publicLink = self.publicLink

        href: None | str | Unset
        if isinstance(self.href, Unset):
            href = UNSET
        else:
            href = self.href

        invoice_url: None | str | Unset
        if isinstance(self.invoice_url, Unset):
            invoice_url = UNSET
        else:
            invoice_url = self.invoice_url

        download_url: None | str | Unset
        if isinstance(self.download_url, Unset):
            download_url = UNSET
        else:
            download_url = self.download_url

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if url is not UNSET:
            field_dict["url"] = url
        if link is not UNSET:
            field_dict["link"] = link
        if public_link is not UNSET:
            field_dict["public_link"] = public_link
        if publicLink is not UNSET:
            field_dict["publicLink"] = publicLink
        if href is not UNSET:
            field_dict["href"] = href
        if invoice_url is not UNSET:
            field_dict["invoice_url"] = invoice_url
        if download_url is not UNSET:
            field_dict["download_url"] = download_url

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_url(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        url = _parse_url(d.pop("url", UNSET))

        def _parse_link(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        link = _parse_link(d.pop("link", UNSET))

        def _parse_public_link(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        public_link = _parse_public_link(d.pop("public_link", UNSET))

        def _parse_publicLink(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        publicLink = _parse_publicLink(d.pop("publicLink", UNSET))

        def _parse_href(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        href = _parse_href(d.pop("href", UNSET))

        def _parse_invoice_url(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        invoice_url = _parse_invoice_url(d.pop("invoice_url", UNSET))

        def _parse_download_url(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        download_url = _parse_download_url(d.pop("download_url", UNSET))

        invoice_public_link_response_dto = cls(
            url=url,
            link=link,
            public_link=public_link,
            publicLink=publicLink,
            href=href,
            invoice_url=invoice_url,
            download_url=download_url,
        )

        invoice_public_link_response_dto.additional_properties = d
        return invoice_public_link_response_dto

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
