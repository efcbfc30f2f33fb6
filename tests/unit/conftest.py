import os
from pathlib import Path

import pytest

PREFIXES = ("AKAMAI_", "QOVERY_", "Q_CLI_", "MASSTACK_", "F5XC_", "VOLT_", "VES_", "DOIT_", "DCI_", "CUSTOMER_CONTEXT")


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty home folder and an environment without credentials: a developer's own are never found."""
    for name in list(os.environ):
        if name.startswith(PREFIXES):
            monkeypatch.delenv(name)
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("USERPROFILE", str(folder))
    return folder
