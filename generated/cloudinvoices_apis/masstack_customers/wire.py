# Generated from specs/masstack_customers.yaml
# (SHA-256 32d81e79a8782ebfb74c2ecd1a3fcab6effe2413846d4036bddbd1ebc04ccec9)
# by openapi-python-client 0.29.1, datamodel-code-generator 0.89.0, ruff 0.17.5.
# Do not edit, run `make generate`.

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct


class InvoiceInfoCycle(Struct, frozen=True, gc=False, kw_only=True):
    """The billing cycle that the invoice covers."""

    start_date: str | None = None
    """Begin of the cycle, in UTC."""

    end_date: str | None = None
    """End of the cycle, in UTC."""


class InvoiceInfoStatus(Struct, frozen=True, gc=False, kw_only=True):
    """Where the invoice stands."""

    id: int | None = None
    """Number of the status."""

    value: str | None = None
    """Name of the status, in Spanish."""


class PeriodDate(Struct, frozen=True, gc=False, kw_only=True):
    """The period that was asked for."""

    start_date: str | None = None
    """First day of the period."""

    end_date: str | None = None
    """Last day of the period."""


class InvoiceInfoDetail(Struct, frozen=True, gc=False, kw_only=True):
    """One invoice."""

    value: Decimal | None = None
    """The amount; no field says the currency."""

    delivery_mode: str | None = None
    """How the invoice reaches the customer."""

    date: str | None = None
    """When the invoice was issued, in UTC. The documented 22:00 is midnight of the next day in Madrid in summer."""

    pay_date: str | None = None
    """When the invoice is or was paid, in UTC."""

    number: str | None = None
    """Number of the invoice."""

    path: str | None = None
    """Where the server keeps the file; not an address that can be fetched."""

    status: InvoiceInfoStatus | None = None
    cycle: InvoiceInfoCycle | None = None


class InvoiceInfoList(Struct, frozen=True, gc=False, kw_only=True):
    account_id: int | None = None
    """Id of the account."""

    period_date: PeriodDate | None = None
    invoices: list[InvoiceInfoDetail] | None = None
    """The invoices of the period."""
