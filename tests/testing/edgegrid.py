"""Requests signed by Akamai's own released package, which is the oracle for the simulator's verification."""

from __future__ import annotations

import uuid
from collections.abc import Generator, Mapping
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import httpx
from akamai.edgegrid.edgegrid import EdgeGridAuthHeaders  # type: ignore[import-untyped]


class Signed(httpx.Auth):
    """`clock_error` shifts the time that is signed, `nonce` makes all requests have the same one."""

    def __init__(
        self, settings: Mapping[str, str], *, clock_error: timedelta = timedelta(), nonce: str | None = None
    ) -> None:
        self._oracle = EdgeGridAuthHeaders(
            settings["client_token"], settings["client_secret"], settings["access_token"]
        )
        self._clock_error = clock_error
        self._nonce = nonce

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        now = datetime.now(UTC) + self._clock_error
        seen = SimpleNamespace(
            method=request.method, url=str(request.url), headers=request.headers, body=request.content
        )
        request.headers["Authorization"] = self._oracle.make_auth_header(
            seen, now.strftime("%Y%m%dT%H:%M:%S+0000"), self._nonce or str(uuid.uuid4())
        )
        yield request
