# Generated from specs/qovery.yaml
# (SHA-256 ab7d9fdcc4b384043fe05922e3ccee33bf7c6ba76a4689ecf1cd68495d475225)
# by openapi-python-client 0.29.1, datamodel-code-generator 0.89.0, ruff 0.17.5.
# Do not edit, run `make generate`.

from __future__ import annotations

from decimal import Decimal
from typing import Literal, TypeAlias

from msgspec import Struct

InvoiceStatus: TypeAlias = Literal["NOT_PAID", "PAID", "PAYMENT_DUE", "PENDING", "POSTED", "UNKNOWN", "VOIDED"]


Plan: TypeAlias = Literal[
    "FREE",
    "TEAM",
    "TEAM_YEARLY",
    "ENTERPRISE",
    "ENTERPRISE_YEARLY",
    "PROFESSIONAL",
    "BUSINESS",
    "USER_2025",
    "TEAM_2025",
    "BUSINESS_2025",
    "ENTERPRISE_2025",
]


ServiceType: TypeAlias = Literal[
    "APPLICATION", "DATABASE", "CONTAINER", "JOB", "HELM", "TERRAFORM", "ARGOCD_APP", "AGENTIC_WORKFLOW"
]


class Invoice(Struct, frozen=True, gc=False, kw_only=True):
    id: str | None = None
    """Id of the invoice."""

    created_at: str | None = None
    """When the invoice was created; the only date there is."""

    status: InvoiceStatus | str | None = None
    total_in_cents: int | None = None
    """The amount in cents."""

    total: Decimal | None = None
    """The same amount in whole units of the currency."""

    currency_code: str | None = None
    """The currency."""


class InvoiceList(Struct, frozen=True, gc=False, kw_only=True):
    results: list[Invoice] | None = None
    """The invoices."""


class Link(Struct, frozen=True, gc=False, kw_only=True):
    """The address of a deployed service, which the download operation declares as its answer."""

    service_id: str | None = None
    """Id of the service that the link belongs to."""

    service_type: ServiceType | str | None = None
    url: str | None = None
    """The address under which the service is reached."""

    internal_port: int | None = None
    """The port on which the service is reached from inside the cluster."""

    external_port: int | None = None
    """The port on which the service is reached from outside, for example 443 for HTTPS."""

    is_qovery_domain: bool | None = None
    """True if Qovery manages the domain, false if the domain is the user's own."""

    is_default: bool | None = None
    """
    True if the link uses the root of the domain, false if its host is derived from a port:
    | host | is_default | is_qovery_domain |
    | --- | --- | --- |
    | p8080.zxxxx.jvm.world | false | true |
    | zxxxx.jvm.world | true | true |
    | p8080-my-super-domain.com | false | false |
    | my-super-domain.com | true | false |
    """


class OrganizationPlan(Struct, frozen=True, gc=False, kw_only=True):
    """The plan and what comes with it."""

    plan: Plan | str | None = None
    audit_logs_retention_in_days: Decimal | None = None
    """For how many days audit logs are kept."""


class Organization(Struct, frozen=True, gc=False, kw_only=True):
    id: str | None = None
    """Id of the organization."""

    created_at: str | None = None
    """When the organization was created."""

    updated_at: str | None = None
    """When the organization was last changed."""

    name: str | None = None
    """Name of the organization; upper and lower case are the same name."""

    description: str | None = None
    """Free text about the organization."""

    plan: Plan | str | None = None
    website_url: str | None = None
    """Address of the organization's website."""

    repository: str | None = None
    """Repository of the organization."""

    logo_url: str | None = None
    """Address of the logo."""

    icon_url: str | None = None
    """Address of the icon."""

    admin_emails: list[str] | None = None
    """E-mail addresses of the administrators."""

    owner: str | None = None
    """Id of the user who owns the organization."""

    billing_deployment_restriction: str | None = None
    """A restriction of deployments that has its cause in billing."""

    organization_plan: OrganizationPlan | None = None


class OrganizationList(Struct, frozen=True, gc=False, kw_only=True):
    results: list[Organization] | None = None
    """The organizations."""
