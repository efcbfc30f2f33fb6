"""Build the site of docs/ into build/site, and check every link of it.

The pages are laid out in build/pages first: those of docs/, and the ones that stand at the top of the repository. A
link to any other file of the repository leads to a copy of it there, so that the same Markdown has no dead link on the
site and none where the repository is read.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path, PurePosixPath

from check_links import check_site

ROOT = Path(__file__).resolve().parents[1]
PAGES = ROOT / "build" / "pages"
SITE = ROOT / "build" / "site"
TOP_PAGES = ("CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md")
# A block of code is passed by, and so is what stands between backticks.
_CODE_OR_LINK = re.compile(r"^ *```.*?^ *```|`[^`\n]+`(?!\]\()|\]\((?P<target>[^)\s]+)\)", re.MULTILINE | re.DOTALL)


def lay_out_pages(root: Path = ROOT, pages: Path = PAGES) -> None:
    """Write all pages, and the files that they lead to, into `pages`; what was there is removed."""
    shutil.rmtree(pages, ignore_errors=True)
    sources = [*(root / "docs").rglob("*.md"), *(root / name for name in TOP_PAGES)]
    for source in sources:
        target = pages / place_of(source.relative_to(root).as_posix())
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(relink(source.read_text("utf-8"), source, root, pages), "utf-8")


def place_of(path: str) -> str:
    """Where a file of the repository is on the site: a page under its name, any other file as text under source/."""
    if path.startswith("docs/") and path.endswith(".md"):
        return path.removeprefix("docs/")
    if path == "README.md":
        return "index.md"
    return path if path in TOP_PAGES else f"source/{path}.txt"


def relink(text: str, source: Path, root: Path, pages: Path) -> str:
    """The Markdown of `source` with its links as they are on the site; files they lead to are copied there."""
    page = PurePosixPath(place_of(source.relative_to(root).as_posix()))

    def moved(found: re.Match[str]) -> str:
        target = found["target"]
        if target is None or target.startswith(("#", "mailto:")) or "://" in target:
            return found[0]
        path, mark, anchor = target.partition("#")
        file = (source.parent / path).resolve()
        if not file.is_relative_to(root) or not file.exists():
            raise FileNotFoundError(f"{source.relative_to(root)} leads to {target}, which does not exist")
        place = place_of(file.relative_to(root).as_posix())
        if place.startswith("source/"):
            copy_as_text(file, pages / place)
        return f"]({os.path.relpath(place, page.parent)}{mark}{anchor})"

    return _CODE_OR_LINK.sub(moved, text)


def copy_as_text(file: Path, target: Path) -> None:
    """A file as it is; of a folder the names of what is in it."""
    text = "\n".join(sorted(one.name for one in file.iterdir())) if file.is_dir() else file.read_text("utf-8")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, "utf-8")


def main() -> int:
    """Run the command; 1 says that the site could not be built or has a link that leads nowhere."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.parse_args()
    try:
        lay_out_pages()
    except FileNotFoundError as error:
        print(f"{error}. Cure: correct the link.", file=sys.stderr)
        return 1
    shutil.rmtree(SITE, ignore_errors=True)
    built = subprocess.run([Path(sys.executable).with_name("zensical"), "build", "--strict", "--clean"], cwd=ROOT)
    return 1 if built.returncode else check_site(SITE, ROOT)


if __name__ == "__main__":
    sys.exit(main())
