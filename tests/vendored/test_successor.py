"""The installed package on the successor of httpx, in an application that has moved on to it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

APPLICATION = """
import httpx2

httpx2.alias_httpx()  # before anything imports httpx

import asyncio, sys, tempfile
import cloudinvoices as ci
from cloudinvoices.testing import Simulator

async def first(name, settings):
    async with ci.aconnect(name, **settings) as provider:
        provider._clients._fast = False
        return [invoice.id async for invoice in provider.list()]

with Simulator() as simulator, tempfile.TemporaryDirectory() as folder:
    for name in simulator.providers:
        settings = simulator.settings(name)
        with ci.connect(name, **settings) as provider:
            invoices = list(provider.list())
            provider.download(next(one for one in invoices if one.formats), folder)
        assert asyncio.run(first(name, settings)) == [one.id for one in invoices]
        print(name)
assert sys.modules["httpx"] is httpx2 and type(provider.client.get_httpx_client()) is httpx2.Client
"""


def test_an_application_may_bring_the_successor(tmp_path: Path) -> None:
    command = [sys.executable, "-W", "error", "-c", APPLICATION]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=120)

    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["qovery", "akamai", "masstack", "f5xc", "doit"]
