"""What the provider's page on each of the six operations says, written down a second time, beside the specs."""

from dataclasses import dataclass, field

UUID = "string uuid"
MASSTACK_STATUSES = "200 400 401 403 404 500 502 504"


@dataclass(frozen=True, kw_only=True)
class Page:
    operation: str
    path: str
    parameters: dict[str, str]
    """Name: where it is, its type and format, and `required` if it is."""
    statuses: str
    answer: str | None = None
    """Name of the schema of 200, where the page gives one."""
    fields: dict[str, str] = field(default_factory=dict)
    """Name: type and format; the fields of list items after a dot."""
    required: frozenset[str] = frozenset()
    enums: dict[str, str] = field(default_factory=dict)
    """Name: its values, separated by commas."""

    def __str__(self) -> str:
        return self.operation


PAGES = [
    Page(
        operation="qovery:download_invoice",
        path="/organization/{organizationId}/invoice/{invoiceId}/download",
        parameters={"organizationId": f"path {UUID} required", "invoiceId": f"path {UUID} required"},
        statuses="200 401 403 404",
        answer="Link",
        fields={
            "service_id": UUID,
            "service_type": "string",
            "url": "string",
            "internal_port": "integer",
            "external_port": "integer",
            "is_qovery_domain": "boolean",
            "is_default": "boolean",
        },
        required=frozenset(
            {"service_id", "service_type", "url", "internal_port", "external_port", "is_qovery_domain", "is_default"}
        ),
        enums={"service_type": "APPLICATION,DATABASE,CONTAINER,JOB,HELM,TERRAFORM"},
    ),
    Page(
        operation="akamai:download_invoice",
        path="/invoicing-api/v4/contracts/{contractId}/invoices/{invoiceId}/download",
        parameters={
            "contractId": "path string required",
            "invoiceId": "path integer int64 required",
            "sourceType": "query string",
            "accountSwitchKey": "query string",
            "Accept": "header string",
        },
        statuses="200 204 400 401 403 404 405 429 500",
    ),
    Page(
        operation="masstack:download_invoice",
        path="/orgs/{orgId}/accounts/{accountId}/invoices/{invoiceId}",
        parameters=dict.fromkeys(("orgId", "accountId", "invoiceId"), "path string required"),
        statuses=MASSTACK_STATUSES,
        answer="InvoicePublicLinkResponseDTO",
    ),
    Page(
        operation="masstack:get_billing_details",
        path="/orgs/{orgId}/accounts/{accountId}/billing_details",
        parameters=dict.fromkeys(("orgId", "accountId"), "path string required"),
        statuses=MASSTACK_STATUSES,
        answer="AccountBillingDetailsResponseDTO",
    ),
    Page(
        operation="f5xc:download_invoice",
        path="/api/web/namespaces/{namespace}/usage/invoice_pdf",
        parameters={"namespace": "path string required", "name": "query string"},
        statuses="200 401 403 404 409 429 500 503 504",
        answer="GetInvoicePdfRsp",
        fields={"pdf": "string byte"},
    ),
    Page(
        operation="doit:get_invoice",
        path="/billing/v1/invoices/{id}",
        parameters={"id": "path string required"},
        statuses="200 400 401 403 404",
        fields={
            "id": "string",
            "invoiceDate": "integer int64",
            "platform": "string",
            "dueDate": "integer int64",
            "status": "string",
            "totalAmount": "number double",
            "balanceAmount": "number double",
            "currency": "string",
            "url": "string",
            "lineItems": "array",
            "lineItems.currency": "string",
            "lineItems.description": "string",
            "lineItems.details": "string",
            "lineItems.price": "number double",
            "lineItems.qty": "number double",
            "lineItems.type": "string",
        },
        enums={
            "platform": (
                "google-cloud,amazon-web-services,microsoft-azure,g-suite,office-365,superquery,looker,navigator,solve"
            ),
            "status": "OPEN,PAST DUE,PAID",
            "currency": "USD,ILS,EUR,AUD,CAD,GBP,DKK,NOK,SEK,BRL,SGD,MXN,CHF,MYR,TWD,EGP,ZAR,JPY,IDR,AED,THB,COP",
        },
    ),
]
