"""Make generated/ from specs/, unless nothing has changed, or check with --check that it is what specs/ give."""

import argparse
import sys
import tempfile
from pathlib import Path

from spec_pipeline.errors import GenerationError
from spec_pipeline.inputs import shared_inputs
from spec_pipeline.seal import NOTHING, find_held
from spec_pipeline.tools import installed_versions

ROOT = Path(__file__).resolve().parents[1]


def main(arguments: list[str] | None = None) -> int:
    """Run the command; 1 says that something is wrong, and stderr what."""
    parser = argparse.ArgumentParser(description=__doc__)
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument("--check", action="store_true", help="change nothing, print a diff and exit 1 where it differs")
    ways.add_argument("--force", action="store_true", help="generate everything, changed or not")
    parser.add_argument("--root", type=Path, default=ROOT, help="the project (default: the one of this script)")
    options = parser.parse_args(arguments)
    try:
        return _run(options.root, is_check=options.check, is_forced=options.force)
    except GenerationError as error:
        print(*error.problems, sep="\n\n", file=sys.stderr)
        return 1


def _run(root: Path, *, is_check: bool, is_forced: bool) -> int:
    shared = shared_inputs(installed_versions(root))
    held = NOTHING if is_check or is_forced else find_held(root, shared)
    if held.is_all:
        print("unchanged: nothing to do")
        return 0
    # Validators and generators take seconds to import, and are needed from here on only.
    from spec_pipeline.compare import differences, replace
    from spec_pipeline.generation import generate

    target = root / "generated"
    with tempfile.TemporaryDirectory(prefix="cloudinvoices-") as work:
        fresh = generate(root, Path(work).resolve(), shared, held.sources)
        if not is_check:
            replace(target, fresh)
        elif diff := differences(target, fresh):
            print(diff, end="")
            cure = "Cure: make generate, and commit what it changes."
            print(f"generated/ is not what specs/ give. {cure}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
