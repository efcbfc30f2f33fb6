"""Which operation of one description is which of the other."""

import re
from dataclasses import dataclass

from spec_pipeline.operations import Operation

_PARAMETER = re.compile(r"\{[^{}/]*\}")


@dataclass(frozen=True)
class Pairs:
    """The operations that both versions have, those that only the old one has, and those that only the new one has."""

    both: list[tuple[Operation, Operation]]
    gone: list[Operation]
    new: list[Operation]


def pair(before: list[Operation], after: list[Operation]) -> Pairs:
    """Find each operation again: by its id, else by its request."""
    by_name = {one.name: one for one in before}
    both = [(by_name[one.name], one) for one in after if one.name in by_name]
    found = {one.name for _, one in both}
    by_request = {request(one): one for one in before if one.name not in found}
    both += [(by_request[request(one)], one) for one in after if one.name not in found and request(one) in by_request]
    old_names, new_names = {old.name for old, _ in both}, {new.name for _, new in both}
    gone = [one for one in before if one.name not in old_names]
    return Pairs(both, gone, [one for one in after if one.name not in new_names])


def request(operation: Operation) -> tuple[str, str]:
    """Return method and path of an operation, whatever the parameters of the path are called."""
    return operation.method, template(operation.path)


def template(path: str) -> str:
    """Return a path without the names of its parameters."""
    return _PARAMETER.sub("{}", path).rstrip("/") or "/"


def path_parameters(path: str) -> list[str]:
    """Return the names of the parameters of a path, in their order."""
    return [name.strip("{}") for name in _PARAMETER.findall(path)]
