"""How an answer goes over the connection: whole and at once, or as no server should send it.

After any of them but `whole` the connection ends.
"""

from __future__ import annotations

from itertools import repeat

from .exchange import Answer
from .wire import Wire

_DRIP = 0.05
"""Seconds between two bytes: who waits for the next one only does not lose patience."""
_MOMENT = 0.005
_CHUNKED = "Transfer-Encoding: chunked"
_BLANKS = b" " * 65_536


def whole(wire: Wire, answer: Answer) -> None:
    """Regular; with `drop_after`, the connection is closed after so many bytes of the body."""
    wire.send(wire.head(answer) + wire.body(answer)[: answer.drop_after])
    wire.is_over = answer.drop_after is not None


def reset(wire: Wire, answer: Answer) -> None:
    wire.reset()


def hang_up(wire: Wire, answer: Answer) -> None:
    """Nothing, and goodbye."""


def cut_in_head(wire: Wire, answer: Answer) -> None:
    wire.send(_half(wire.head(answer)))


def cut_in_body(wire: Wire, answer: Answer) -> None:
    wire.send(wire.head(answer) + _half(answer.body))


def reset_in_body(wire: Wire, answer: Answer) -> None:
    cut_in_body(wire, answer)
    wire.pause(_MOMENT)  # else what was sent may be thrown away with the connection
    wire.reset()


def silence(wire: Wire, answer: Answer) -> None:
    wire.wait_until_left()


def stall_in_head(wire: Wire, answer: Answer) -> None:
    cut_in_head(wire, answer)
    wire.wait_until_left()


def stall_in_body(wire: Wire, answer: Answer) -> None:
    cut_in_body(wire, answer)
    wire.wait_until_left()


def drip_head(wire: Wire, answer: Answer) -> None:
    _drip(wire, wire.head(answer))
    wire.send(answer.body)


def drip_body(wire: Wire, answer: Answer) -> None:
    wire.send(wire.head(answer))
    _drip(wire, answer.body)


def in_pieces(wire: Wire, answer: Answer) -> None:
    """Slow, and right."""
    text = wire.head(answer) + answer.body
    size = len(text) // 5 + 1
    for start in range(0, len(text), size):
        wire.send(text[start : start + size])
        wire.pause(_MOMENT)


def announce_less(wire: Wire, answer: Answer) -> None:
    wire.send(wire.head(answer, f"Content-Length: {len(answer.body) * 3 // 4}") + answer.body)


def announce_more(wire: Wire, answer: Answer) -> None:
    wire.send(wire.head(answer, f"Content-Length: {len(answer.body) + 64}") + answer.body)


def without_length(wire: Wire, answer: Answer) -> None:
    """Right: the end of the connection is the end of the body."""
    wire.send(wire.head(answer, "Connection: close") + answer.body)


def in_chunks(wire: Wire, answer: Answer) -> None:
    """Right: chunked, in two pieces."""
    middle = len(_half(answer.body))
    pieces = (answer.body[:middle], answer.body[middle:])
    wire.send(wire.head(answer, _CHUNKED) + b"".join(chunk(piece) for piece in pieces if piece) + chunk(b""))


def cut_chunks(wire: Wire, answer: Answer) -> None:
    """The whole body, but the chunk is missing that says so."""
    wire.send(wire.head(answer, _CHUNKED) + chunk(answer.body))


def damage_chunks(wire: Wire, answer: Answer) -> None:
    """The size of the second chunk is no number."""
    wire.send(wire.head(answer, _CHUNKED) + chunk(_half(answer.body)) + b"xyz\r\n" + answer.body)


def endless_body(wire: Wire, answer: Answer) -> None:
    """Chunked; after the body, whose last byte never comes, blanks for ever."""
    wire.send(wire.head(answer, _CHUNKED) + chunk(answer.body[:-1]))
    for blanks in repeat(chunk(_BLANKS)):
        wire.send(blanks)


def endless_head(wire: Wire, answer: Answer) -> None:
    wire.send(wire.head(answer).removesuffix(b"\r\n"))
    for lines in repeat(b"X-Padding: and so on, and so on, and so on\r\n" * 100):
        wire.send(lines)


def endless_header(wire: Wire, answer: Answer) -> None:
    """One header that does not end."""
    wire.send(wire.head(answer).removesuffix(b"\r\n") + b"X-Padding: ")
    for value in repeat(b"and so on, " * 1000):
        wire.send(value)


def endless_interim(wire: Wire, answer: Answer) -> None:
    """An answer is being prepared, and being prepared."""
    for interim in repeat(b"HTTP/1.1 102 Processing\r\n\r\n"):
        wire.send(interim)
        wire.pause(_MOMENT)


def not_http(wire: Wire, answer: Answer) -> None:
    wire.send(b"SSH-2.0-OpenSSH_9.6\r\n")


def chunk(data: bytes) -> bytes:
    """A piece of a chunked body; an empty one ends it."""
    return b"%x\r\n%b\r\n" % (len(data), data)


def send_chunked_head(wire: Wire, answer: Answer, *header: str) -> None:
    """As far as the body, whose chunks the caller sends."""
    wire.send(wire.head(answer, _CHUNKED, *header))


def _half(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _drip(wire: Wire, data: bytes) -> None:
    for position in range(len(data)):
        wire.send(data[position : position + 1])
        wire.pause(_DRIP)
