"""A server that does nothing but answer, in a process of its own.

Run with a `Served` as JSON; the first line it prints is its address. It ends with its standard input.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager

import msgspec

from .answers import Answer, Answers
from .process import ROOT
from .work import Served

_PIECE = 1 << 20


class Server:
    """The connections of one server."""

    def __init__(self, served: Served) -> None:
        self._latency = served.latency
        self.answers = Answers(served)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one connection."""
        try:
            while True:
                request = await reader.readuntil(b"\r\n\r\n")
                await asyncio.sleep(self._latency)
                await _send(self.answers.find(request.split(b" ", 2)[1].decode()), writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()


async def _send(answer: Answer, writer: asyncio.StreamWriter) -> None:
    media_type, length, pieces = answer
    waiting = f"HTTP/1.1 200 OK\r\nContent-Type: {media_type}\r\nContent-Length: {length}\r\n\r\n".encode()
    for piece in pieces:
        waiting += piece
        if len(waiting) > _PIECE:
            writer.write(waiting)
            await writer.drain()
            waiting = b""
    writer.write(waiting)
    await writer.drain()


@contextmanager
def serving(served: Served) -> Generator[str]:
    """A server in a process of its own; gives its address."""
    command = [sys.executable, "-m", __name__, msgspec.json.encode(served).decode()]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as process:  # noqa: S603  # our own interpreter
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            yield process.stdout.readline().decode().strip()
        finally:
            process.stdin.close()


async def _main(served: Served) -> None:
    server = Server(served)
    async with await asyncio.start_server(server.serve, "127.0.0.1", 0, backlog=500) as listening:
        server.answers.address = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
        sys.stdout.write(f"{server.answers.address}\n")
        sys.stdout.flush()
        await asyncio.to_thread(sys.stdin.read)
        os._exit(0)  # connections that clients still keep are of no interest


if __name__ == "__main__":
    asyncio.run(_main(msgspec.json.decode(sys.argv[1], type=Served)))
