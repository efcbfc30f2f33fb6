# Generated from specs/documents/akamai_invoice.schema.json
# (SHA-256 59737ed4e1e5f265ad5eed5aa680959399fa107623e384082f7fab29cfde989e)
# by openapi-python-client 0.29.1, datamodel-code-generator 0.89.0, ruff 0.17.5.
# Do not edit, run `make generate`.

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TypeAlias

from msgspec import Struct, field

Money: TypeAlias = Decimal


Quantity: TypeAlias = Decimal


class InvoiceLine(Struct, frozen=True, gc=False, kw_only=True):
    """One billed item."""

    credited_invoice_line_number: int | str | None = field(name="CREDITED_INVOICE_LINE_NUMBER", default=None)
    """The line that is credited. Null in the sample, so that the type of a value is not known."""

    credited_invoice_number: int | str | None = field(name="CREDITED_INVOICE_NUMBER", default=None)
    """The invoice that is credited. Null in the sample, so that the type of a value is not known."""

    effective_end_date: date | None = field(name="EFFECTIVE_END_DATE", default=None)
    """The day the item ceases to hold, which may lie well after the billed period."""

    item_desc: str | None = field(name="ITEM_DESC", default=None)
    """What was billed, in words."""

    item_end_date: date | None = field(name="ITEM_END_DATE", default=None)
    """The last day of the billed period."""

    item_start_date: date | None = field(name="ITEM_START_DATE", default=None)
    """The first day of the billed period."""

    item_total: Money | None = field(name="ITEM_TOTAL", default=None)
    """The amount of the line."""

    item_total_services: Money | None = field(name="ITEM_TOTAL_SERVICES", default=None)
    """The part of the amount that is services."""

    item_total_taxes: Money | None = field(name="ITEM_TOTAL_TAXES", default=None)
    """The part of the amount that is taxes."""

    item_type: str | None = field(name="ITEM_TYPE", default=None)
    """The kind of item; `U` in the sample."""

    item_units: Quantity | None = field(name="ITEM_UNITS", default=None)
    """How many units were billed."""

    item_unit_price: Money | None = field(name="ITEM_UNIT_PRICE", default=None)
    """The price of one unit."""

    po_number: str | None = field(name="PO_NUMBER", default=None)
    """The customer's purchase order."""

    product: str | None = field(name="PRODUCT", default=None)
    """The name of the product."""

    product_id: str | None = field(name="PRODUCT_ID", default=None)
    """Identifies the product."""

    unit_measure: str | None = field(name="UNIT_MEASURE", default=None)
    """What a unit is."""


class EndCustomer(Struct, frozen=True, gc=False, kw_only=True):
    """A customer and the lines billed for it."""

    end_customer_account_id: str | None = field(name="END_CUSTOMER_ACCOUNT_ID", default=None)
    """Identifies the customer's account."""

    end_customer_account_name: str | None = field(name="END_CUSTOMER_ACCOUNT_NAME", default=None)
    """The name of the customer's account."""

    end_customer_external_reference: str | None = field(name="END_CUSTOMER_EXTERNAL_REFERENCE", default=None)
    """The customer's reference elsewhere."""

    end_customer_order_id: str | None = field(name="END_CUSTOMER_ORDER_ID", default=None)
    """Identifies the customer's order."""

    invoice_line: list[InvoiceLine] | None = field(name="INVOICE_LINE", default=None)
    """The lines."""


class InvoiceHeader(Struct, frozen=True, gc=False, kw_only=True):
    """What holds for the whole invoice. The file has no grand total and no due date."""

    account_id: str | None = field(name="ACCOUNT_ID", default=None)
    """Identifies the billed account."""

    account_name: str | None = field(name="ACCOUNT_NAME", default=None)
    """The name of the billed account."""

    end_customer: list[EndCustomer] | None = field(name="END_CUSTOMER", default=None)
    """The customers the invoice is split into."""

    finalized_date: date | None = field(name="FINALIZED_DATE", default=None)
    """The day the invoice became final."""

    invoice_currency: str | None = field(name="INVOICE_CURRENCY", default=None)
    """The currency of every amount."""

    invoice_date: date | None = field(name="INVOICE_DATE", default=None)
    """The day of the invoice."""

    invoice_id: int | None = field(name="INVOICE_ID", default=None)
    """Identifies the invoice, as in the listing."""

    invoice_order_id: str | None = field(name="INVOICE_ORDER_ID", default=None)
    """Identifies the order."""

    invoice_type: str | None = field(name="INVOICE_TYPE", default=None)
    """What the document is, in words; not the invoice type of the listing."""

    invoice_version: int | None = field(name="INVOICE_VERSION", default=None)
    """The version of the invoice."""

    po_number: str | None = field(name="PO_NUMBER", default=None)
    """The customer's purchase order."""


class AkamaiInvoice(Struct, frozen=True, gc=False, kw_only=True):
    """The JSON file of an Akamai invoice or credit memo. Akamai publishes no schema of it: names and types are those of the documented sample (Invoicing API v4, seen 2026-11-20), and fields beyond it are welcome."""

    invoice: InvoiceHeader | None = field(name="INVOICE", default=None)
