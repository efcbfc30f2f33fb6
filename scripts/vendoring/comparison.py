"""A copy on disk beside its record, and beside the copy that this checkout would make."""

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from .copy import Copy
from .record import HASHES, RECORD, Record, hash_content


def find_edits(copy: Path, record: Record) -> list[str]:
    """What was done to a copy since it was made: a line for each file edited, missing or added."""
    held = read_files(copy)
    problems = [f"{name}: missing" for name in record.files if name not in held]
    problems += [f"{name}: not part of the copy" for name in held if name not in record.files and name != RECORD]
    problems += [
        f"{name}: edited"
        for name, expected in record.files.items()
        if name in held and hash_content(held[name]) != expected
    ]
    return sorted(problems)


def find_age(record: Record, fresh: Copy) -> list[str]:
    """What this checkout has otherwise than the record of a copy: a line each. The commit alone is no difference."""
    theirs, ours = record.files, fresh.record.files
    problems = [f"{name}: new" for name in ours if name not in theirs]
    problems += [f"{name}: gone" for name in theirs if name not in ours]
    problems += [f"{name}: changed" for name in ours if name in theirs and theirs[name] != ours[name]]
    if not problems and replace(record, commit="") != replace(fresh.record, commit=""):
        problems.append(f"{RECORD}: says something else than this checkout does")
    return sorted(problems)


def show_difference(copy: Path, fresh: Copy) -> str:
    """A unified diff from a copy on disk to what would take its place, without the hashes of files."""
    old, new = read_files(copy), fresh.all_files()
    for files in (old, new):
        files[RECORD] = files[RECORD].partition(HASHES)[0]
    return "".join(line for name in sorted(old | new) for line in _diff(name, old, new))


def read_files(copy: Path) -> dict[str, bytes]:
    """Every file of a copy on disk by its path in it, without what Python leaves beside modules."""
    return {
        path.relative_to(copy).as_posix(): path.read_bytes()
        for path in sorted(copy.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


def _diff(name: str, old: Mapping[str, bytes], new: Mapping[str, bytes]) -> Iterator[str]:
    before, after = (_lines(files.get(name, b"")) for files in (old, new))
    from_name, to_name = (name if name in files else "/dev/null" for files in (old, new))
    for line in difflib.unified_diff(before, after, from_name, to_name, lineterm=""):
        yield f"{line}\n"


def _lines(content: bytes) -> list[str]:
    return content.decode("utf-8", "backslashreplace").splitlines()
