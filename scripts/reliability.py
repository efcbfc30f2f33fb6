"""The figures in docs/reliability.md are those of a test run: written by one, and compared by every other.

Tests count what they tried with `tally`, and say with `outcome` what came of a fault. `make test` and `make test-long`
compare both with the page at their end; `make reliability` writes it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

PAGE = Path(__file__).parents[1] / "docs" / "reliability.md"
# Hypothesis tries now a few more, now a few less, and so do tests that wait for a moment.
_LEAST = 0.9
Tally = Callable[..., None]
Outcome = Callable[[str, str, str], None]


@pytest.fixture
def tally(request: pytest.FixtureRequest) -> Tally:
    """`tally("kills survived")`, `tally("names tried", 40)`: counted if the test passes."""

    def count(figure: str, number: int = 1) -> None:
        request.node.user_properties.append(("tally", [figure, number]))

    return count


@pytest.fixture
def outcome(request: pytest.FixtureRequest) -> Outcome:
    """`outcome("dropped before headers", "link", "data")`: what came of a fault in a shape of answer."""

    def note(fault: str, shape: str, result: str) -> None:
        request.node.user_properties.append(("outcome", [fault, shape, result]))

    return note


class Reliability:
    """Gathers what passed tests have counted, from all workers."""

    def __init__(self, kind: str, *, writes: bool) -> None:
        self._kind = kind
        self._writes = writes
        self.figures: Counter[str] = Counter()
        self.outcomes: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when != "call" or not report.passed:
            return
        for name, value in report.user_properties:
            self._add(name, value)

    def _add(self, name: str, value: Any) -> None:
        if name == "tally":
            figure, number = value
            self.figures[figure] += number
        elif name == "outcome" and self._kind == "make test":  # the others try a part of the faults
            fault, shape, result = value
            self.outcomes[fault][shape].add(result)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if session.exitstatus != pytest.ExitCode.OK:
            return
        page = PAGE.read_text()
        if self._writes:
            PAGE.write_text(self.render(page))
            return
        self.complaints = list(self.compare(page))
        if self.complaints:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    complaints: list[str] = []

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        for figure, number in sorted(self.figures.items()):
            terminalreporter.write_line(f"{number:>8,} {figure}")
        for complaint in self.complaints:
            terminalreporter.write_line(f"docs/reliability.md: {complaint}; make reliability writes it", red=True)

    def render(self, page: str) -> str:
        """The page with the figures of this run."""
        page = replace_block(page, f"figures of {self._kind}", figure_table(self.figures))
        return replace_block(page, "outcomes", outcome_table(self.outcomes)) if self.outcomes else page

    def compare(self, page: str) -> Iterable[str]:
        """What the page claims and this run has not shown."""
        claimed = read_figures(block(page, f"figures of {self._kind}"))
        for figure in sorted(claimed.keys() | self.figures.keys()):
            there, here = claimed.get(figure), self.figures.get(figure)
            if there is None or here is None or not there * _LEAST <= here <= there / _LEAST:
                yield f"{figure!r} is {there} there and {here} here"
        if self._kind == "make test" and block(page, "outcomes") != outcome_table(self.outcomes):
            yield "the table of faults and outcomes is another one"


def figure_table(figures: Counter[str]) -> str:
    """What was tried, and how often."""
    rows = [f"| {figure} | {number:,} |" for figure, number in sorted(figures.items())]
    return "\n".join(["| | |", "| --- | ---: |", *rows])


def read_figures(table: str) -> dict[str, int]:
    """The other way round."""
    rows = [line.strip("| ").split(" | ") for line in table.splitlines()[2:]]
    return {figure: int(number.replace(",", "")) for figure, number in rows}


def outcome_table(outcomes: dict[str, Any]) -> str:
    """A row for each fault, with what comes of it in most shapes of answers, and then where it is otherwise."""
    rows = [f"| {fault} | {_summary(of_shapes)} |" for fault, of_shapes in sorted(outcomes.items())]
    return "\n".join(["| what happens | what comes of it |", "| --- | --- |", *rows])


def _summary(of_shapes: dict[str, set[str]]) -> str:
    shapes: defaultdict[str, list[str]] = defaultdict(list)
    for shape, results in sorted(of_shapes.items()):
        shapes[" or ".join(sorted(results))].append(shape)
    most, *others = sorted(shapes, key=lambda result: (-len(shapes[result]), result))
    where = f"{', '.join(shapes[most])}: " if len(of_shapes) < 3 else ""
    return "; ".join([f"{where}{most}", *(f"{', '.join(shapes[result])}: {result}" for result in others)])


def _marks(name: str) -> tuple[str, str]:
    return f"<!-- {name}: written by make reliability -->\n", f"\n<!-- end of {name} -->"


def block(page: str, name: str) -> str:
    """What stands between the marks of a generated part."""
    begin, end = _marks(name)
    return page.partition(begin)[2].partition(end)[0].strip("\n")


def replace_block(page: str, name: str, text: str) -> str:
    """The page with another text between them."""
    begin, end = _marks(name)
    before, found, rest = page.partition(begin)
    assert found, f"docs/reliability.md has no {begin.strip()}"
    return f"{before}{begin}\n{text}\n{end}{rest.partition(end)[2]}"
