# Generated from specs/qovery.yaml
# (SHA-256 ab7d9fdcc4b384043fe05922e3ccee33bf7c6ba76a4689ecf1cd68495d475225)
# by openapi-python-client 0.29.1, datamodel-code-generator 0.89.0, ruff 0.17.5.
# Do not edit, run `make generate`.

from typing import Literal

Plan = Literal[
    "BUSINESS",
    "BUSINESS_2025",
    "ENTERPRISE",
    "ENTERPRISE_2025",
    "ENTERPRISE_YEARLY",
    "FREE",
    "PROFESSIONAL",
    "TEAM",
    "TEAM_2025",
    "TEAM_YEARLY",
    "USER_2025",
]

PLAN_VALUES: set[Plan] = {
    "BUSINESS",
    "BUSINESS_2025",
    "ENTERPRISE",
    "ENTERPRISE_2025",
    "ENTERPRISE_YEARLY",
    "FREE",
    "PROFESSIONAL",
    "TEAM",
    "TEAM_2025",
    "TEAM_YEARLY",
    "USER_2025",
}


def check_plan(value: str) -> Plan:
    if value in PLAN_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {PLAN_VALUES!r}")
