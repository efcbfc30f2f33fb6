# Generated from specs/qovery.yaml
# (SHA-256 ab7d9fdcc4b384043fe05922e3ccee33bf7c6ba76a4689ecf1cd68495d475225)
# by openapi-python-client 0.29.1, datamodel-code-generator 0.89.0, ruff 0.17.5.
# Do not edit, run `make generate`.

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.plan import Plan, check_plan
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.organization_plan import OrganizationPlan


T = TypeVar("T", bound="Organization")


@_attrs_define
class Organization:
    id: None | str | Unset = UNSET
    """ Id of the organization. """
    created_at: None | str | Unset = UNSET
    """ When the organization was created. """
    updated_at: None | str | Unset = UNSET
    """ When the organization was last changed. """
    name: None | str | Unset = UNSET
    """ Name of the organization; upper and lower case are the same name. """
    description: None | str | Unset = UNSET
    """ Free text about the organization. """
    plan: None | Plan | str | Unset = UNSET
    website_url: None | str | Unset = UNSET
    """ Address of the organization's website. """
    repository: None | str | Unset = UNSET
    """ Repository of the organization. """
    logo_url: None | str | Unset = UNSET
    """ Address of the logo. """
    icon_url: None | str | Unset = UNSET
    """ Address of the icon. """
    admin_emails: list[str] | None | Unset = UNSET
    """ E-mail addresses of the administrators. """
    owner: None | str | Unset = UNSET
    """ Id of the user who owns the organization. """
    billing_deployment_restriction: None | str | Unset = UNSET
    """ A restriction of deployments that has its cause in billing. """
    organization_plan: None | OrganizationPlan | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.organization_plan import OrganizationPlan  # noqa: PLC0415

        id: None | str | Unset
        if isinstance(self.id, Unset):
            id = UNSET
        else:
            id = self.id

        created_at: None | str | Unset
        if isinstance(self.created_at, Unset):
            created_at = UNSET
        else:
            created_at = self.created_at

        updated_at: None | str | Unset
        if isinstance(self.updated_at, Unset):
            updated_at = UNSET
        else:
            updated_at = self.updated_at

        name: None | str | Unset
        if isinstance(self.name, Unset):
            name = UNSET
        else:
            name = self.name

        description: None | str | Unset
        if isinstance(self.description, Unset):
            description = UNSET
        else:
            description = self.description

        plan: None | str | Unset
        if isinstance(self.plan, Unset):
            plan = UNSET
        elif isinstance(self.plan, str):
            plan = self.plan
        else:
            plan = self.plan

        website_url: None | str | Unset
        if isinstance(self.website_url, Unset):
            website_url = UNSET
        else:
            website_url = self.website_url

        repository: None | str | Unset
        if isinstance(self.repository, Unset):
            repository = UNSET
        else:
            repository = self.repository

        logo_url: None | str | Unset
        if isinstance(self.logo_url, Unset):
            logo_url = UNSET
        else:
            logo_url = self.logo_url

        icon_url: None | str | Unset
        if isinstance(self.icon_url, Unset):
            icon_url = UNSET
        else:
            icon_url = self.icon_url

        admin_emails: list[str] | None | Unset
        if isinstance(self.admin_emails, Unset):
            admin_emails = UNSET
        elif isinstance(self.admin_emails, list):
            admin_emails = self.admin_emails

        else:
            admin_emails = self.admin_emails

        owner: None | str | Unset
        if isinstance(self.owner, Unset):
            owner = UNSET
        else:
            owner = self.owner

        billing_deployment_restriction: None | str | Unset
        if isinstance(self.billing_deployment_restriction, Unset):
            billing_deployment_restriction = UNSET
        else:
            billing_deployment_restriction = self.billing_deployment_restriction

        organization_plan: dict[str, Any] | None | Unset
        if isinstance(self.organization_plan, Unset):
            organization_plan = UNSET
        elif isinstance(self.organization_plan, OrganizationPlan):
            organization_plan = self.organization_plan.to_dict()
        else:
            organization_plan = self.organization_plan

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if id is not UNSET:
            field_dict["id"] = id
        if created_at is not UNSET:
            field_dict["created_at"] = created_at
        if updated_at is not UNSET:
            field_dict["updated_at"] = updated_at
        if name is not UNSET:
            field_dict["name"] = name
        if description is not UNSET:
            field_dict["description"] = description
        if plan is not UNSET:
            field_dict["plan"] = plan
        if website_url is not UNSET:
            field_dict["website_url"] = website_url
        if repository is not UNSET:
            field_dict["repository"] = repository
        if logo_url is not UNSET:
            field_dict["logo_url"] = logo_url
        if icon_url is not UNSET:
            field_dict["icon_url"] = icon_url
        if admin_emails is not UNSET:
            field_dict["admin_emails"] = admin_emails
        if owner is not UNSET:
            field_dict["owner"] = owner
        if billing_deployment_restriction is not UNSET:
            field_dict["billing_deployment_restriction"] = billing_deployment_restriction
        if organization_plan is not UNSET:
            field_dict["organization_plan"] = organization_plan

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.organization_plan import OrganizationPlan  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        id = _parse_id(d.pop("id", UNSET))

        def _parse_created_at(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        created_at = _parse_created_at(d.pop("created_at", UNSET))

        def _parse_updated_at(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        updated_at = _parse_updated_at(d.pop("updated_at", UNSET))

        def _parse_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        name = _parse_name(d.pop("name", UNSET))

        def _parse_description(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        description = _parse_description(d.pop("description", UNSET))

        def _parse_plan(data: object) -> None | Plan | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                plan_type_0 = check_plan(data)

                return plan_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Plan | str | Unset, data)

        plan = _parse_plan(d.pop("plan", UNSET))

        def _parse_website_url(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        website_url = _parse_website_url(d.pop("website_url", UNSET))

        def _parse_repository(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        repository = _parse_repository(d.pop("repository", UNSET))

        def _parse_logo_url(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        logo_url = _parse_logo_url(d.pop("logo_url", UNSET))

        def _parse_icon_url(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        icon_url = _parse_icon_url(d.pop("icon_url", UNSET))

        def _parse_admin_emails(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                admin_emails_type_0 = cast(list[str], data)

                return admin_emails_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        admin_emails = _parse_admin_emails(d.pop("admin_emails", UNSET))

        def _parse_owner(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        owner = _parse_owner(d.pop("owner", UNSET))

        def _parse_billing_deployment_restriction(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        billing_deployment_restriction = _parse_billing_deployment_restriction(
            d.pop("billing_deployment_restriction", UNSET)
        )

        def _parse_organization_plan(data: object) -> None | OrganizationPlan | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                organization_plan_type_0 = OrganizationPlan.from_dict(data)

                return organization_plan_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | OrganizationPlan | Unset, data)

        organization_plan = _parse_organization_plan(d.pop("organization_plan", UNSET))

        organization = cls(
            id=id,
            created_at=created_at,
            updated_at=updated_at,
            name=name,
            description=description,
            plan=plan,
            website_url=website_url,
            repository=repository,
            logo_url=logo_url,
            icon_url=icon_url,
            admin_emails=admin_emails,
            owner=owner,
            billing_deployment_restriction=billing_deployment_restriction,
            organization_plan=organization_plan,
        )

        organization.additional_properties = d
        return organization

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
