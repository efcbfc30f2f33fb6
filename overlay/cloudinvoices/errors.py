"""Every error the SDK raises, one root; the branches are what the caller can do about it.

CloudInvoicesError
|- ConfigurationError        fix a setting, an environment name or a file: nothing was sent
|- AuthenticationError       fix the credential (401)
|- AccessDeniedError         ask for the right (403)
|- NotFoundError             check the id and the scope (404)
|- RateLimitError            wait `retry_after` seconds (429)
|- ProviderError             another status; 5xx: try later, or report it with `request_id`
|- ConnectionFailed          network, TLS or time limit
|- UnexpectedAnswer          an answer that is not what was asked for: a sign-in page, broken JSON, another shape
|- DocumentUnavailable       the provider has no such document: not in this format, not yet, not paid
|- DocumentDamaged           the document is cut short, has wrong bytes, or is larger than allowed
`- UnsupportedOperation      the provider has no such operation

Plain misuse (a date window upside down, an id with a control character) is a ValueError or TypeError.
"""

from __future__ import annotations

import unicodedata
from typing import Any


def printable(text: str) -> str:
    """The text in one line, whatever could steer a terminal or turn the reading direction written out (`\\x1b`)."""
    return text if text.isprintable() else "".join(one if one.isprintable() else _written_out(one) for one in text)


def _written_out(character: str) -> str:
    if unicodedata.category(character) == "Zs":
        return " "
    return character.encode("unicode_escape", "backslashreplace").decode("ascii")


class CloudInvoicesError(Exception):
    """Root of all errors of this package.

        try:
            saved = doit.download(invoice, to="invoices/")
        except ci.CloudInvoicesError as error:
            print(error.operation, error.status, error.request_id, error.hint)

    Each attribute is None where it does not apply.
    """

    def __init__(
        self,
        message: str,
        *,
        provider: str | None = None,
        operation: str | None = None,
        status: int | None = None,
        request_id: str | None = None,
        retry_after: float | None = None,
        url: str | None = None,
        excerpt: str | None = None,
        hint: str | None = None,
        transient: bool = False,
    ) -> None:
        self.message: str = printable(message)
        """What happened, without where; in one line, without control characters."""
        super().__init__(self.message)
        self.provider = provider
        """Key of the provider, such as ``"akamai"``."""
        self.operation = operation
        """Id of the operation in the provider's spec, such as ``"list_invoices"``."""
        self.status = status
        """HTTP status of the answer."""
        self.request_id = request_id
        """The id that the provider's support asks for."""
        self.retry_after = retry_after
        """Seconds that the provider asks to wait."""
        self.url = url
        """Address of the request, without query and secrets."""
        self.excerpt = excerpt
        """The beginning of the answer (at most 2 kB), without secrets; not yet fit for a terminal."""
        self.hint = hint
        """The next step for the person who reads this."""
        self.transient = transient
        """Whether the same request may work a little later."""

    def __str__(self) -> str:
        where = " ".join(part for part in (self.provider, self.operation) if part)
        named = (("status", self.status), ("request id", self.request_id), ("retry after seconds", self.retry_after))
        facts = ", ".join(f"{name} {value}" for name, value in named if value)
        text = f"{where}: {self.message}" if where else self.message
        text = f"{text} ({facts})" if facts else text
        return printable(f"{text}. {self.hint}" if self.hint else text)

    def complete(self, **facts: Any) -> None:
        """Fill in the attributes that are still None: the layer that catches knows more than the one that raised."""
        for name, value in facts.items():
            if getattr(self, name) is None:
                setattr(self, name, value)


class ConfigurationError(CloudInvoicesError):
    """A setting, credential, environment name or file is missing or wrong; nothing was sent."""


class AuthenticationError(CloudInvoicesError):
    """The provider does not accept the credential (401)."""


class AccessDeniedError(CloudInvoicesError):
    """The credential is known and lacks the right (403)."""


class NotFoundError(CloudInvoicesError):
    """No such invoice, or none that this account can see (404)."""


class RateLimitError(CloudInvoicesError):
    """Too many requests (429), and the wait asked for (`retry_after`) is longer than allowed or did not help."""


class ProviderError(CloudInvoicesError):
    """The provider answered with another error status."""


class ConnectionFailed(CloudInvoicesError):
    """No answer: name resolution, connection, TLS, a broken transfer, or a time limit."""


class UnexpectedAnswer(CloudInvoicesError):
    """The answer is not what was asked for: HTML, broken JSON, another shape, a redirect."""


class DocumentUnavailable(CloudInvoicesError):
    """The provider has no such document: not in this format, not yet, or not before it is paid."""


class DocumentDamaged(CloudInvoicesError):
    """The document is truncated, has the wrong bytes, or exceeds ``max_document_bytes``."""


class UnsupportedOperation(CloudInvoicesError):
    """The provider has no such operation."""


class CloudInvoicesWarning(UserWarning):
    """Something in an answer could not be read; what could be is returned."""

    def __init__(self, message: str) -> None:
        super().__init__(printable(message))
