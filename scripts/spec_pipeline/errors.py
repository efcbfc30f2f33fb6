"""The one error of the generation, which carries every problem found so far."""

from collections.abc import Iterable


class GenerationError(Exception):
    """The specs, or the tools, do not allow generated/ to be made; `problems` says why, one text a problem."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(self.problems))


def refuse(problems: Iterable[str]) -> None:
    """Raise the problems, if there are any."""
    if found := list(problems):
        raise GenerationError(found)
