"""What hides secrets, judged by what finds them: however a secret is written and cut, nothing of it is left."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cloudinvoices.core.redaction import redact

from .detector import PART, Detector, writings

LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.~+/=:%&\"\\' é"
SECRETS = st.text(st.sampled_from(LETTERS), min_size=PART, max_size=70)


@given(secret=SECRETS, before=st.text(max_size=10), after=st.text(max_size=10), data=st.data())
def test_nothing_of_a_secret_is_left(secret: str, before: str, after: str, data: st.DataObject) -> None:
    written = data.draw(st.sampled_from(list(writings(secret))))
    start = data.draw(st.integers(0, max(0, len(written) - PART)))
    end = data.draw(st.integers(min(start + PART, len(written)), len(written)))
    text = f"{before}{written[start:end]}{after}"
    assert Detector({"secret": secret}).find(redact(text, [secret])) == set()


@given(text=st.text(max_size=80), secret=SECRETS)
def test_what_is_no_secret_stays(text: str, secret: str) -> None:
    kept = "".join(character for character in text if character not in LETTERS)
    assert redact(kept, [secret]) == kept
