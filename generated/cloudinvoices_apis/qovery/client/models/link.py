# Generated from specs/qovery.yaml
# (SHA-256 ab7d9fdcc4b384043fe05922e3ccee33bf7c6ba76a4689ecf1cd68495d475225)
# by openapi-python-client 0.29.1, datamodel-code-generator 0.89.0, ruff 0.17.5.
# Do not edit, run `make generate`.

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.service_type import ServiceType, check_service_type
from ..types import UNSET, Unset

T = TypeVar("T", bound="Link")


@_attrs_define
class Link:
    """The address of a deployed service, which the download operation declares as its answer."""

    service_id: None | str | Unset = UNSET
    """ Id of the service that the link belongs to. """
    service_type: None | ServiceType | str | Unset = UNSET
    url: None | str | Unset = UNSET
    """ The address under which the service is reached. """
    internal_port: int | None | Unset = UNSET
    """ The port on which the service is reached from inside the cluster. """
    external_port: int | None | Unset = UNSET
    """ The port on which the service is reached from outside, for example 443 for HTTPS. """
    is_qovery_domain: bool | None | Unset = UNSET
    """ True if Qovery manages the domain, false if the domain is the user's own. """
    is_default: bool | None | Unset = UNSET
    """ True if the link uses the root of the domain, false if its host is derived from a port:
    | host | is_default | is_qovery_domain |
    | --- | --- | --- |
    | p8080.zxxxx.jvm.world | false | true |
    | zxxxx.jvm.world | true | true |
    | p8080-my-super-domain.com | false | false |
    | my-super-domain.com | true | false | """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        service_id: None | str | Unset
        if isinstance(self.service_id, Unset):
            service_id = UNSET
        else:
            service_id = self.service_id

        service_type: None | str | Unset
        if isinstance(self.service_type, Unset):
            service_type = UNSET
        elif isinstance(self.service_type, str):
            service_type = self.service_type
        else:
            service_type = self.service_type

        url: None | str | Unset
        if isinstance(self.url, Unset):
            url = UNSET
        else:
            url = self.url

        internal_port: int | None | Unset
        if isinstance(self.internal_port, Unset):
            internal_port = UNSET
        else:
            internal_port = self.internal_port

        external_port: int | None | Unset
        if isinstance(self.external_port, Unset):
            external_port = UNSET
        else:
            external_port = self.external_port

        is_qovery_domain: bool | None | Unset
        if isinstance(self.is_qovery_domain, Unset):
            is_qovery_domain = UNSET
        else:
            is_qovery_domain = self.is_qovery_domain

        is_default: bool | None | Unset
        if isinstance(self.is_default, Unset):
            is_default = UNSET
        else:
            is_default = self.is_default

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if service_id is not UNSET:
            field_dict["service_id"] = service_id
        if service_type is not UNSET:
            field_dict["service_type"] = service_type
        if url is not UNSET:
            field_dict["url"] = url
        if internal_port is not UNSET:
            field_dict["internal_port"] = internal_port
        if external_port is not UNSET:
            field_dict["external_port"] = external_port
        if is_qovery_domain is not UNSET:
            field_dict["is_qovery_domain"] = is_qovery_domain
        if is_default is not UNSET:
            field_dict["is_default"] = is_default

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_service_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        service_id = _parse_service_id(d.pop("service_id", UNSET))

        def _parse_service_type(data: object) -> None | ServiceType | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                service_type_type_0 = check_service_type(data)

                return service_type_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | ServiceType | str | Unset, data)

        service_type = _parse_service_type(d.pop("service_type", UNSET))

        def _parse_url(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        url = _parse_url(d.pop("url", UNSET))

        def _parse_internal_port(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        internal_port = _parse_internal_port(d.pop("internal_port", UNSET))

        def _parse_external_port(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        external_port = _parse_external_port(d.pop("external_port", UNSET))

        def _parse_is_qovery_domain(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        is_qovery_domain = _parse_is_qovery_domain(d.pop("is_qovery_domain", UNSET))

        def _parse_is_default(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        is_default = _parse_is_default(d.pop("is_default", UNSET))

        link = cls(
            service_id=service_id,
            service_type=service_type,
            url=url,
            internal_port=internal_port,
            external_port=external_port,
            is_qovery_domain=is_qovery_domain,
            is_default=is_default,
        )

        link.additional_properties = d
        return link

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
