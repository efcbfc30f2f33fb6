"""Add the skeleton of a provider: its spec, its module, its place in the simulator and in the tests, all or nothing.

example: make new-provider NAME=digitalocean
"""

import argparse
import sys
from pathlib import Path

from provider_scaffold.names import Refused, check_name
from provider_scaffold.scaffold import add_provider, next_steps

ROOT = Path(__file__).resolve().parents[1]


def main(arguments: list[str] | None = None) -> int:
    """Run the command; 1 says that nothing was changed, and stderr why; 2 that it was called wrongly."""
    description, example = (__doc__ or "").strip().split("\n\n")
    parser = argparse.ArgumentParser(prog="new_provider.py", description=description, epilog=example)
    parser.add_argument("name", nargs="?", help="key of the provider: lower-case letters and digits")
    parser.add_argument("--root", type=Path, default=ROOT, help="the project (default: the one of this script)")
    options = parser.parse_args(arguments)
    root, name = options.root.resolve(), str(options.name or "")
    if problem := check_name(name):
        parser.error(f"{problem}\n{example}")
    try:
        add_provider(root, name)
    except (Refused, OSError) as reason:
        print(f"{reason}\nNothing was changed.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Interrupted: nothing was changed.", file=sys.stderr)
        return 130
    print(next_steps(name))
    return 0


if __name__ == "__main__":
    sys.exit(main())
