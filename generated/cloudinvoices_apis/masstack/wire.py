# Generated from specs/masstack.yaml
# (SHA-256 fa1416b05fc2248ac79033a3deccd542c551091220db83e654bb5effb03322da)
# by openapi-python-client 0.29.1, datamodel-code-generator 0.89.0, ruff 0.17.5.
# Do not edit, run `make generate`.

from __future__ import annotations

from msgspec import Struct, field


class AccountBillingDetailsResponseDTO(Struct, frozen=True, gc=False, kw_only=True):
    """Only the name of this schema is documented, and that the answer is the next billing date of the account."""

    next_billing_date: str | None = None
    """The day on which the account is billed next."""

    next_billing_datetime: str | None = None
    """The same as an instant. Other operations of this API send UTC with nine digits of a second, where the end of a day in Madrid reads 21:59:59.999999999Z in summer."""

    invoice_cycle_start_day: int | None = None
    """The day of the month on which the billing cycle starts, as in this API's billing information."""


class InvoicePublicLinkResponseDTO(Struct, frozen=True, gc=False, kw_only=True):
    """Only the name of this schema is documented. It promises one link that can be read without a credential; each field is a name under which the link may stand."""

    url: str | None = None
    """The link of the document."""

    link: str | None = None
    """The link of the document."""

    public_link: str | None = None
    """The link of the document."""

    public_link_1: str | None = field(name="publicLink", default=None)
    """The link of the document."""

    href: str | None = None
    """The link of the document."""

    invoice_url: str | None = None
    """The link of the document."""

    download_url: str | None = None
    """The link of the document."""
