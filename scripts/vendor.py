"""Copy the core and some providers into another repository, check such a copy, or upgrade it.

  python scripts/vendor.py acme/_vendor/cloudinvoices --providers akamai,qovery
  python scripts/vendor.py --check acme/_vendor/cloudinvoices
  python scripts/vendor.py --upgrade acme/_vendor/cloudinvoices

The copy works under any package name, beside an installed one, and needs nothing else of this repository. Its
VENDORED.txt lists what it was made of and the distributions that it needs.

Exit status: 0 done, or as it should be; 1 the copy was edited, or is not what this checkout gives; 2 nothing was done.
"""

import argparse
import sys
import tempfile
from keyword import iskeyword
from pathlib import Path

from spec_pipeline.compare import replace
from vendoring.comparison import find_age, find_edits, show_difference
from vendoring.copy import Copy, known_providers, make_copy
from vendoring.errors import VendoringError
from vendoring.record import Record, read_record
from vendoring.rules import HTTP_LIBRARIES

ROOT = Path(__file__).resolve().parents[1]


def main(arguments: list[str] | None = None) -> int:
    """Run the command."""
    options = _read_options(arguments)
    try:
        if options.check:
            return _check(options)
        if options.upgrade:
            return _upgrade(options)
        return _create(options)
    except (VendoringError, OSError) as error:
        print(f"vendor.py: {error}", file=sys.stderr)
        return 2


def _read_options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("destination", metavar="DEST", type=Path, help="the folder of the copy: its package")
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument("--check", action="store_true", help="change nothing; exit 1 if it was edited or is older")
    ways.add_argument("--upgrade", action="store_true", help="show what differs from this checkout, and replace it")
    parser.add_argument(
        "--providers", type=_names, help="which, with commas between them (default: all, or those it has)"
    )
    parser.add_argument("--http", choices=HTTP_LIBRARIES, help="the HTTP library (default: httpx, or the one it has)")
    parser.add_argument("--discard-edits", action="store_true", help="with --upgrade: lose what was edited in the copy")
    parser.add_argument("--root", type=Path, default=ROOT, help="the checkout (default: the one of this script)")
    return parser.parse_args(arguments)


def _names(text: str) -> tuple[str, ...]:
    names = tuple(sorted({name.strip() for name in text.split(",")} - {""}))
    if not names:
        raise argparse.ArgumentTypeError("name at least one, such as akamai,qovery")
    return names


def _create(options: argparse.Namespace) -> int:
    destination: Path = options.destination.resolve()
    if not destination.name.isidentifier() or iskeyword(destination.name):
        raise VendoringError(f"{destination.name!r} cannot be the name of a package")
    if destination.exists() and (not destination.is_dir() or any(destination.iterdir())):
        raise VendoringError(f"{options.destination} is there already. To renew a copy: vendor.py --upgrade DEST")
    _put(_fresh(options, None), destination)
    print(f"{options.destination}: made. {_needs(read_record(destination))}")
    return 0


def _check(options: argparse.Namespace) -> int:
    record = read_record(options.destination)
    edits = find_edits(options.destination, record)
    age = find_age(record, _fresh(options, record))
    for title, problems in (("was edited", edits), ("is not what this checkout gives", age)):
        if problems:
            print(f"{options.destination} {title}:", *problems, sep="\n  ")
    if edits or age:
        print(f"Cure: vendor.py --upgrade {options.destination}", file=sys.stderr)
        return 1
    print(f"{options.destination}: {len(record.files)} files, as this checkout gives them")
    return 0


def _upgrade(options: argparse.Namespace) -> int:
    destination: Path = options.destination.resolve()
    record = read_record(destination)
    if (edits := find_edits(destination, record)) and not options.discard_edits:
        print(f"{options.destination} was edited:", *edits, sep="\n  ", file=sys.stderr)
        print("Nothing was replaced. Bring the edits elsewhere, or add --discard-edits.", file=sys.stderr)
        return 1
    fresh = _fresh(options, record)
    if not edits and not find_age(record, fresh):
        print(f"{options.destination}: nothing to upgrade", file=sys.stderr)
        return 0
    print(show_difference(destination, fresh), end="")
    _put(fresh, destination)
    print(f"{options.destination}: upgraded. {_needs(fresh.record)}", file=sys.stderr)
    return 0


def _fresh(options: argparse.Namespace, record: Record | None) -> Copy:
    """The copy that this checkout gives for what is asked, or, where nothing is, for what a copy has."""
    providers = options.providers or (record.providers if record else known_providers(options.root))
    http = options.http or (record.http if record else HTTP_LIBRARIES[0])
    return make_copy(options.root, providers, http)


def _needs(record: Record) -> str:
    return f"It needs {', '.join(record.requires)}."


def _put(copy: Copy, destination: Path) -> None:
    destination.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="cloudinvoices-") as work:
        for name, content in copy.all_files().items():
            path = Path(work, "copy", name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        replace(destination, Path(work, "copy"))


if __name__ == "__main__":
    sys.exit(main())
