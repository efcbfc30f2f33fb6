from __future__ import annotations

from collections.abc import Callable

import pytest

from cloudinvoices.documents import cursor


@pytest.fixture
def in_pieces_of(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Have files read in pieces of so many bytes."""
    return lambda size: monkeypatch.setattr(cursor, "PIECE", size)
