"""Write into the pages of docs/ what the code knows, or check with --check that they have it.

A part begins with `<!-- rendered: NAME ARGUMENT -->` and ends with `<!-- end of rendered -->`; what stands around it is
written by hand.
"""

import argparse
import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from click import Argument, Command, Context, Option

from cloudinvoices import errors
from cloudinvoices.cli.application import COMMANDS, application
from cloudinvoices.core.adapter import Adapter
from cloudinvoices.core.settings import COMMON
from cloudinvoices.providers import load_adapter
from cloudinvoices.quirks import load_quirks
from cloudinvoices.testing import FAULTS, Simulator

DOCS = Path(__file__).resolve().parents[1] / "docs"
CURE = "Cure: .venv/bin/python scripts/render_pages.py, and commit what it changes."
_PART = re.compile(r"(?P<head><!-- rendered: (?P<name>[^>]*?) -->\n).*?(?P<end><!-- end of rendered -->)", re.DOTALL)


def render(page: str) -> str:
    """The page with its rendered parts as the code gives them.

    Raises:
        ValueError: it asks for a part that there is not.
    """

    def fill(part: re.Match[str]) -> str:
        name, _, argument = part["name"].partition(" ")
        if name not in RENDERERS:
            raise ValueError(f"there is no part {name!r}; there are {', '.join(RENDERERS)}")
        lines = RENDERERS[name](argument)
        return f"{part['head']}\n" + "\n".join(lines) + f"\n\n{part['end']}"

    return _PART.sub(fill, page)


def _facts(provider: str) -> list[str]:
    adapter = load_adapter(provider)
    rows = {
        "documents": ", ".join(adapter.formats),
        "kept by an archive, unless told otherwise": ", ".join(adapter.kept_formats),
        "one invoice by its id": "found through the list"
        if adapter.get_invoice is Adapter.get_invoice
        else "an operation of its own",
        "requests that a document costs": str(adapter.requests_per_document),
        "requests a minute, at most": f"{adapter.per_minute or 'no limit is published'}",
        "`billing_details`": "no" if adapter.get_billing_details is Adapter.get_billing_details else "yes",
    }
    return _table(("what it can do", adapter.title), rows.items())


def _settings(provider: str) -> list[str]:
    declared = COMMON if provider == "common" else load_adapter(provider).settings
    rows = [
        (
            f"`{one.name}`" + (" (secret)" if one.secret else ""),
            " ".join(f"`{env}`" for env in one.env),
            one.about + (f": {' or '.join(map(repr, one.choices))}" if one.choices else ""),
        )
        for one in declared
    ]
    if provider == "common":
        return _table(("setting", "what it is"), [(name, about) for name, _, about in rows])
    return _table(("setting", "environment", "what it is"), rows)


def _hints(provider: str) -> list[str]:
    return _table(("status", "next step"), ((str(code), hint) for code, hint in load_adapter(provider).hints.items()))


def _quirks(provider: str) -> list[str]:
    rows = [
        (f"[{one.id}](../quirks.md#{one.id.lower()})", one.really, one.handling if one.applies else "does not apply")
        for one in load_quirks()
        if one.provider == provider
    ]
    return _table(("id", "what is so", "what is done"), rows)


def _command(name: str) -> list[str]:
    command = application.get_command(Context(application), name)
    assert command is not None
    usage = " ".join(
        [
            "cloudinvoices",
            name,
            "[OPTIONS]",
            *(one.make_metavar(_context(command)) for one in command.params if isinstance(one, Argument)),
        ]
    )
    shared = {option.name for option in application.params}
    own = [one for one in command.params if isinstance(one, Option) and one.name not in shared]
    lines = ["```", usage, "```", "", *(command.help or "").splitlines(), ""]
    lines += [*_table(("option", "what it does"), map(_option, own)), ""] if own else []
    examples = (command.epilog or "").partition("Examples:\n")[2]
    return [*lines, "```sh", *(line.strip() for line in examples.splitlines()), "```"]


def _context(command: Command) -> Context:
    return Context(command)


def _option(option: Option) -> tuple[str, str]:
    return ", ".join(f"`{name}`" for name in option.opts), option.help or ""


def _common_options(_: str) -> list[str]:
    return _table(("option", "what it does"), [_option(one) for one in application.params if isinstance(one, Option)])


def _commands(_: str) -> list[str]:
    return _table(("command", "what it does"), ((f"[{name}](#{name})", about) for name, (_, about) in COMMANDS.items()))


def _error_tree(_: str) -> list[str]:
    tree = (errors.__doc__ or "").split("\n\n")[1]
    return ["```", *tree.splitlines(), "```"]


def _faults(_: str) -> list[str]:
    return _table(("fault", "what it is"), ((f"`{name}`", about) for name, about in FAULTS.items()))


def _operations(_: str) -> list[str]:
    return [", ".join(f"`{name}`" for name in Simulator().operations) + "."]


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    cells = [list(head), *map(list, rows)]
    lines = [f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in cells]
    return [lines[0], "|" + " --- |" * len(cells[0]), *lines[1:]]


RENDERERS: dict[str, Callable[[str], list[str]]] = {
    "facts": _facts,
    "settings": _settings,
    "hints": _hints,
    "quirks": _quirks,
    "commands": _commands,
    "command": _command,
    "common-options": _common_options,
    "error-tree": _error_tree,
    "faults": _faults,
    "operations": _operations,
}


def main(arguments: list[str] | None = None) -> int:
    """Run the command; 1 says that a page has something else than the code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing, exit 1 where a page differs")
    parser.add_argument("--docs", type=Path, default=DOCS, help="folder of the pages (default: docs)")
    options = parser.parse_args(arguments)
    folder: Path = options.docs
    differing: list[str] = []
    for path in sorted(folder.rglob("*.md")):
        page = path.read_text("utf-8")
        if (rendered := render(page)) != page:
            differing.append(path.relative_to(folder).as_posix())
            if not options.check:
                path.write_text(rendered, "utf-8")
    if not options.check or not differing:
        return 0
    print(f"{', '.join(differing)}: not what the code gives. {CURE}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
