import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.provisional import urls

from cloudinvoices.core.problem import error_for, read_problem
from cloudinvoices.core.redaction import public_address, redact

# Letters and signs of real tokens; 12 and more, so that chance does not write one.
secrets = st.text(st.sampled_from("abcxyzABCXYZ0189-_.~+/=:%"), min_size=12, max_size=40)
SECRET = "qov_5f1dd2c1a0b94e7f"


@given(before=st.text(max_size=30), secret=secrets, after=st.text(max_size=30))
def test_a_planted_secret_never_survives(before: str, secret: str, after: str) -> None:
    assert secret not in redact(before + secret + after, [secret])


@pytest.mark.parametrize("text", ["key=a%2Fb%2Bc%3Dde", "key=a/b+c=de"])
def test_also_not_percent_encoded(text: str) -> None:
    assert redact(text, ["a/b+c=de"]) == "key=***"


def test_a_secret_that_begins_with_another_one_is_hidden_as_a_whole() -> None:
    assert redact("token 4711-the-longer-one.", ["4711", "4711-the-longer-one"]) == "token ***."


def test_short_words_are_no_secrets() -> None:
    assert redact("an invoice", ["an", ""]) == "an invoice"


@given(secret=secrets, mark=st.sampled_from("?#"))
def test_queries_and_fragments_of_addresses_are_hidden(secret: str, mark: str) -> None:
    assert redact(f"see <https://storage.example.com/a.pdf{mark}sig={secret}> now", []) == (
        "see <https://storage.example.com/a.pdf?***> now"
    )


@pytest.mark.parametrize(
    "value",
    [
        "Bearer eyJhbGciOi.eyJzdWIi.c2ln",
        "bearer 0123456789abcdef",
        "Token qov_0123456789",
        "APIToken AbCd+/0123==",
        "EG1-HMAC-SHA256 client_token=a;access_token=b;timestamp=t;nonce=n;signature=c2lnbmF0dXJl",
    ],
)
def test_authorization_values_are_hidden(value: str) -> None:
    scheme, _, credential = value.partition(" ")
    assert redact(f"sent: {value}, refused", []) == f"sent: {scheme} ***, refused"
    assert credential not in redact(value, [])


@given(url=urls(), user=secrets, query=secrets, fragment=secrets)
def test_a_public_address_has_no_user_query_or_fragment(url: str, user: str, query: str, fragment: str) -> None:
    bare = url.partition("#")[0].partition("?")[0]
    scheme, _, rest = bare.partition("://")
    shown = public_address(f"{scheme}://{user.replace('/', '')}@{rest}?{query}#{fragment}")
    assert shown == bare


@given(text=st.text(max_size=60))
def test_no_text_breaks_the_writer_of_addresses(text: str) -> None:
    assert "?" not in public_address(text)


def test_the_path_of_a_link_may_be_its_key() -> None:
    assert (
        public_address("https://files.example.com/d/key-in-path.pdf?x=1", link=True) == "https://files.example.com/***"
    )


@given(
    offset=st.integers(270, 310) | st.integers(2020, 2060),
    shape=st.sampled_from(["{}", '{{"detail": "{}"}}', '"{}"', "<p>{}</p>"]),
)
def test_no_cut_leaves_half_a_secret_in_an_error(offset: int, shape: str) -> None:
    """Messages and excerpts are shortened; a secret that stands across the cut must not show its first half."""
    body = shape.format("x" * offset + SECRET + "x" * 50).encode()
    error = error_for(read_problem(400, {}, body), hint=None, secrets=[SECRET])
    assert SECRET[:8] not in f"{error} {error.excerpt}"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (r'{"url":"https:\/\/s.example.com\/d?sig=SECRET"}', r'{"url":"https:\/\/s.example.com\/d?***"}'),
        ("Token authentication is required", "Token authentication is required"),
        ("http://" * 9000, "http://" * 9000),
        (
            "https://api.example.com/organization/6f1c2a34-5b7d-4e8f-9a01-b2c3d4e5f601/invoice/IN204004836",
            "https://api.example.com/organization/6f1c2a34-5b7d-4e8f-9a01-b2c3d4e5f601/invoice/IN204004836",
        ),
        ("https://s.example.com/d/kQ3v9xT2mZ8rW5bN1cY7aa/a.pdf", "https://s.example.com/d/***/a.pdf"),
        (
            r'"{\"url\":\"https:\\/\\/s.example.com\\/d?sig=SECRET\"}"',
            r'"{\"url\":\"https:\\/\\/s.example.com\\/d?***"}"',
        ),
        ("sub eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln expired", "sub *** expired"),
    ],
    ids=["escaped", "words", "long", "ids", "key in a path", "escaped twice", "token"],
)
def test_what_looks_like_an_address_or_a_credential(text: str, shown: str) -> None:
    assert redact(text, ()) == shown


@pytest.mark.parametrize(
    "text",
    [
        "https://my-long-tenant-name-prod1.console.ves.volterra.io/api",
        "no such bucket: https://acme-invoices-2026-eu-west-1.s3.amazonaws.com/x",
        "invoice IN204004836 of 2026-01-31: 1,234.50 EUR",
        "organization 6f1c2a34-5b7d-4e8f-9a01-b2c3d4e5f601",
        "https://h/organization/6f1c2a34-5b7d-4e8f-9a01-b2c3d4e5f601/invoice",
    ],
)
def test_what_a_reader_needs_stays(text: str) -> None:
    assert redact(text, [SECRET]) == text


@pytest.mark.parametrize("escape", ["%{:02x}", "%{:02X}", "\\u{:04x}"])
def test_a_secret_with_every_letter_escaped(escape: str) -> None:
    written = "".join(escape.format(ord(letter)) for letter in SECRET)
    assert redact(f"refused: {written}, sorry", [SECRET]) == "refused: *** sorry"


def test_a_user_in_an_address_is_hidden() -> None:
    assert redact("see http://usr:word@proxy:3128/x", []) == "see http://***@proxy:3128/x"
