"""VENDORED.txt: what a copy was made of, and the hash of every file in it. It is TOML."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from .errors import VendoringError
from .rules import HTTP_LIBRARIES, Http

RECORD = "VENDORED.txt"
HASHES = b"\n[files]\n"
"""Where the last table of it begins."""
_HEAD = """\
# A copy of the core of cloudinvoices, made by scripts/vendor.py of its repository. Do not edit: what differs from the
# hashes below is found by `vendor.py --check`, and a new version is taken with `vendor.py --upgrade`.
"""


@dataclass(frozen=True, kw_only=True)
class Record:
    """What VENDORED.txt says."""

    version: str
    commit: str
    """Of the repository; "unknown" where the copy was not made from a checkout of git."""
    providers: tuple[str, ...]
    http: Http
    requires: tuple[str, ...]
    """The distributions that the copy needs, with their ranges."""
    optional: Mapping[str, tuple[str, ...]]
    """Those that more can be done with, by the extra that names them."""
    specs: Mapping[str, str]
    """SHA-256 of each file of specs/ that a part of the copy was generated from."""
    files: Mapping[str, str]
    """SHA-256 of each file of the copy but this one."""


def write_record(record: Record) -> str:
    """The text of VENDORED.txt."""
    plain = ("version", "commit", "providers", "http", "requires")
    lines = [f"{name} = {_value(getattr(record, name))}" for name in plain]
    for table in ("optional", "specs", "files"):
        lines += ["", f"[{table}]"]
        lines += [f"{json.dumps(key)} = {_value(value)}" for key, value in getattr(record, table).items()]
    return _HEAD + "\n" + "\n".join(lines) + "\n"


def read_record(copy: Path) -> Record:
    """Read the record of a copy.

    Raises:
        VendoringError: there is none, or it is not as one is written.
    """
    try:
        found = tomllib.loads((copy / RECORD).read_text(encoding="utf-8"))
        record = Record(
            version=_text(found["version"]),
            commit=_text(found["commit"]),
            providers=_texts(found["providers"]),
            http=HTTP_LIBRARIES[HTTP_LIBRARIES.index(found["http"])],
            requires=_texts(found["requires"]),
            optional={key: _texts(value) for key, value in found["optional"].items()},
            specs={key: _text(value) for key, value in found["specs"].items()},
            files={key: _text(value) for key, value in found["files"].items()},
        )
    except (FileNotFoundError, NotADirectoryError) as error:
        raise VendoringError(f"{copy} is no copy made by vendor.py: it has no {RECORD}") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise VendoringError(
            f"{copy / RECORD} is damaged ({type(error).__name__}: {error}). Take the file back from your history, "
            "or remove the folder and make the copy again"
        ) from error
    return record


def hash_content(content: bytes) -> str:
    """The SHA-256 of a file of the copy; the end of its lines does not count, which git may change."""
    return sha256(content.replace(b"\r\n", b"\n")).hexdigest()


def _value(value: str | tuple[str, ...]) -> str:
    return json.dumps(value if isinstance(value, str) else list(value))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not text")
    return value


def _texts(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        raise TypeError(f"{value!r} is not a list")
    return tuple(_text(one) for one in value)
