import pytest

from cloudinvoices.core.exchange import Answer, Request
from cloudinvoices.errors import UnexpectedAnswer
from cloudinvoices.transfer.parts import find_validator, remaining_length


def answered(status: int, **headers: str) -> Answer:
    named = [(name.replace("_", "-").encode(), value.encode("latin-1")) for name, value in headers.items()]
    request = Request("GET", "https://storage.example.net", "/", {}, 1.0)
    return Answer(request, status, named, (), lambda: None)


@pytest.mark.parametrize("content_range", [f"bytes {'9' * 5000}-9/9", "bytes 5-9/1234567890123456789", "bytes ٥-٩/٩"])
def test_a_part_whose_place_is_no_number(content_range: str) -> None:
    with pytest.raises(UnexpectedAnswer, match="another part"):
        remaining_length(answered(206, content_range=content_range.encode().decode("latin-1")), 5)


def test_a_part_in_its_place() -> None:
    assert remaining_length(answered(206, content_range="bytes 5-9/10"), 5) == 5
    assert remaining_length(answered(206, content_range="bytes 5-9/*"), 5) is None


@pytest.mark.parametrize(
    ("headers", "validator"),
    [
        ({"etag": '"a"'}, '"a"'),
        ({"etag": '"é"'}, None),
        ({"etag": 'W/"a"', "last_modified": "Fri, 20 Nov 2026 08:00:00 GMT"}, "Fri, 20 Nov 2026 08:00:00 GMT"),
        ({"last_modified": "gestern früh"}, None),
        ({"etag": '"a"', "accept_ranges": "none"}, None),
        ({"etag": '"a"', "content_encoding": "gzip"}, None),
        ({}, None),
    ],
)
def test_what_a_part_can_be_asked_for_with(headers: dict[str, str], validator: str | None) -> None:
    assert find_validator(answered(200, **headers)) == validator
