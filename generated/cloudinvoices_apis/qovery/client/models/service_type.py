# Generated from specs/qovery.yaml
# (SHA-256 ab7d9fdcc4b384043fe05922e3ccee33bf7c6ba76a4689ecf1cd68495d475225)
# by openapi-python-client 0.29.1, datamodel-code-generator 0.89.0, ruff 0.17.5.
# Do not edit, run `make generate`.

from typing import Literal

ServiceType = Literal[
    "AGENTIC_WORKFLOW", "APPLICATION", "ARGOCD_APP", "CONTAINER", "DATABASE", "HELM", "JOB", "TERRAFORM"
]

SERVICE_TYPE_VALUES: set[ServiceType] = {
    "AGENTIC_WORKFLOW",
    "APPLICATION",
    "ARGOCD_APP",
    "CONTAINER",
    "DATABASE",
    "HELM",
    "JOB",
    "TERRAFORM",
}


def check_service_type(value: str) -> ServiceType:
    if value in SERVICE_TYPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SERVICE_TYPE_VALUES!r}")
