"""Peer: Qovery's own client for Python; amounts are floats."""

from __future__ import annotations

import qovery  # type: ignore[import-untyped]
from qovery.api.billing_api import BillingApi  # type: ignore[import-untyped]

from ..work import Work
from .api import invoice_id


def run(work: Work) -> int:
    configuration = qovery.Configuration(host=work.account(), access_token="not-a-secret")  # noqa: S106  # none
    with qovery.ApiClient(configuration) as client:
        billing = BillingApi(client)
        return len(
            [billing.get_organization_invoice("o", invoice_id(work, number)) for number in range(work.documents)]
        )
