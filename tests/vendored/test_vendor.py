"""The command: a copy is made, checked and upgraded; nothing goes wrong quietly."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from vendor import main
from vendoring.record import RECORD, read_record

import cloudinvoices as ci

from .company import ROOT

PROVIDERS = ("--providers", "akamai,qovery")
SPECS = {"specs/akamai.yaml", "specs/qovery.yaml", "specs/documents/akamai_invoice.schema.json"}


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def contents(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in names(folder)}


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_a_copy_holds_what_its_providers_need_and_nothing_else(made: Path) -> None:
    held = names(made)

    assert {"LICENSE", "VENDORED.txt", "py.typed", "__init__.py", "cloudinvoices_apis/py.typed"} <= held
    assert {"providers/akamai.py", "providers/qovery.py", "authentication/edgegrid.py"} <= held
    assert {"cloudinvoices_apis/akamai/wire.py", "cloudinvoices_apis/documents/akamai_invoice.py"} <= held
    assert not [name for name in held if name.startswith(("archive", "cli", "testing", "quirks"))]
    assert not [name for name in held if "doit" in name or "f5xc" in name or "masstack" in name]
    assert not held & {"authentication/certificate.py", "authentication/service_account.py"}
    assert (
        not {name for name in held if not name.endswith(".py")}
        - {"LICENSE", RECORD}
        - {
            "py.typed",
            "cloudinvoices_apis/py.typed",
        }
    )


def test_the_record_says_what_the_copy_was_made_of(made: Path) -> None:
    record = tomllib.loads((made / RECORD).read_text())
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]

    assert record["version"] == ci.__version__
    assert len(record["commit"].split()[0]) == 40
    assert record["requires"] == project["dependencies"]
    assert [one.split(">")[0] for one in record["requires"]] == ["attrs", "httpx", "msgspec"]
    assert set(record["specs"]) == SPECS
    assert set(record["files"]) == names(made) - {RECORD}


def test_what_a_provider_can_do_with_more_is_said(tmp_path: Path) -> None:
    destination = tmp_path / "copies"

    assert main([str(destination), "--providers", "masstack,f5xc"]) == 0

    record = read_record(destination)
    assert set(record.optional) == {"fast", "masstack", "f5-p12"}
    assert set(record.specs) == {"specs/masstack.yaml", "specs/masstack_customers.yaml", "specs/f5xc.yaml"}
    assert {"authentication/certificate.py", "authentication/service_account.py"} <= names(destination)
    assert "documents/akamai.py" not in names(destination)


def test_all_providers_are_taken_where_none_are_named(checkout: Path, tmp_path: Path) -> None:
    assert main([str(tmp_path / "copies"), "--root", str(checkout)]) == 0

    record = read_record(tmp_path / "copies")
    assert record.providers == ("akamai", "doit", "f5xc", "masstack", "qovery")
    assert record.commit == "unknown"


def test_changes_that_are_in_no_commit_are_told(checkout: Path, tmp_path: Path) -> None:
    for command in ("init -q", "add -A", "-c user.name=a -c user.email=a@b.example commit -q -m first"):
        subprocess.run(["git", "-C", checkout, *command.split()], check=True)
    main([str(tmp_path / "clean"), "--root", str(checkout)])
    edit(checkout / "overlay/cloudinvoices/errors.py", "class", "class")
    (checkout / "overlay/cloudinvoices/errors.py").write_text("# changed\n")

    main([str(tmp_path / "changed"), "--root", str(checkout)])

    assert len(read_record(tmp_path / "clean").commit) == 40
    assert read_record(tmp_path / "changed").commit.endswith("with changes that are not committed")


def test_it_runs_by_itself(tmp_path: Path) -> None:
    """With a Python that has nothing installed, from any folder."""
    script = str(ROOT / "scripts" / "vendor.py")
    command = [sys.executable, "-S", "-E", script, "acme/_vendor/cloudinvoices", *PROVIDERS]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60)

    assert done.returncode == 0, done.stderr
    assert "made. It needs attrs>=" in done.stdout
    assert (tmp_path / "acme/_vendor/cloudinvoices/VENDORED.txt").is_file()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["not-a-name"], "cannot be the name of a package"),
        (["class"], "cannot be the name of a package"),
        (["held"], "is there already"),
        (["new", "--providers", "akamai,acme"], "there is no provider acme. Known: akamai, doit"),
        (["--check", "new"], "is no copy made by vendor.py"),
        (["--upgrade", "held"], "is no copy made by vendor.py"),
    ],
)
def test_what_cannot_be_done_changes_nothing(
    arguments: list[str],
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "held").mkdir()
    (tmp_path / "held" / "module.py").write_text("value = 1\n")

    assert main(arguments) == 2

    assert message in capsys.readouterr().err
    assert names(tmp_path) == {"held/module.py"}


@pytest.mark.parametrize("arguments", [[], ["new", "--providers", ","], ["new", "--check", "--upgrade"]])
def test_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)

    assert ended.value.code == 2
    assert "usage: " in capsys.readouterr().err


def test_an_untouched_copy_is_as_it_should_be(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (copy / "__pycache__").mkdir()
    (copy / "__pycache__" / "errors.cpython-311.pyc").write_bytes(b"made by Python")

    assert main(["--check", str(copy)]) == 0

    assert "as this checkout gives them" in capsys.readouterr().out


def test_line_ends_that_git_changes_are_no_edit(copy: Path) -> None:
    path = copy / "errors.py"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))

    assert main(["--check", str(copy)]) == 0


def test_edits_are_found(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (copy / "errors.py").write_text("# ours now\n")
    (copy / "core" / "retry.py").unlink()
    (copy / "extra.py").write_text("")

    assert main(["--check", str(copy)]) == 1

    said = capsys.readouterr()
    assert "was edited:\n  core/retry.py: missing\n  errors.py: edited\n  extra.py: not part of the copy\n" in said.out
    assert "vendor.py --upgrade" in said.err


def test_an_edit_is_found_where_its_hash_was_edited_too(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(copy / RECORD, read_record(copy).files["LICENSE"], read_record(copy).files["py.typed"])
    (copy / "LICENSE").write_bytes((copy / "py.typed").read_bytes())

    assert main(["--check", str(copy)]) == 1

    assert "is not what this checkout gives:\n  LICENSE: changed" in capsys.readouterr().out


def test_edits_of_the_record_are_found(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(copy / RECORD, "httpx>=0.27,<1", "httpx")

    assert main(["--check", str(copy)]) == 1

    assert "VENDORED.txt: says something else" in capsys.readouterr().out


@pytest.mark.parametrize("text", ["", "version = 1\n", "nothing = [", "\udcff"])
def test_a_damaged_record(text: str, copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (copy / RECORD).write_text(text, errors="surrogateescape")

    assert main(["--check", str(copy)]) == 2

    assert "is damaged" in capsys.readouterr().err


def test_an_older_copy_is_found_and_upgraded(copy: Path, checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = ("--root", str(checkout))
    edit(checkout / "overlay/cloudinvoices/__init__.py", '__version__ = "0.1.0"', '__version__ = "0.2.0"')
    edit(checkout / "overlay/cloudinvoices/core/limit.py", "from __future__", "import uuid\nfrom __future__")
    (checkout / "overlay/cloudinvoices/core/limit.py").write_text("from . import added\n")
    (checkout / "overlay/cloudinvoices/core/added.py").write_text("value = 1\n")

    assert main(["--check", str(copy), *root]) == 1
    found = capsys.readouterr().out
    assert main(["--upgrade", str(copy), *root]) == 0
    shown = capsys.readouterr().out

    assert "  __init__.py: changed\n" in found
    assert "  core/added.py: new\n" in found
    assert '-__version__ = "0.1.0"\n+__version__ = "0.2.0"\n' in shown
    assert "--- /dev/null\n+++ core/added.py\n" in shown
    assert "[files]" not in shown
    assert main(["--check", str(copy), *root]) == 0
    assert read_record(copy).version == "0.2.0"


def test_an_upgrade_may_take_other_providers_and_another_library(copy: Path) -> None:
    assert main(["--upgrade", str(copy), "--providers", "doit", "--http", "httpx2"]) == 0

    record = read_record(copy)
    assert (record.providers, record.http) == (("doit",), "httpx2")
    assert record.requires[1].startswith("httpx2>=")
    assert "providers/akamai.py" not in names(copy)
    assert "import httpx2 as httpx\n" in (copy / "core" / "_http.py").read_text()
    assert main(["--check", str(copy)]) == 0


def test_where_there_is_nothing_to_upgrade_nothing_is_written(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(copy / RECORD, read_record(copy).commit, "an older one with the same files")
    before = copy.stat().st_ino

    assert main(["--upgrade", str(copy)]) == 0

    assert capsys.readouterr().err.endswith("nothing to upgrade\n")
    assert copy.stat().st_ino == before


def test_an_upgrade_loses_no_edit_unasked(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (copy / "errors.py").write_text("# ours now\n")

    assert main(["--upgrade", str(copy)]) == 1
    assert "errors.py: edited" in capsys.readouterr().err
    assert (copy / "errors.py").read_text() == "# ours now\n"

    assert main(["--upgrade", str(copy), "--discard-edits"]) == 0
    assert "-# ours now\n" in capsys.readouterr().out
    assert main(["--check", str(copy)]) == 0


def test_an_upgrade_that_fails_leaves_the_copy_as_it_was(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = contents(copy)
    renamed: list[Path] = []

    def rename(path: Path, target: Path) -> Path:
        renamed.append(path)
        if len(renamed) == 2:
            raise OSError("no space left")
        return Path(shutil.move(path, target))

    monkeypatch.setattr(Path, "rename", rename)

    assert main(["--upgrade", str(copy), "--http", "httpx2"]) == 2

    assert contents(copy) == before
    assert os.listdir(copy.parent) == [copy.name]


def test_a_copy_behind_a_link_is_replaced_where_it_is(copy: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(copy)

    assert main(["--upgrade", str(link), "--http", "httpx2"]) == 0

    assert link.is_symlink()
    assert read_record(copy).http == "httpx2"
