"""Compare the public names and signatures in the work tree with those of a git reference.

Lists what breaks users' code, and what is new. Every break must be named in the newest chapter of CHANGELOG.md.
docs/api-changes.md says what is public, and what a break is.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from api_changes.breaks import Break
from api_changes.changelog import lines_to_add, read_newest_chapter
from api_changes.compare import find_breaks, find_new
from api_changes.errors import CheckError
from api_changes.history import extract, is_repository, is_shallow, newest_release
from api_changes.sources import PACKAGES, Sources
from api_changes.surface import Surface, read_surface

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = """\
examples:
  make check-api                with the newest release that HEAD comes from
  make check-api REF=main       with a branch, a tag or a commit
  .venv/bin/python scripts/check_api.py v1.2.0

exit codes: 0 no break, or all are named in CHANGELOG.md; 1 some are not; 2 nothing could be compared"""


def main(arguments: list[str] | None = None) -> int:
    """Run the command; 1 says that CHANGELOG.md does not name every break, 2 that nothing could be compared."""
    parser = argparse.ArgumentParser(
        description=__doc__, epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("reference", nargs="?", help="a tag, branch or commit (default: the newest release)")
    parser.add_argument("--root", type=Path, default=ROOT, help="the project (default: the one of this script)")
    options = parser.parse_args(arguments)
    root: Path = options.root.resolve()
    try:
        reference = options.reference or _newest_release(root)
        return _check(root, reference) if reference else 0
    except CheckError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def _newest_release(root: Path) -> str | None:
    if not is_repository(root):
        print("No git repository, or no git: the public interface is compared with nothing.")
        return None
    release = newest_release(root)
    if release is None and is_shallow(root):
        print("A shallow clone without release tags: the public interface is compared with nothing.")
        print("To compare it with the newest release: git fetch --tags --unshallow")
    elif release is None:
        print("Nothing is released yet: the public interface is compared with nothing. See: make check-api REF=main")
    return release


def _check(root: Path, reference: str) -> int:
    with tempfile.TemporaryDirectory(prefix="cloudinvoices-api-") as folder:
        old = Path(folder).resolve()
        extract(root, reference, PACKAGES.values(), old)
        before = read_surface(Sources(old, reference))
        after = read_surface(Sources(root, "work tree"), before.entries)
        breaks = find_breaks(before, after)
        _print_what_changed(reference, breaks, before, after)
    return _look_into_changelog(root / "CHANGELOG.md", reference, breaks)


def _print_what_changed(reference: str, breaks: list[Break], before: Surface, after: Surface) -> None:
    print(f"{len(breaks) or 'no'} break{'' if len(breaks) == 1 else 's'} since {reference}")
    print(*breaks, sep="\n", end="\n" if breaks else "")
    if new := find_new(before, after):
        print(f"\nnew since {reference}", *new, sep="\n")


def _look_into_changelog(changelog: Path, reference: str, breaks: list[Break]) -> int:
    chapter = read_newest_chapter(changelog)
    is_late = chapter.is_of(reference)
    unnamed = [found for found in breaks if is_late or not chapter.names(found)]
    if not unnamed:
        return 0
    where = f'its newest chapter, "{chapter.title}"' if chapter.title and not is_late else "a new chapter"
    print(f"\n{changelog.name} does not name every break. Add to {where}:\n", file=sys.stderr)
    print(lines_to_add(unnamed), file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
