"""Check that a commit can be released as a version: the tag, the changelog, and a checkout with nothing else in it."""

import argparse
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from project_version import read_version

ROOT = Path(__file__).resolve().parents[1]


def find_problems(root: Path, tag: str) -> Iterator[str]:
    """Return what keeps a checkout from being released under a tag, each with its cure."""
    version = read_version(root)
    if tag != f"v{version}":
        yield f"the tag is {tag}, and the version {version}. Tag v{version}, or change __version__"
    changelog = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    heading = next((line for line in changelog.splitlines() if line.startswith("## ")), "")
    if not re.fullmatch(rf"## {re.escape(version)}, \d{{4}}-\d\d-\d\d", heading):
        yield f"CHANGELOG.md begins with '{heading}'. Cure: '## {version}, <day of the release>'"
    git = subprocess.run(["git", "status", "--porcelain"], cwd=root, capture_output=True, text=True, check=False)
    if git.returncode != 0:
        yield f"a release is made from a checkout: {git.stderr.strip()}"
    elif git.stdout:
        yield f"not all is committed. Commit, or put away:\n{git.stdout.rstrip()}"


def main(arguments: list[str] | None = None) -> int:
    """Run the command; 1 says that the commit cannot be released, and stderr why."""
    parser = argparse.ArgumentParser(description=__doc__, epilog="example: make release-check TAG=v0.1.0")
    parser.add_argument("tag", help="the tag of the release, as v0.1.0")
    parser.add_argument("--root", type=Path, default=ROOT, help="the project (default: the one of this script)")
    options = parser.parse_args(arguments)
    problems = list(find_problems(options.root, options.tag))
    print(*problems, sep="\n", end="\n" if problems else "", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
