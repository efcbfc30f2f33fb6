"""From a request to the operation of a simulated service, and its answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from .clock import Clock
from .contents import Turn
from .exchange import Answer, RecordedRequest, Request
from .faults import Faults


@dataclass(frozen=True, slots=True)
class Route:
    """`path` below the service's prefix, with `{name}` for the segments that `handle` takes as keyword arguments."""

    operation: str
    path: str
    handle: Callable[..., Answer]
    method: str = "GET"

    def values(self, segments: tuple[str, ...]) -> dict[str, str] | None:
        """What stands in the places of the names, or None if this is another path."""
        pattern = self.path.split("/")[1:]
        if len(pattern) != len(segments):
            return None
        pairs = list(zip(pattern, segments, strict=True))
        if any(part != segment for part, segment in pairs if not part.startswith("{")):
            return None
        return {part[1:-1]: segment for part, segment in pairs if part.startswith("{")}


@dataclass(frozen=True, slots=True)
class Service:
    """One API of a provider: what it serves, how it refuses, and how it reports errors."""

    prefix: str
    routes: tuple[Route, ...]
    refuse: Callable[[Request], Answer | None]
    error: Callable[[int], Answer]
    headers: Callable[[], Mapping[str, str]]


def no_headers() -> Mapping[str, str]:
    return {}


class Dispatcher:
    """Answers requests with the services it is given, and records each of them."""

    def __init__(
        self, services: tuple[Service, ...], faults: Faults, record: Callable[[RecordedRequest], None], clock: Clock
    ) -> None:
        self._services = {service.prefix: service for service in services}
        self._faults = faults
        self._record = record
        self._clock = clock

    @property
    def operations(self) -> tuple[str, ...]:
        names = (route.operation for service in self._services.values() for route in service.routes)
        return tuple(dict.fromkeys(names))

    def __call__(self, request: Request) -> Answer:
        operation, answer = self._answer(request)
        query = request.query
        self._record(RecordedRequest(operation, request.method, request.path, query, request.headers, answer.status))
        return answer

    def _answer(self, request: Request) -> tuple[str, Answer]:
        prefix, *rest = request.segments
        service = self._services.get(prefix)
        if service is None:
            return "", Answer(404, b"no such service\n", "text/plain")
        operation, answer = self._served(service, request, tuple(rest))
        return operation, replace(answer, headers={**service.headers(), **answer.headers})

    def _served(self, service: Service, request: Request, segments: tuple[str, ...]) -> tuple[str, Answer]:
        for route in service.routes:
            values = route.values(segments)
            if values is not None:
                return route.operation, self._of_route(service, route, request, values)
        return "", service.error(404)

    def _of_route(self, service: Service, route: Route, request: Request, values: dict[str, str]) -> Answer:
        if request.method != route.method:
            return replace(service.error(405), headers={"Allow": route.method})
        # Before the ordered faults: a second attempt has to be signed anew also when the first one met a fault.
        refusal = service.refuse(request)
        if refusal is not None:
            return refusal
        regular = partial(route.handle, request, **values)
        met = self._faults.take(route.operation)
        if met is None:
            return regular()
        number, fault = met
        return fault.answer(Turn(request, regular, service.error, number, self._clock.now))
