"""The figures of docs/reliability.md: what is written is read again, and what is missing is noticed."""

from __future__ import annotations

from collections import Counter

import pytest
from reliability import Reliability, block

PAGE = """# Page

<!-- figures of make test: written by make reliability -->

<!-- end of figures of make test -->

Between.

<!-- outcomes: written by make reliability -->

<!-- end of outcomes -->
"""


def of_run(figures: dict[str, int], outcomes: dict[str, dict[str, set[str]]] | None = None) -> Reliability:
    seen = Reliability("make test", writes=False)
    seen.figures = Counter(figures)
    for fault, of_fault in (outcomes or {}).items():
        seen.outcomes[fault].update(of_fault)
    return seen


FIGURES = {"kills survived": 200, "names tried": 12_345}
OUTCOMES = {"`reset`: cut": {"list": {"data"}}}


def test_what_was_written_is_so() -> None:
    page = of_run(FIGURES, OUTCOMES).render(PAGE)
    assert "| names tried | 12,345 |" in page
    assert "Between." in page
    assert list(of_run(FIGURES, OUTCOMES).compare(page)) == []
    assert of_run(FIGURES, OUTCOMES).render(page) == page


@pytest.mark.parametrize(
    ("figures", "complaint"),
    [
        ({"kills survived": 100}, "kills survived"),
        ({"kills survived": 400}, "kills survived"),
        ({"canaries planted": 1}, "canaries planted"),
    ],
)
def test_what_is_not_so_is_noticed(figures: dict[str, int], complaint: str) -> None:
    page = of_run(FIGURES, OUTCOMES).render(PAGE)
    (found,) = of_run({**FIGURES, **figures}, OUTCOMES).compare(page)
    assert complaint in found


def test_what_is_missing_is_noticed() -> None:
    page = of_run(FIGURES, OUTCOMES).render(PAGE)
    assert len(list(of_run({}, {}).compare(page))) == 3
    assert len(list(of_run(FIGURES, {"`reset`: cut": {"list": {"UnexpectedAnswer"}}}).compare(page))) == 1


def test_the_table_of_outcomes_is_that_of_make_test() -> None:
    long = Reliability("make test-long", writes=True)
    long._add("tally", ["fault cases", 12])
    long._add("outcome", ["`reset`: cut", "list", "UnexpectedAnswer"])
    assert (long.figures, long.outcomes) == ({"fault cases": 12}, {})


def test_a_page_without_the_place_for_it() -> None:
    with pytest.raises(AssertionError, match="figures of make test"):
        of_run(FIGURES).render("# Page")
    assert block(PAGE, "outcomes") == ""
