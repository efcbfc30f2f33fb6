# Generated from specs/qovery.yaml
# (SHA-256 ab7d9fdcc4b384043fe05922e3ccee33bf7c6ba76a4689ecf1cd68495d475225)
# by openapi-python-client 0.29.1, datamodel-code-generator 0.89.0, ruff 0.17.5.
# Do not edit, run `make generate`.

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.plan import Plan, check_plan
from ..types import UNSET, Unset

T = TypeVar("T", bound="OrganizationPlan")


@_attrs_define
class OrganizationPlan:
    """The plan and what comes with it."""

    plan: None | Plan | str | Unset = UNSET
    audit_logs_retention_in_days: float | None | Unset = UNSET
    """ For how many days audit logs are kept. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        plan: None | str | Unset
        if isinstance(self.plan, Unset):
            plan = UNSET
        elif isinstance(self.plan, str):
            plan = self.plan
        else:
            plan = self.plan

        audit_logs_retention_in_days: float | None | Unset
        if isinstance(self.audit_logs_retention_in_days, Unset):
            audit_logs_retention_in_days = UNSET
        else:
            audit_logs_retention_in_days = self.audit_logs_retention_in_days

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if plan is not UNSET:
            field_dict["plan"] = plan
        if audit_logs_retention_in_days is not UNSET:
            field_dict["audit_logs_retention_in_days"] = audit_logs_retention_in_days

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

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

        def _parse_audit_logs_retention_in_days(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        audit_logs_retention_in_days = _parse_audit_logs_retention_in_days(d.pop("audit_logs_retention_in_days", UNSET))

        organization_plan = cls(
            plan=plan,
            audit_logs_retention_in_days=audit_logs_retention_in_days,
        )

        organization_plan.additional_properties = d
        return organization_plan

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
