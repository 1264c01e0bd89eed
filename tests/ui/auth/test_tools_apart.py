"""The tools for programs, on a page with users: each program has the library of whose password it sends."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import httpx2
import pytest
from chat_server import chat
from mcp import Client
from mcp.client.streamable_http import streamable_http_client
from visitors import API, USERS, Visitor, password, users_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LEADERS = {"ann": "Maria Lopez", "bob": "Anna Petrova"}
QUESTION = "Who led the works on the pier?"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("tools")
    with chat(folder / "library", "--mcp", "--auth", str(users_file(folder))) as server:
        for user, leader in LEADERS.items():
            with Visitor(server.address, user) as visitor:
                visitor.take_in("pier.txt", f"The works on the pier of Ostwick were led by {leader}, a minister.\n")
        yield server.address


def called(address: str, user: str, name: str, **arguments: object) -> Any:  # noqa: ANN401 - the client's own
    async def call() -> object:
        auth = httpx2.BasicAuth(user, password(user))
        async with (
            httpx2.AsyncClient(auth=auth, timeout=120) as http,
            Client(streamable_http_client(f"{address}{API}/mcp", http_client=http)) as client,
        ):
            return await client.call_tool(name, arguments)

    return asyncio.run(call())


@pytest.mark.parametrize("user", USERS)
def test_a_program_is_answered_from_the_library_of_its_user(address: str, user: str) -> None:
    told = called(address, user, "ask", question=QUESTION).structured_content
    assert LEADERS[user] in told["text"]
    (other,) = (leader for name, leader in LEADERS.items() if name != user)
    assert other not in str(told)
    assert other not in str(called(address, user, "search", question=QUESTION))


def test_a_link_into_the_library_of_another_opens_nothing(address: str) -> None:
    link = called(address, "ann", "ask", question=QUESTION).structured_content["citations"][0]["link"]
    assert LEADERS["ann"] in str(called(address, "ann", "read_source", source=link))
    refused = called(address, "bob", "read_source", source=link)
    assert refused.is_error
    assert LEADERS["ann"] not in str(refused)


def test_a_program_without_a_password_reaches_no_tool(address: str) -> None:
    with Visitor(address) as stranger:
        for path in ("mcp", "mcp/", "run/ask", "run/search", "run/read_source", "call/ask"):
            assert stranger.post(f"{API}/{path}", json={"question": QUESTION}).status_code == 401
