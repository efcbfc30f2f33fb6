"""An archive for tests that only read one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from .conftest import Invoke


def fill(invoke: Invoke, *accounts: str) -> list[dict[str, Any]]:
    """Sync these accounts into ./archive; what `records` says then."""
    result = invoke("sync", *accounts, "--archive", "archive", "--since", "2020", "-q")
    assert result.exit_code == 0, result.stderr
    return records(invoke)


def records(invoke: Invoke, *options: str) -> list[dict[str, Any]]:
    result = invoke("records", "--archive", "archive", "-o", "ndjson", *options)
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def change(path: Path) -> Path:
    """Turn one bit of a document."""
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    return path
