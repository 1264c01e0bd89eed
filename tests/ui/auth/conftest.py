"""A page that is served to two users, for tests that leave it running."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from chat_server import chat
from visitors import users_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chat_server import ChatServer


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChatServer]:
    folder = tmp_path_factory.mktemp("shared")
    with chat(folder / "library", "--auth", str(users_file(folder))) as server:
        yield server
