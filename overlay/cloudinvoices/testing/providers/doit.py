"""DoiT: JSON in pages, the PDF on an operation of its own, and a tenant in a header."""

from __future__ import annotations

import gzip

from .. import invented
from ..data import doit as data
from ..exchange import Answer, Request, json_answer
from ..months import Month
from ..routing import Route, Service
from . import doit_list
from .doit_problems import Problems


class Doit:
    """`single_tenant`: the API key sees one tenant only, so that none has to be named."""

    name = "doit"

    def __init__(self, months: tuple[Month, ...], *, single_tenant: bool) -> None:
        self.rows: tuple[data.DoitRow, ...] = data.invoices(months)
        self._api_key = invented.opaque("doit api key")
        self._tenants = (data.TENANT,) if single_tenant else (data.TENANT, data.OTHER_TENANT)
        self._problems = Problems()

    @property
    def secrets(self) -> tuple[str, ...]:
        return (self._api_key,)

    def settings(self, base: str) -> dict[str, str]:
        return {"base_url": f"{base}/doit", "api_key": self._api_key, "tenant": data.TENANT}

    def services(self) -> tuple[Service, ...]:
        routes = (
            Route("doit.list", "/billing/v1/invoices", self._list),
            Route("doit.get", "/billing/v1/invoices/{invoice}", self._get),
            Route("doit.pdf", "/billing/v1/invoices/{invoice}/pdf", self._pdf),
            Route("doit.validate", "/auth/v1/validate", self._validate),
        )
        return (Service("doit", routes, self._refuse, self._problems.problem, self._problems.headers),)

    def _refuse(self, request: Request) -> Answer | None:
        if request.header("Authorization") != f"Bearer {self._api_key}":
            return self._problems.problem(401)
        tenant = request.header("X-Tenant-Id")
        if not tenant and len(self._tenants) > 1:
            return self._problems.problem(400, "the credential sees several tenants", "tenant_id_required")
        if tenant and tenant not in self._tenants:
            return self._problems.problem(400, "the credential does not see this tenant", "tenant_id_mismatch")
        return None

    def _of_tenant(self, request: Request) -> tuple[data.DoitRow, ...]:
        # The other tenant has no invoices.
        return self.rows if request.header("X-Tenant-Id") in ("", data.TENANT) else ()

    def _list(self, request: Request) -> Answer:
        try:
            return json_answer(doit_list.page(self._of_tenant(request), request.query))
        except doit_list.WrongParameterError as error:
            return self._problems.problem(400, str(error), error.code)

    def _get(self, request: Request, invoice: str) -> Answer:
        for row in self._of_tenant(request):
            if row.id == invoice:
                return Answer(200, row.documents["json"], "application/json")
        return self._problems.problem(404, "invoice not found")

    def _pdf(self, request: Request, invoice: str) -> Answer:
        found = [row for row in self._of_tenant(request) if row.id == invoice]
        if not found:
            return self._problems.problem(404, "invoice not found")
        content = found[0].documents.get("pdf")
        if content is None:
            return self._problems.problem(404, "invoice PDF not found")
        if "gzip" in request.header("Accept-Encoding"):
            return Answer(200, gzip.compress(content, 6, mtime=0), "application/pdf", {"Content-Encoding": "gzip"})
        if found[0].large:
            return self._problems.problem(500, "the document is too large to be sent uncompressed")
        return Answer(200, content, "application/pdf")

    def _validate(self, request: Request) -> Answer:
        return json_answer({"domain": "acme.example", "email": "finops@acme.example"})
