"""Compare a spec with the files that the provider publishes itself, for the operations that we have."""

import argparse
import sys
from pathlib import Path

from spec_comparison.accepted import ACCEPTED, entry, read_accepted
from spec_comparison.foreign import read_description
from spec_comparison.upstream import Upstream
from spec_comparison.upstream_differences import find_differences
from spec_pipeline.errors import GenerationError
from spec_pipeline.sources import Source, read_specs

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = """\
examples:
  python scripts/compare_upstream.py qovery openapi.yaml
  python scripts/compare_upstream.py akamai contract-api.json invoicing.json   one API, several files

The files are OpenAPI 3 or Swagger 2.0, JSON or YAML. Nothing is fetched.
"""


def main(arguments: list[str] | None = None) -> int:
    """Run the command; 1 says that a difference is not explained, 2 that nothing could be compared."""
    parser = argparse.ArgumentParser(
        description=__doc__, epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("provider", help="the name of a spec in specs/, without .yaml")
    parser.add_argument("files", nargs="+", type=Path, metavar="file", help="what the provider publishes")
    parser.add_argument("--root", type=Path, default=ROOT, help="the project (default: the one of this script)")
    options = parser.parse_args(arguments)
    try:
        return _run(options.root, options.provider, options.files)
    except GenerationError as error:
        print(*error.problems, sep="\n", file=sys.stderr)
        return 2


def _run(root: Path, provider: str, files: list[Path]) -> int:
    spec = _find_spec(root, provider)
    accepted = read_accepted(root).get(provider, {})
    differences = find_differences(spec, [Upstream(path.name, read_description(path)) for path in files])
    unexplained = [one for one in differences if one not in accepted]
    stale = [one for one in accepted if one not in differences]
    print(f"Differences of {provider}: {len(differences)}, of which {len(differences) - len(unexplained)} accepted.")
    if unexplained:
        print(f"\nCorrect {spec.label}, or add to {ACCEPTED}, each with its reason:\n")
        print(*(entry(provider, one) for one in unexplained), sep="\n")
    if stale:
        print(f"\nStale: remove from {ACCEPTED}, there is no such difference any more:\n")
        print(*stale, sep="\n")
    return int(bool(unexplained))


def _find_spec(root: Path, provider: str) -> Source:
    specs = {spec.name: spec for spec in read_specs(root)}
    if provider not in specs:
        raise GenerationError([f"there is no specs/{provider}.yaml, but {', '.join(specs)}"])
    return specs[provider]


if __name__ == "__main__":
    sys.exit(main())
