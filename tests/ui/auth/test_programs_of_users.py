"""The tools of a page with users: each program is answered from its own user's library."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import httpx2
import pytest
from mcp import Client
from mcp.client.streamable_http import streamable_http_client
from visitors import API, HELD, Visitor, file, password

if TYPE_CHECKING:
    from chat_server import ChatServer

QUESTION = {"question": "Which code opens the safe of Brunnen?"}


@pytest.fixture(scope="module", autouse=True)
def anns_letter(shared: ChatServer) -> None:
    with Visitor(shared.address, "ann") as ann:
        path = ann.upload("safe.txt", b"The safe of Brunnen opens with the code 1729, said Ann Petrova.\n")
        ann.act("upload", [[file(path)], *[None] * HELD])


async def asked_over_mcp(address: str, user: str) -> Any:  # noqa: ANN401 - the client's own
    async with (
        httpx2.AsyncClient(auth=(user, password(user)), timeout=60) as sender,
        Client(streamable_http_client(f"{address}{API}/mcp", http_client=sender)) as client,
    ):
        return (await client.call_tool("ask", QUESTION)).structured_content


def test_an_mcp_client_is_answered_from_its_own_users_library(shared: ChatServer) -> None:
    assert "1729" in asyncio.run(asked_over_mcp(shared.address, "ann"))["text"]
    assert "1729" not in str(asyncio.run(asked_over_mcp(shared.address, "bob")))


def test_a_plain_request_is_answered_from_its_own_users_library(shared: ChatServer) -> None:
    with Visitor(shared.address) as program:
        answers = [
            program.post(f"{API}/run/ask", json=QUESTION, auth=(user, password(user))).text for user in ("ann", "bob")
        ]
    assert ["1729" in answer for answer in answers] == [True, False]


@pytest.mark.parametrize("path", ["/mcp", "/run/ask", "/call/ask"])
def test_a_program_without_a_name_is_told_to_sign_in(shared: ChatServer, path: str) -> None:
    with Visitor(shared.address) as stranger:
        assert stranger.post(f"{API}{path}", json=QUESTION).status_code == 401
