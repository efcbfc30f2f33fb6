import socket
from types import SimpleNamespace
from typing import Any

import pytest

from cloudinvoices.core._http import Client, Clients, Resolve
from cloudinvoices.core.addresses import Addresses


class Names:
    """Stands in for the system's resolver and for the clock."""

    def __init__(self) -> None:
        self.known: dict[str, str] = {}
        self.asked: list[str] = []
        self.now = 1000.0

    def getaddrinfo(self, host: str, *_: Any, **__: Any) -> list[Any]:
        self.asked.append(host)
        if host not in self.known:
            raise socket.gaierror("unknown")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (self.known[host], 0))]


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Names:
    names = Names()
    monkeypatch.setattr(socket, "getaddrinfo", names.getaddrinfo)
    monkeypatch.setattr("cloudinvoices.core.addresses.time", SimpleNamespace(monotonic=lambda: names.now))
    return names


def test_a_name_is_looked_up_once_in_a_while(names: Names) -> None:
    found = Addresses()
    names.known["h"] = "192.0.2.1"
    assert found.recall("h") is None
    assert found.look_up("h") == ["192.0.2.1"]
    assert found.recall("h") == ["192.0.2.1"]
    names.known["h"] = "192.0.2.2"
    names.now += 11
    assert found.recall("h") is None
    assert found.look_up("h") == ["192.0.2.2"]


def test_what_is_not_known_is_asked_again(names: Names) -> None:
    found = Addresses()
    assert found.look_up("h") == []
    assert found.recall("h") is None


def test_not_all_names_of_the_world_are_remembered(names: Names) -> None:
    found = Addresses()
    for number in range(1000):
        names.known[str(number)] = "192.0.2.1"
        found.look_up(str(number))
    remembered = [number for number in range(1000) if found.recall(str(number)) is not None]
    assert 1 <= len(remembered) <= 256
    assert remembered[-1] == 999


def test_documents_of_one_host_ask_once(names: Names) -> None:
    names.known["storage.example.com"] = "192.0.2.1"
    clients = Clients(Client)
    for _ in range(3):
        assert Resolve("storage.example.com").run(clients) == ["192.0.2.1"]
    assert names.asked == ["storage.example.com"]


def test_each_account_asks_for_itself(names: Names) -> None:
    names.known["h"] = "192.0.2.1"
    assert [Resolve("h").run(Clients(Client)) for _ in range(2)] == [["192.0.2.1"]] * 2
    assert names.asked == ["h", "h"]
