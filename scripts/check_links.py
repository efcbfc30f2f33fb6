"""Check a built site: every internal link and anchor leads somewhere, and nothing is loaded from elsewhere.

Links to other sites are only counted: no network is used.
"""

import argparse
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

# What a browser fetches by itself; `a` is what a reader follows.
_LOADED = {"script": "src", "img": "src", "iframe": "src", "source": "src", "link": "href"}
# Addresses of other pages and not of files: nothing is fetched for them.
_NOT_LOADED = {"canonical", "prev", "next", "alternate"}
_TEXTS = {".css", ".html", ".js", ".json", ".txt", ".xml"}


class Page(HTMLParser):
    """The anchors of a page, what it links to and what it loads."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.anchors: set[str] = set()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.anchors.update(given[name] for name in ("id", "name") if name in given)
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        is_address_only = tag == "link" and given.get("rel", "") in _NOT_LOADED
        if (name := _LOADED.get(tag)) and name in given and not is_address_only:
            self.loaded.append(given[name])


def check_site(site: Path, root: Path) -> int:
    """Say what is wrong with the site in `site`, made from `root`; 1 where something is."""
    pages = {path: Page(path.read_text("utf-8")) for path in sorted(site.rglob("*.html"))}
    if not pages:
        print(f"There is no page in {site}. Cure: make docs.", file=sys.stderr)
        return 1
    faults = [f"{path.relative_to(site)}: {fault}" for path in pages for fault in find_faults(path, pages, site)]
    texts = sorted(path for path in site.rglob("*") if path.suffix in _TEXTS)
    faults += [f"{path.relative_to(site)}: names {root}" for path in texts if str(root) in path.read_text("utf-8")]
    for fault in faults:
        print(fault, file=sys.stderr)
    links = [link for page in pages.values() for link in page.links]
    elsewhere = {link for link in links if urlsplit(link).scheme in ("http", "https")}
    if not faults:
        print(f"{len(pages)} pages, {len(links)} links, of which {len(elsewhere)} other sites: none leads nowhere")
    return 1 if faults else 0


def find_faults(path: Path, pages: dict[Path, Page], site: Path) -> Iterator[str]:
    """What is wrong with one page."""
    for address in pages[path].loaded:
        if urlsplit(address).scheme not in ("", "data") or address.startswith("//"):
            yield f"loads {address} from elsewhere"
        elif not address.startswith("data:") and (fault := find_fault(address, path, pages, site)):
            yield fault
    for address in pages[path].links:
        if urlsplit(address).scheme == "" and (fault := find_fault(address, path, pages, site)):
            yield fault
        elif urlsplit(address).scheme == "file":
            yield f"leads to {address}, a file of this machine"


def find_fault(address: str, path: Path, pages: dict[Path, Page], site: Path) -> str | None:
    """Why an address within the site leads nowhere; None if it does not."""
    parts = urlsplit(address)
    # The page of the server's 404 is shown at any address, so that its links begin at the root.
    base = site if parts.path.startswith("/") else path.parent
    target = (base / unquote(parts.path).lstrip("/")).resolve() if parts.path else path
    target = target / "index.html" if target.is_dir() else target
    if not target.is_relative_to(site.resolve()) or not target.is_file():
        return f"leads to {address}, which does not exist"
    anchor = unquote(parts.fragment)
    if anchor and target in pages and anchor not in pages[target].anchors:
        return f"leads to {address}, whose page has no such place"
    return None


def main(arguments: list[str] | None = None) -> int:
    """Run the command; 1 says that something is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path, help="folder of the built site, such as build/site")
    return check_site(parser.parse_args(arguments).site.resolve(), Path(__file__).resolve().parents[1])


if __name__ == "__main__":
    sys.exit(main())
