"""specs/accepted_differences.toml: where our specs differ from the providers' own files on purpose, and why."""

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path

from spec_pipeline.errors import GenerationError
from spec_pipeline.sources import Node

from .references import as_list, as_object

ACCEPTED = "specs/accepted_differences.toml"

_CURE = "Cure: every [[provider]] has a text `difference` and a text `reason`, and nothing else"


def read_accepted(root: Path) -> dict[str, dict[str, str]]:
    """Return the reasons by difference, by spec; GenerationError says which entry is incomplete."""
    try:
        written: Mapping[str, object] = tomllib.loads((root / ACCEPTED).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except ValueError as error:
        raise GenerationError([f"{ACCEPTED}: {error}"]) from error
    return {spec: _reasons(spec, entries) for spec, entries in written.items()}


def entry(spec: str, difference: str) -> str:
    """Write an entry whose reason is still to be found."""
    return f'[[{spec}]]\ndifference = {json.dumps(difference, ensure_ascii=False)}\nreason = ""\n'


def _reasons(spec: str, entries: object) -> dict[str, str]:
    reasons: dict[str, str] = {}
    for one in as_list(entries) or [entries]:
        difference, reason = _complete(spec, as_object(one))
        if difference in reasons:
            raise GenerationError([f"{ACCEPTED}: {spec} has {difference!r} twice"])
        reasons[difference] = reason
    return reasons


def _complete(spec: str, one: Node) -> tuple[str, str]:
    difference, reason = one.get("difference"), one.get("reason")
    if len(one) == 2 and isinstance(difference, str) and isinstance(reason, str) and reason.strip():
        return difference, reason
    raise GenerationError([f"{ACCEPTED}: an entry of {spec} is incomplete: {one}. {_CURE}"])
