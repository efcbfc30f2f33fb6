"""What our code never does, read from its source."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
OURS = sorted([*(ROOT / "overlay").rglob("*.py"), *(ROOT / "scripts").rglob("*.py")])
GENERATED = sorted((ROOT / "generated").rglob("*.py"))

NO_MODULES = {"pickle", "marshal", "shelve", "dill", "cloudpickle", "telnetlib", "ftplib", "xmlrpc"}
NO_CALLS = {
    *(
        "eval",
        "exec",
        "compile",
        "__import__",
        "os.system",
        "os.popen",
        "tempfile.mktemp",
        "yaml.load",
        "yaml.load_all",
    ),
    *("yaml.unsafe_load", "yaml.full_load", "ssl._create_unverified_context", "input", "breakpoint"),
    *("subprocess.getoutput", "subprocess.getstatusoutput", "random.random", "random.choice", "random.randbytes"),
    *("hashlib.md5", "hashlib.sha1", "tarfile.open", "zipfile.ZipFile", "xml.etree.ElementTree.parse"),
}
NO_KEYWORDS = {
    "verify": (False,),
    "ssl": (False,),
    "verify_ssl": (False,),
    "shell": (True,),
    "check_hostname": (False,),
    "follow_redirects": (True,),
    "allow_redirects": (True,),
    "trust_env": (True,),
}
NO_NAMES = {
    "CERT_NONE",
    "CERT_OPTIONAL",
    "PROTOCOL_SSLv23",
    "PROTOCOL_TLSv1",
    "PROTOCOL_TLS",
    "OP_LEGACY_SERVER_CONNECT",
}
PRINTS = {"print", "pprint.pprint"}
# The simulator is a server on this machine; addresses of schemas are names.
PLAIN_HTTP = re.compile(r"^http://(?!127\.0\.0\.1|localhost|\{|$|www\.w3\.org/|json-schema\.org/)")


def dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def breaches(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """What is forbidden, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]
            yield from ((node.lineno, name) for name in names if name.partition(".")[0] in NO_MODULES)
        elif isinstance(node, ast.Call):
            name = dotted(node.func)
            if name in NO_CALLS:
                yield node.lineno, f"{name}()"
            for keyword in node.keywords:
                value = keyword.value.value if isinstance(keyword.value, ast.Constant) else None
                if keyword.arg in NO_KEYWORDS and value in NO_KEYWORDS[keyword.arg]:
                    yield node.lineno, f"{keyword.arg}={value}"
        elif isinstance(node, ast.Attribute | ast.Name):
            name = node.attr if isinstance(node, ast.Attribute) else node.id
            if name in NO_NAMES:
                yield node.lineno, name
        elif isinstance(node, ast.Assign):
            targets = [dotted(target).rpartition(".")[2] for target in node.targets]
            if "check_hostname" in targets or "verify_mode" in targets:
                yield node.lineno, targets[0]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and PLAIN_HTTP.match(node.value):
            yield node.lineno, node.value


# Their loaders are safe ones that read even less.
ALLOWED = {
    ("scripts/spec_pipeline/sources.py", "yaml.load()"),
    ("scripts/spec_comparison/foreign.py", "yaml.load()"),
}


def test_the_code_does_nothing_of_it() -> None:
    found = [
        f"{name}:{line}: {what}"
        for path in (*OURS, *GENERATED)
        for line, what in breaches(ast.parse(path.read_text("utf-8")))
        if ((name := path.relative_to(ROOT).as_posix()), what) not in ALLOWED
    ]
    assert found == []
    assert len(GENERATED) > 50


def test_what_is_allowed_is_safe() -> None:
    from spec_comparison.foreign import _ForeignLoader
    from spec_pipeline.sources import _StrictLoader

    assert issubclass(_StrictLoader, yaml.SafeLoader)
    assert issubclass(_ForeignLoader, yaml.CSafeLoader)


def test_nothing_is_printed_past_what_makes_it_harmless() -> None:
    """Output goes through `cli/output.py` and `cli/messages.py`; the SDK itself prints nothing."""
    forbidden = {"click.echo", "click.secho", "sys.stdout.write", "sys.stderr.write"}
    own_words = ("messages.py", "__init__.py", "application.py")
    found = [
        f"{path.name}: {name}"
        for path in OURS
        if "overlay" in path.parts
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and (name := dotted(node.func)) in (PRINTS if path.name in own_words else PRINTS | forbidden)
    ]
    assert found == []


def test_no_client_is_made_past_our_transport() -> None:
    """Generated clients could be told not to verify: nothing of ours says so, and each gets our transport."""
    for path in (path for path in OURS if "overlay" in path.parts):
        text = path.read_text("utf-8")
        assert "verify_ssl" not in text
        assert "httpx_args" not in text


@pytest.mark.parametrize(
    "code",
    [
        "eval('1')",
        "import pickle",
        "from pickle import loads",
        "yaml.load(x)",
        "httpx.get(url, verify=False)",
        "context.verify_mode = ssl.CERT_NONE",
        "context.check_hostname = False",
        "ssl._create_unverified_context()",
        "subprocess.run('ls', shell=True)",
        "tempfile.mktemp()",
        "base_url = 'http://api.example.com'",
        "client.get(url, follow_redirects=True)",
        "session.get(url, ssl=False)",
    ],
)
def test_the_control_sees_each_breach(code: str) -> None:
    assert list(breaches(ast.parse(code)))
