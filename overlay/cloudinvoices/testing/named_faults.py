"""The faults that have a name, each with what it is: `Simulator.fail(operation, fault=name)`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches

from . import compressed, contents, sendings
from .contents import Content, Turn
from .exchange import Answer
from .wire import Wire

LINKS = ("qovery.link", "masstack.link")
DOCUMENTS = (*LINKS, "akamai.download", "doit.pdf")
"""Operations whose answer is a document, and not JSON."""
WITH_DOCUMENTS = (*DOCUMENTS, "f5xc.download", "doit.get")
LISTS = ("qovery.list", "akamai.list", "masstack.list", "f5xc.list", "doit.list")
PAGED = ("doit.list",)


@dataclass(frozen=True, slots=True)
class NamedFault:
    about: str
    content: Content = contents.regular
    sending: Callable[[Wire, Answer], None] | None = None
    only: Collection[str] = ()
    """The operations it can happen to, if not to all."""
    is_json: bool = False
    """Whether it is about JSON, and cannot happen to a document."""

    def suits(self, operation: str) -> bool:
        return not (self.is_json and operation in DOCUMENTS) and (not self.only or operation in self.only)

    def answer(self, turn: Turn) -> Answer:
        return replace(self.content(turn), sending=self.sending)


_plain = contents.regular_but(compressed.plain)

_OF_THE_CONNECTION = {
    "reset": NamedFault("the connection is reset instead of an answer", sending=sendings.reset),
    "hang-up": NamedFault("the connection is closed instead of an answer", sending=sendings.hang_up),
    "cut-head": NamedFault("the connection is closed in the middle of the headers", sending=sendings.cut_in_head),
    "cut-body": NamedFault("the connection is closed in the middle of the body", sending=sendings.cut_in_body),
    "reset-body": NamedFault("the connection is reset in the middle of the body", sending=sendings.reset_in_body),
    "silence": NamedFault("the connection stays open, and nothing comes", sending=sendings.silence),
    "stalled-head": NamedFault("half of the headers come, then nothing", sending=sendings.stall_in_head),
    "stalled-body": NamedFault("half of the body comes, then nothing", sending=sendings.stall_in_body),
    "dripping-head": NamedFault("the headers come byte by byte, twenty a second", sending=sendings.drip_head),
    "dripping-body": NamedFault("the body comes byte by byte, twenty a second", sending=sendings.drip_body),
    "not-http": NamedFault("another protocol answers", sending=sendings.not_http),
}
_OF_THE_LENGTH = {
    "short-length": NamedFault("Content-Length says less than comes", sending=sendings.announce_less),
    "long-length": NamedFault("Content-Length says more than comes", sending=sendings.announce_more),
    "cut-chunks": NamedFault("a chunked body ends without its last chunk", sending=sendings.cut_chunks),
    "damaged-chunks": NamedFault("the size of a chunk is no number", sending=sendings.damage_chunks),
    "endless-body": NamedFault("the body goes on for ever, with blanks", _plain, sendings.endless_body),
    "endless-head": NamedFault("one header follows the other for ever", sending=sendings.endless_head),
    "endless-header": NamedFault("one header goes on for ever", sending=sendings.endless_header),
    "endless-interim": NamedFault("102 Processing comes for ever", sending=sendings.endless_interim),
}
_OF_THE_COMPRESSION = {
    "damaged-gzip": NamedFault(
        "the checksum of the compressed body is wrong", lambda t: compressed.damaged(t.regular())
    ),
    "cut-gzip": NamedFault("the compressed body is cut short", lambda t: compressed.cut(t.regular())),
    "gzip-bomb": NamedFault("10 MB that become 10 GB", sending=compressed.bomb),
    "empty-gzip-blocks": NamedFault("compressed blocks of nothing, for ever", sending=compressed.empty_blocks),
    "empty-gzip-files": NamedFault("compressed files of nothing, for ever", sending=compressed.empty_files),
}
_OF_THE_CONTENT = {
    "sign-in-page": NamedFault("a web page, with 200", contents.sign_in_page),
    "xml-error": NamedFault("an error of a storage service in XML, with 200", contents.xml_error),
    "error-in-success": NamedFault("an error in JSON, with 200", contents.error_in_success),
    "empty-body": NamedFault("nothing, with 200", contents.empty),
    "truncated": NamedFault("the first half, as if it were all", contents.truncated),
    "no-content": NamedFault("204", contents.no_content),
    "redirect-loop": NamedFault("302 to the same address", contents.redirect_to_itself),
    "unasked-part": NamedFault("206 and the first half", contents.unasked_part),
    "broken-json": NamedFault("what is no JSON", contents.broken_json, is_json=True),
    "another-shape": NamedFault("a JSON text instead of an object or a list", contents.another_shape, is_json=True),
    "nan": NamedFault("NaN, which JSON does not have", contents.with_nan, is_json=True),
    "huge-number": NamedFault("a number of 400 digits that nobody needs", contents.with_huge_number, is_json=True),
    "huge-exponent": NamedFault("a number no computer can hold", contents.with_huge_exponent, is_json=True),
    "deep-nesting": NamedFault("100,000 lists in one another", contents.nested_deeply, is_json=True),
    "utf-16": NamedFault("JSON in UTF-16", contents.in_utf16, is_json=True),
}
_OF_THE_STATUS = {
    "status-499": NamedFault("499", contents.status(499)),
    "status-520": NamedFault("520", contents.status(520)),
    "status-599": NamedFault("599", contents.status(599)),
    "unavailable": NamedFault("503", contents.status(503)),
    "rate-limited": NamedFault("429", contents.status(429)),
    "retry-after-seconds": NamedFault("429, to be tried after a second", contents.status(429, Retry_After="1")),
    "retry-after-date": NamedFault("429, to be tried at a time two seconds ahead", contents.retry_at_a_date),
    "retry-after-years": NamedFault("429, in 31 years", contents.status(429, Retry_After="999999999")),
    "retry-after-text": NamedFault("429, 'soon'", contents.status(429, Retry_After="soon")),
    "retry-after-overflow": NamedFault("429, after 1e400 seconds", contents.status(429, Retry_After="1e400")),
    "retry-after-negative": NamedFault("429, five seconds ago", contents.status(429, Retry_After="-5")),
    "expired-token": NamedFault("401", contents.status(401)),
    "expired-link": NamedFault("403, as storage answers when a link's time is over", contents.status(403), only=LINKS),
}
_OF_LISTS_AND_DOCUMENTS = {
    "same-page": NamedFault("the next page is this one again", contents.same_page_again, only=PAGED),
    "overlapping-page": NamedFault("the next page repeats an item", contents.overlapping_page, only=PAGED),
    "repeated-items": NamedFault("every item comes twice", contents.repeated_items, only=LISTS),
    "changed-document": NamedFault(
        "half of another version of the document, then the connection is closed",
        contents.another_version,
        sendings.cut_in_body,
        only=WITH_DOCUMENTS,
    ),
}
# Servers may do this, and no client must mind it.
_UNUSUAL = {
    "pieces": NamedFault("headers and body in small pieces (right)", sending=sendings.in_pieces),
    "chunks": NamedFault("a chunked body (right)", sending=sendings.in_chunks),
    "no-length": NamedFault("the body ends with the connection (right)", sending=sendings.without_length),
    "gzip": NamedFault("compressed, asked for or not (right)", contents.regular_but(compressed.compressed)),
    "byte-order-mark": NamedFault("JSON behind a byte order mark (right)", contents.with_mark, is_json=True),
    "other-media-type": NamedFault("application/octet-stream (right)", contents.media_type("application/octet-stream")),
    "no-media-type": NamedFault("no Content-Type (right)", contents.media_type("")),
    "status-299": NamedFault("299 instead of 200 (right)", contents.status(299)),
}
_ALL: Mapping[str, NamedFault] = {
    **_OF_THE_CONNECTION,
    **_OF_THE_LENGTH,
    **_OF_THE_COMPRESSION,
    **_OF_THE_CONTENT,
    **_OF_THE_STATUS,
    **_OF_LISTS_AND_DOCUMENTS,
    **_UNUSUAL,
}

FAULTS: Mapping[str, str] = {name: fault.about for name, fault in _ALL.items()}
"""What `Simulator.fail` takes as `fault`, and what each of them is."""


def find_fault(name: str, operation: str) -> NamedFault:
    """The fault of that name.

    Raises:
        ValueError: there is none, or it cannot happen to the operation.
    """
    fault = _ALL.get(name)
    if fault is None:
        close = get_close_matches(name, _ALL, n=1)
        known = f"did you mean {close[0]!r}?" if close else f"there are {', '.join(_ALL)}"
        raise ValueError(f"no fault {name!r}; {known}")
    if not fault.suits(operation):
        those = "answers in JSON" if fault.is_json else ", ".join(fault.only)
        raise ValueError(f"fault {name!r} can happen to {those}, and not to {operation}")
    return fault
