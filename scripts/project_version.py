"""The version of the project, which stands in one place."""

import re
from pathlib import Path


def read_version(root: Path) -> str:
    """The version of a checkout; ValueError where it is not written as it must be."""
    module = root / "overlay" / "cloudinvoices" / "__init__.py"
    (version,) = re.findall(r'^__version__ = "(.+)"$', module.read_text(encoding="utf-8"), re.MULTILINE)
    return str(version)
