import pytest

from cloudinvoices.cli.quantities import count, duration, size


@pytest.mark.parametrize(
    ("number", "thing", "text"),
    [(0, "document", "0 documents"), (1, "document", "1 document"), (1020, "copy", "1,020 copies")],
)
def test_count(number: int, thing: str, text: str) -> None:
    assert count(number, thing) == text


@pytest.mark.parametrize(
    ("bytes", "text"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1.0 kB"),
        (12_345_678, "12.3 MB"),
        (999_949, "999.9 kB"),
        (999_950, "1.0 MB"),
        (5_000_000_000_000_000, "5,000.0 TB"),
    ],
)
def test_size(bytes: int, text: str) -> None:
    assert size(bytes) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.1, "1 s"), (40.2, "40 s"), (99.4, "99 s"), (100, "2 min"), (5_900, "98 min"), (11_100, "3 h 5 min")],
)
def test_duration(seconds: float, text: str) -> None:
    assert duration(seconds) == text
