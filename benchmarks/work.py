"""What a measured process is asked to do, and what came of it; both travel as JSON."""

from __future__ import annotations

from typing import Literal

import msgspec

Kind = Literal["qovery", "doit", "akamai", "f5xc", "masstack"]
"""Qovery: a document costs two requests, the second one to a link in JSON. DoiT: the invoice itself, as JSON. Akamai: a
PDF as `Accept` asks for it. F5: base64 inside JSON. MasStack: only listed here."""


class Served(msgspec.Struct, frozen=True, kw_only=True):
    """What a server offers."""

    invoices: int
    """In every account."""
    size: int
    """Bytes of each document."""
    latency: float = 0.0
    """Seconds before each answer."""
    lines: int = 0
    """Of each DoiT invoice; with none its size is made up with one long text."""


class Work(msgspec.Struct, frozen=True, kw_only=True):
    """What a client does."""

    address: str
    """Of the server; accounts are folders of it."""
    kind: Kind
    folder: str
    documents: int
    """How many are there, in all accounts; a peer that is slow may be asked for fewer."""
    jobs: int = 32
    """At a time, in all accounts."""
    accounts: int = 1
    times: int = 1
    """How often a list is read; `documents` counts all of them."""

    def account(self, number: int = 0) -> str:
        """The address of one account."""
        return f"{self.address}/account-{number}"


class Measurement(msgspec.Struct, frozen=True, kw_only=True):
    """What a process did, and what it took."""

    documents: int
    wall: float
    """Seconds."""
    processor: float
    """Seconds of processor time, user and system, of all threads."""
    peak: int = 0
    """Bytes of memory, at most, of the whole process with everything it has imported."""
    whole_wall: float = 0.0
    """Seconds from before the process to its end, with the start of the interpreter and all imports."""
    whole_processor: float = 0.0
    """Seconds of processor time, likewise."""

    @property
    def per_document(self) -> float:
        """Seconds of processor time."""
        return self.processor / self.documents
