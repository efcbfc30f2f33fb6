"""Open a link to a document: without credential, over few hops, every one checked."""

from __future__ import annotations

from collections.abc import Mapping

from ..core._http import Send, Steps, join, make_request
from ..core.connection import Connection
from ..core.exchange import Answer
from ..core.links import MAX_HOPS, check_link, check_public, is_https
from ..core.problem import Problem, error_for
from ..errors import CloudInvoicesError, DocumentUnavailable, UnexpectedAnswer

EXPIRED = frozenset({401, 403, 404, 410})
"""What storage says to a link whose time is over, or that was used up."""


def follow(connection: Connection, url: str, *, came_from: str, headers: Mapping[str, str]) -> Steps[Answer]:
    """The answer at the end of a link.

    Raises:
        UnexpectedAnswer: the link, or a redirect of it, leads where no document can honestly be.
        DocumentUnavailable: it is refused.
        CloudInvoicesError: as for any other answer.
    """
    for _ in range(MAX_HOPS + 1):
        host = check_link(url, came_from=came_from)
        request = make_request(
            "GET",
            url,
            # Not compressed, so that its length and a place to resume at are known.
            headers={"User-Agent": connection.user_agent, "Accept-Encoding": "identity", **headers},
            timeout=connection.timeout,
        )
        may_be_private = connection.allow_private_links or not is_https(came_from) or connection.is_own(url)
        if not may_be_private:
            check_public(host)
        # A name is checked where it leads to, at the moment of connecting.
        answer: Answer = yield Send(request, anonymous=True, check_peer=None if may_be_private else check_public)
        if answer.location is None:
            if 200 <= answer.status < 300:
                return answer
            raise _refusal(answer)
        came_from, url = url, join(url, answer.location)
    raise UnexpectedAnswer(f"the link to the document redirects more than {MAX_HOPS} times")


def _refusal(answer: Answer) -> CloudInvoicesError:
    """Storage says nothing about the credential, and its error pages repeat the signature: only the status counts."""
    hint = "Try again later; if it stays so, report it to the provider."
    error = error_for(Problem(answer.status, answer.headers), hint=hint, secrets=())
    if error.status not in EXPIRED:
        return error
    return DocumentUnavailable("the link to the document is refused", status=error.status, hint=hint, transient=True)
