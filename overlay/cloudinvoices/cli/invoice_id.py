"""Ids of invoices as arguments."""

from __future__ import annotations

import click

from ..core.ids import check_id
from .options import ParamType


class InvoiceIdType(ParamType[str]):
    """What may be sent as an id."""

    name = "id"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            return check_id(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)
