"""The register of quirks: where a provider differs from its documentation, or its documentation is not enough."""

from __future__ import annotations

import tomllib
from datetime import date
from importlib.resources import files

import attrs


@attrs.frozen(kw_only=True)
class Quirk:
    """One difference, its evidence, and what is done about it."""

    id: str
    """What comments in the code name, such as `QOVERY-LINK`."""
    provider: str
    """Key of the provider."""
    documented: str
    """What the documentation says, or leaves out."""
    really: str
    """What is so, or has to be reckoned with, as far as the evidence goes."""
    evidence: str
    """The public source; `inferred` where it is concluded and not seen."""
    seen: date
    """The day of that source, or, where it has no date, the day it was read."""
    handling: str
    """What the SDK does; where it does not apply, why not."""
    test: str = ""
    """The pytest node that shows the handling; empty where the quirk does not apply."""
    applies: bool = True


def load_quirks() -> tuple[Quirk, ...]:
    """All entries, provider by provider."""
    register = files(__name__.rpartition(".")[0]).joinpath("quirks.toml").read_text("utf-8")
    return tuple(Quirk(**entry) for entry in tomllib.loads(register)["quirk"])
