"""A provider that answers by a script, and what tests need of documents."""

import io
from collections.abc import Callable

import httpx

from cloudinvoices import Provider

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"

Answers = httpx.Response | Callable[[httpx.Request], httpx.Response]


class Script(httpx.MockTransport):
    """Gives one answer to each request, in order; one request more is a failure. A single function answers all."""

    def __init__(self, *answers: Answers) -> None:
        super().__init__(self._answer)
        self.requests: list[httpx.Request] = []
        self._answers = list(answers)

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        assert self._answers, f"nobody expects {request.method} {request.url}"
        answer = self._answers[0] if callable(self._answers[0]) else self._answers.pop(0)
        return answer(request) if callable(answer) else answer

    @property
    def request(self) -> httpx.Request:
        """The only request there was."""
        (only,) = self.requests
        return only


def ok(content: object) -> httpx.Response:
    return httpx.Response(200, json=content)


def pdf(content: bytes = PDF) -> httpx.Response:
    return httpx.Response(200, content=content, headers={"Content-Type": "application/pdf"})


def fetch(provider: Provider, invoice: object, format: str | None = None) -> bytes:
    """The bytes of a document."""
    file = io.BytesIO()
    provider.download(invoice, to=file, format=format)  # type: ignore[arg-type]  # formats come from parameters
    return file.getvalue()
