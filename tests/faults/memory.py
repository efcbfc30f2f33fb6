"""A process of its own that asks what it is told to, line by line, and says what came of it and its peak of memory."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from accounts import ask  # type: ignore[import-not-found]  # it stands beside this program

import cloudinvoices as ci


def peak() -> float:
    """MiB that this process has held at most."""
    status = Path("/proc/self/status")
    if status.exists():
        # Not `ru_maxrss`, which begins with the memory of whoever has started this process.
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20)


def answer(mode: str, provider: str, settings: dict[str, Any], what: str, invoice: str, scope: str) -> str:
    try:
        if what == "list":
            return str(len(ask(mode, provider, settings, lambda account: account.list())))
        wanted = ci.Invoice(provider=provider, scope=scope, id=invoice, number=invoice)
        with TemporaryDirectory() as folder:
            ask(mode, provider, settings, lambda account: account.download(wanted, folder, format="pdf"))
            return "data"
    except ci.CloudInvoicesError as error:
        return type(error).__name__


for line in sys.stdin:
    print(json.dumps([answer(**json.loads(line)), peak()]), flush=True)
