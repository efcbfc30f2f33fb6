"""Tell what changed in specs/ since a commit, and what each change means for callers of the generated code."""

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from spec_comparison.document_changes import compare_documents
from spec_comparison.lines import Line
from spec_comparison.spec_changes import compare_specs
from spec_comparison.specs_at_commit import specs_at
from spec_comparison.verdicts import Verdict
from spec_pipeline.errors import GenerationError
from spec_pipeline.sources import Source, read_documents, read_specs

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = """\
examples:
  make diff-specs                                   since main
  make diff-specs REF=v0.1.0                        since a tag, a branch, or any commit
  python scripts/diff_specs.py HEAD~3 --exit-code   for CI: 1 where something breaks
"""


def main(arguments: list[str] | None = None) -> int:
    """Run the command; 2 says that it could not be told, and stderr why."""
    parser = argparse.ArgumentParser(
        description=__doc__, epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("commit", nargs="?", default="main", help="a branch, tag or commit (default: main)")
    parser.add_argument("--exit-code", action="store_true", help="exit 1 if a change breaks callers")
    parser.add_argument("--root", type=Path, default=ROOT, help="the project (default: the one of this script)")
    options = parser.parse_args(arguments)
    try:
        lines = _changes(options.root.resolve(), options.commit)
    except GenerationError as error:
        print(*error.problems, sep="\n", file=sys.stderr)
        return 2
    print(*[*lines, _summary(lines, options.commit)], sep="\n")
    return int(options.exit_code and any(line.verdict == Verdict.BREAKING for line in lines))


def _changes(root: Path, commit: str) -> list[Line]:
    with specs_at(root, commit) as then:
        old_specs, old_documents = _read(read_specs, then, f"at {commit}"), _read(read_documents, then, f"at {commit}")
    specs, documents = _read(read_specs, root, "in the work tree"), _read(read_documents, root, "in the work tree")
    return [
        *(line for pair in _pairs(old_specs, specs) for line in compare_specs(*pair)),
        *(line for pair in _pairs(old_documents, documents) for line in compare_documents(*pair)),
    ]


def _read(read: Callable[[Path], list[Source]], folder: Path, when: str) -> dict[str, Source]:
    try:
        return {source.name: source for source in read(folder)}
    except GenerationError as error:
        raise GenerationError([f"{when}: {error}"]) from error


def _pairs(old: dict[str, Source], new: dict[str, Source]) -> Iterator[tuple[Source | None, Source | None]]:
    for name in sorted(old | new):
        yield old.get(name), new.get(name)


def _summary(lines: list[Line], commit: str) -> str:
    if not lines:
        return f"No change since {commit}."
    counts = Counter(line.verdict for line in lines)
    found = ", ".join(f"{counts[verdict]} {verdict.name.lower()}" for verdict in Verdict)
    return f"Since {commit}: {found}."


if __name__ == "__main__":
    sys.exit(main())
