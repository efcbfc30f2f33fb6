"""Keys met lately: what comes again is noticed, and memory has a limit."""

from cloudinvoices.core.recent import Recent


def test_a_key_is_new_once() -> None:
    recent = Recent()
    assert recent.add(("scope", "1"))
    assert not recent.add(("scope", "1"))
    assert recent.add(("other", "1"))


def test_the_last_keys_are_known_and_the_oldest_forgotten() -> None:
    recent = Recent(most=100)
    assert all(recent.add(number) for number in range(1000))
    assert not any(recent.add(number) for number in range(900, 1000))
    assert recent.add(0)
