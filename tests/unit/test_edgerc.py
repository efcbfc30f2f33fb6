from pathlib import Path

import pytest

import cloudinvoices as ci
from cloudinvoices.authentication.edgerc import EdgercEntry, find_credential, parse_edgerc, server_address
from cloudinvoices.core.settings import Settings
from cloudinvoices.providers.akamai import Akamai

LINES = """
client_secret = secret/with+signs=
host = akab-host.luna.akamaiapis.net
access_token = akab-access
client_token = akab-client
"""
TOKENS = {"client_token": "akab-client", "client_secret": "secret/with+signs=", "access_token": "akab-access"}
ADDRESS = "https://akab-host.luna.akamaiapis.net"
ENVIRONMENT = {
    "AKAMAI_HOST": "akab-environment.luna.akamaiapis.net",
    "AKAMAI_CLIENT_TOKEN": "environment-client",
    "AKAMAI_CLIENT_SECRET": "environment-secret",
    "AKAMAI_ACCESS_TOKEN": "environment-access",
}


def find(environment: dict[str, str] | None = None, **given: str | Path) -> EdgercEntry:
    return find_credential(Settings("akamai", Akamai.settings, given, environment or {}))


def stored(home: Path, text: str | bytes) -> None:
    (home / ".edgerc").write_bytes(text if isinstance(text, bytes) else text.encode())


def tokens(entry: EdgercEntry) -> dict[str, str]:
    return {name: getattr(entry.credential, name) for name in TOKENS}


@pytest.mark.parametrize(
    "text",
    [
        f"[default]{LINES}",
        LINES,
        f"\n# from Control Center\n; and more\n{LINES}",
        f"\ufeff[default]{LINES}",
        f"\ufeff{LINES}",
        f"[default]{LINES}".replace("\n", "\r\n"),
        f"[default]{LINES}".replace("client_", "client-").replace("access_", "access-"),
        f"[default]{LINES}".replace("host = ", "host=").replace("client_token = ", "CLIENT_TOKEN="),
        f"[default]{LINES}".replace("host = akab", "host = https://akab").replace(".net", ".net/"),
        f"[default]{LINES}".replace("host = akab", 'host = "https://akab').replace(".net", '.net/"'),
        f"[default]{LINES}".replace("akab-client", '"akab-client"').replace("akab-access", "'akab-access'"),
        f"[other]\nhost = nowhere\n[default]{LINES}",
        f"[default]\n{LINES}".replace("\n", "\n  "),
        f"[default]\nhost = first\n[default]{LINES}",
    ],
)
def test_files_as_people_have_them(home: Path, text: str) -> None:
    stored(home, text)
    entry = find()
    assert tokens(entry) == TOKENS
    assert entry.base_url == ADDRESS
    assert (entry.credential.max_body, entry.credential.headers_to_sign, entry.account_key) == (131_072, (), None)


def test_a_percent_sign_is_no_interpolation(home: Path) -> None:
    stored(home, LINES.replace("secret/with+signs=", "100%(sure)s%%"))
    assert find().credential.client_secret == "100%(sure)s%%"


def test_options_of_a_section(home: Path) -> None:
    stored(home, f"[default]{LINES}max-body = 2048\nheaders_to_sign = X-A, x-b\naccount_key = B-3:1-2\n")
    entry = find()
    assert (entry.credential.max_body, entry.credential.headers_to_sign) == (2048, ("X-A", "x-b"))
    assert entry.account_key == "B-3:1-2"
    assert find(account_switch_key="B-9").account_key == "B-9"
    assert find({"AKAMAI_EDGERC_ACCOUNT_KEY": "B-8"}).account_key == "B-8"


@pytest.mark.parametrize(
    ("line", "size"), [("max_body = None", 131_072), ("max_body = 0x10", 131_072), ("max_body = 10", 10)]
)
def test_a_max_body_that_is_no_number(home: Path, line: str, size: int) -> None:
    stored(home, f"[default]{LINES}{line}\nheaders_to_sign = None\n")
    assert find().credential.max_body == size
    assert find().credential.headers_to_sign == ()


def test_sections_and_other_files(home: Path, tmp_path: Path) -> None:
    stored(home, f"[default]\n[billing]{LINES}")
    assert tokens(find(section="billing")) == TOKENS
    assert tokens(find({"AKAMAI_EDGERC_SECTION": "billing"})) == TOKENS
    (tmp_path / "other").write_text(f"[default]{LINES}".replace("akab-client", "other-client"))
    assert find(edgerc=tmp_path / "other").credential.client_token == "other-client"
    assert find({"AKAMAI_EDGERC": str(tmp_path / "other")}).credential.client_token == "other-client"
    assert find(edgerc="~/.edgerc", section="billing").credential.client_token == "akab-client"


def test_the_environment_goes_before_the_file_and_arguments_before_it(home: Path) -> None:
    stored(home, f"[default]{LINES}")
    entry = find(ENVIRONMENT)
    assert entry.base_url == "https://akab-environment.luna.akamaiapis.net"
    assert entry.credential.client_token == "environment-client"
    given = find(ENVIRONMENT, client_token="a", client_secret="b", access_token="c", base_url="https://d.example.com")
    assert (given.credential.client_token, given.base_url) == ("a", "https://d.example.com")
    assert find(ENVIRONMENT, edgerc="~/.edgerc").credential.client_token == "akab-client"


def test_a_named_section_has_names_of_its_own_in_the_environment(home: Path) -> None:
    named = {name.replace("AKAMAI_", "AKAMAI_MY_TEAM_"): f"team-{value}" for name, value in ENVIRONMENT.items()}
    entry = find({**ENVIRONMENT, **named}, section="my-team")
    assert entry.credential.client_token == "team-environment-client"
    stored(home, f"[billing]{LINES}")
    assert find(ENVIRONMENT, section="billing").credential.client_token == "akab-client"


@pytest.mark.parametrize("missing", ["host", "client_token", "client_secret", "access_token"])
def test_what_a_section_lacks_is_named(home: Path, missing: str) -> None:
    stored(home, "\n".join(line for line in LINES.splitlines() if not line.startswith(missing)))
    with pytest.raises(ci.ConfigurationError, match=f"missing: {missing}") as raised:
        find()
    assert "Section 'default'" in str(raised.value.hint)


def test_what_the_environment_or_the_arguments_lack_is_named(home: Path) -> None:
    stored(home, LINES)
    part = {name: value for name, value in ENVIRONMENT.items() if name != "AKAMAI_CLIENT_SECRET"}
    with pytest.raises(ci.ConfigurationError, match="missing: client_secret") as raised:
        find(part)
    assert "AKAMAI_CLIENT_SECRET" in str(raised.value.hint)
    with pytest.raises(ci.ConfigurationError, match="missing: host, client_secret, access_token"):
        find(client_token="a")


def test_a_given_base_url_stands_for_the_host(home: Path) -> None:
    stored(home, LINES.replace("host", "guest"))
    assert find(base_url="https://h.example.com").base_url == "https://h.example.com"


def test_no_file_no_section_and_no_such_file(home: Path) -> None:
    with pytest.raises(ci.ConfigurationError, match="there is no credential"):
        find()
    with pytest.raises(ci.ConfigurationError, match="edgerc cannot be read"):
        find(edgerc="~/nothing")
    stored(home, f"[default]{LINES}")
    with pytest.raises(ci.ConfigurationError, match="has no section 'billing'") as raised:
        find(section="billing")
    assert "It has: default" in str(raised.value.hint)


@pytest.mark.parametrize("text", ["[default", "just-a-secret", "[]\na = b", "= value", "\x00"])
def test_what_is_no_such_file_and_may_be_a_secret_is_not_shown(text: str) -> None:
    with pytest.raises(ci.ConfigurationError, match=r"not made of \[section\]") as raised:
        parse_edgerc(text)
    assert "just-a-secret" not in str(raised.value)


def test_bytes_that_are_no_text_are_our_error(home: Path) -> None:
    stored(home, b"[default]\nclient_secret = \xff\xfe\n")
    with pytest.raises(ci.ConfigurationError):
        find()


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("akab-host.luna.akamaiapis.net", ADDRESS),
        (" 'akab-host.luna.akamaiapis.net/' ", ADDRESS),
        ('"https://akab-host.luna.akamaiapis.net/"', ADDRESS),
        ("HTTPS://akab-host.luna.akamaiapis.net//", ADDRESS),
        ("http://akab-host.luna.akamaiapis.net", ADDRESS),
        ("http://127.0.0.1:8000/akamai/", "http://127.0.0.1:8000/akamai"),
    ],
)
def test_the_address_of_a_host(host: str, address: str) -> None:
    assert server_address(host) == address


def test_nothing_secret_is_in_a_repr(home: Path) -> None:
    stored(home, LINES)
    assert not [token for token in TOKENS.values() if token in repr(find())]
