import os
from pathlib import Path

import pytest

NAMES = ("QOVERY_", "Q_CLI_", "AKAMAI_", "MASSTACK_", "F5XC_", "VOLT_", "VES_", "DOIT_", "DCI_", "CUSTOMER_CONTEXT")


@pytest.fixture(autouse=True)
def _nothing_configured(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No credential of the person who runs the tests is found, neither in the environment nor in the home folder."""
    for name in [name for name in os.environ if name.startswith(NAMES)]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
