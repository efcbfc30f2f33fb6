"""Make generated/ from specs/, or check with --check that it is what specs/ give."""

import argparse
import sys
import tempfile
from pathlib import Path

from spec_pipeline.compare import differences, replace
from spec_pipeline.errors import GenerationError
from spec_pipeline.generation import generate

ROOT = Path(__file__).resolve().parents[1]


def main(arguments: list[str] | None = None) -> int:
    """Run the command; 1 says that something is wrong, and stderr what."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing, print a diff and exit 1 where it differs")
    parser.add_argument("--root", type=Path, default=ROOT, help="the project (default: the one of this script)")
    options = parser.parse_args(arguments)
    target: Path = options.root / "generated"
    with tempfile.TemporaryDirectory(prefix="cloudinvoices-") as work:
        try:
            fresh = generate(options.root, Path(work).resolve())
        except GenerationError as error:
            print(*error.problems, sep="\n\n", file=sys.stderr)
            return 1
        if not options.check:
            replace(target, fresh)
            return 0
        if diff := differences(target, fresh):
            print(diff, end="")
            print(
                "generated/ is not what specs/ give. Cure: make generate, and commit what it changes.", file=sys.stderr
            )
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
