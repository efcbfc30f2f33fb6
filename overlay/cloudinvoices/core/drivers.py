"""The two drivers: they carry out the steps of a flow, close what it opened, and hand on whatever else it yields."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Generator
from typing import Any

from ..errors import CloudInvoicesError
from ._http import STEPS, Clients, Read, Send, Sleep, Steps
from .exchange import Answer
from .places import Place


def iterate(steps: Steps[Any], clients: Clients[Any]) -> Generator[Any, None, Any]:
    """Run a flow; what it yields beside steps comes out, what it returns is the generator's return value."""
    answer: Answer | None = None
    value: object = None
    failure: CloudInvoicesError | None = None
    try:
        while True:
            try:
                step = steps.throw(failure) if failure else steps.send(value)
            except StopIteration as stop:
                return stop.value
            value, failure = None, None
            if not isinstance(step, STEPS):
                yield step
                continue
            if isinstance(step, (Send, Sleep)) and answer is not None:
                answer.close()
            try:
                value = step.run(clients)
            except CloudInvoicesError as error:
                failure = error
            if isinstance(step, Read) and value is None and answer is not None:
                answer.close()  # the body has ended: the connection is free, whoever still looks at the answer
            if isinstance(value, Answer):
                answer = value
    finally:
        steps.close()
        if answer is not None:
            answer.close()


async def iterate_async(
    steps: Steps[Any], clients: Clients[Any], returned: list[Any] | None = None
) -> AsyncGenerator[Any, None]:
    """As `iterate`; an asynchronous generator cannot return a value, so that goes into `returned`."""
    answer: Answer | None = None
    value: object = None
    failure: CloudInvoicesError | None = None
    place = Place(clients.places)
    try:
        while True:
            try:
                step = steps.throw(failure) if failure else steps.send(value)
            except StopIteration as stop:
                if returned is not None:
                    returned.append(stop.value)
                return
            value, failure = None, None
            if not isinstance(step, STEPS):
                yield step
                continue
            if isinstance(step, (Send, Sleep)) and answer is not None:
                await answer.close()
            if isinstance(step, Sleep):
                place.leave()  # whoever waits for a token must not keep out the one who asks for it
            try:
                if isinstance(step, Send):
                    await place.take()
                value = await step.run_async(clients)
            except CloudInvoicesError as error:
                failure = error
            if isinstance(step, Read) and value is None and answer is not None:
                place.leave()
                await answer.close()
            if isinstance(value, Answer):
                answer = value
    finally:
        steps.close()
        place.leave()  # first: who is cancelled while an answer is closed comes no further
        if answer is not None:
            await answer.close()


def finish(steps: Steps[Any], clients: Clients[Any]) -> Any:
    """Run a flow to its end and return its value."""
    running = iterate(steps, clients)
    while True:
        try:
            next(running)
        except StopIteration as stop:
            return stop.value


async def finish_async(steps: Steps[Any], clients: Clients[Any]) -> Any:
    """Run a flow to its end and return its value."""
    returned: list[Any] = []
    async for _ in iterate_async(steps, clients, returned):
        pass
    return returned[0]
