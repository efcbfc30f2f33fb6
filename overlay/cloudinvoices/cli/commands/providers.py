"""`providers`: what each provider can do, and what it needs; all of it as its module declares it."""

from __future__ import annotations

from ...core.adapter import Adapter
from ...core.settings import COMMON, Setting
from ...providers import NAMES, load_adapter
from ..command import Run, command
from ..output import Column, Layout, Record

_LAYOUT = Layout(
    fields=["provider", "title", "documents", "get", "billing_details", "requests_a_minute", "credentials"],
    columns=[
        Column("provider", "provider"),
        Column("name", "title"),
        Column("list", lambda _: "yes"),
        Column("get", "get"),
        Column("documents", "documents"),
        Column("billing details", "billing_details"),
        Column("credentials", "credentials"),
    ],
)
_SETTINGS = Layout(
    fields=["provider", "name", "about", "environment", "secret"],
    columns=[
        Column("provider", "provider"),
        Column("setting", "name"),
        Column("environment", "environment"),
        Column("secret", lambda setting: "secret" if setting["secret"] else ""),
        Column("what it is", "about"),
    ],
)


@command(
    "providers",
    examples="""
        cloudinvoices providers
        cloudinvoices providers -o json | jq -r '.[].settings[].environment[]'
    """,
)
def providers(run: Run) -> None:
    """Show what each provider can do, and what it needs.

    The settings are given in the configuration, or under the environment names. `get` is an operation of the
    provider, or a search through its list.
    """
    adapters = [load_adapter(name) for name in NAMES]
    run.output.many((_provider(adapter) for adapter in adapters), _LAYOUT)
    if run.output.format == "table":
        run.output.gap()
        settings = ({"provider": adapter.name, **_setting(one)} for adapter in adapters for one in adapter.settings)
        run.output.many(settings, _SETTINGS)


def _provider(adapter: type[Adapter]) -> Record:
    return {
        "provider": adapter.name,
        "title": adapter.title,
        "documents": adapter.formats,
        "get": "list" if adapter.get_invoice is Adapter.get_invoice else "operation",
        "billing_details": adapter.get_billing_details is not Adapter.get_billing_details,
        "requests_a_minute": adapter.per_minute,
        "credentials": [setting.name for setting in adapter.settings if setting.secret],
        "settings": [_setting(setting) for setting in (*adapter.settings, *COMMON)],
    }


def _setting(setting: Setting) -> Record:
    return {
        "name": setting.name,
        "about": setting.about,
        "environment": setting.env,
        "secret": setting.secret,
        "choices": setting.choices,
    }


COMMAND = providers
