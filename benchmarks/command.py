"""The command line, measured as a person or a cron job runs it: a process, with the start of the interpreter."""

from __future__ import annotations

from .process import run_command
from .work import Measurement, Work


def sync(work: Work) -> Measurement:
    """`cloudinvoices sync` of the first account."""
    format = () if work.kind == "qovery" else ("--format", "json")
    jobs = ("--jobs", str(work.jobs))
    arguments = ("sync", work.kind, "--since", "2016-01-01", *jobs, *format, "--yes", "--quiet")
    return _run(work, *arguments)


def records(work: Work) -> Measurement:
    """`cloudinvoices records`, to nowhere."""
    return _run(work, "records", "--output", "ndjson")


def _run(work: Work, *arguments: str) -> Measurement:
    environment = {
        "QOVERY_API_URL": work.account(),
        "QOVERY_API_TOKEN": "qov_not-a-secret",
        "QOVERY_ORGANIZATION_ID": "o",
        "DOIT_HOST": work.account(),
        "DOIT_API_KEY": "not-a-secret",
        "CLOUDINVOICES_ARCHIVE": work.folder,
    }
    return run_command(("-m", "cloudinvoices", *arguments), work.documents, environment)
