from __future__ import annotations

import asyncio
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx
import httpx2
import pytest
from folders import write
from hash_embedder import HashEmbedder
from llm_replies import Text
from llm_server import LlmServer
from mcp import Client, MCPError
from mcp.client.streamable_http import streamable_http_client
from tool_server import served

from ingest import ingest
from rag import Assistant, Library, Settings
from ui.tools import Tools

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import gradio as gr

LEGACY = "2025-06-18"
HEADERS = {"Accept": "application/json, text/event-stream", "MCP-Protocol-Version": LEGACY}


@dataclass
class Desk:
    library: Library
    assistant: Assistant


@pytest.fixture(scope="module")
def ferries(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("ferries")
    with Library(folder / "library", embedder=HashEmbedder()) as library:
        ingest(write(folder / "ferry.txt", "The ferry leaves at nine from the old quay."), library)
        yield library


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library(tmp_path_factory.mktemp("empty") / "library", embedder=HashEmbedder()) as library:
        yield library


def pages(anna: Library, ben: Library) -> Callable[[gr.Request | None], Desk]:
    desks = {"anna": Desk(anna, Assistant(anna, Settings())), "ben": Desk(ben, Assistant(ben, Settings()))}

    def page_of(request: gr.Request | None) -> Desk:
        return desks[request.request.scope["user"]]  # type: ignore[union-attr] # a KeyError is a fault of the server

    return page_of


async def searched(url: str, user: str) -> Any:  # noqa: ANN401 - the client's own
    async with (
        httpx2.AsyncClient(headers={"X-User": user}, timeout=60) as sender,
        Client(streamable_http_client(url, http_client=sender)) as client,
    ):
        try:
            return await client.call_tool("search", {"question": "ferry"})
        except MCPError as error:
            return error


def test_each_user_is_answered_from_their_own_library(ferries: Library, empty: Library) -> None:
    with served(Tools(pages(ferries, empty))) as url:
        anna, ben = asyncio.run(searched(url, "anna")), asyncio.run(searched(url, "ben"))
    assert anna.structured_content["hits"][0]["document"]["name"] == "ferry.txt"
    assert ben.structured_content == {"hits": [], "note": "the library is empty", "cut": ""}


def test_a_fault_of_the_server_tells_nothing_of_itself(ferries: Library, empty: Library) -> None:
    with served(Tools(pages(ferries, empty))) as url:
        failed = asyncio.run(searched(url, "secret-stranger"))
    assert isinstance(failed, MCPError)
    assert "secret" not in repr(failed)
    assert failed.message == "Internal server error"


def opened(url: str, user: str) -> str:
    hello = {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "initialize",
        "params": {"protocolVersion": LEGACY, "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}},
    }
    answer = httpx.post(url, json=hello, headers={**HEADERS, "X-User": user}, timeout=60)
    assert answer.status_code == 200
    return answer.headers["mcp-session-id"]


def listed(url: str, user: str, session: str) -> int:
    asked = {"jsonrpc": "2.0", "id": 2, "method": "tools/list", "params": {}}
    return httpx.post(url, json=asked, headers={**HEADERS, "X-User": user, "Mcp-Session-Id": session}).status_code


def test_a_session_is_of_use_to_its_own_user_only(ferries: Library, empty: Library) -> None:
    with served(Tools(pages(ferries, empty))) as url:
        session = opened(url, "anna")
        assert listed(url, "anna", session) == 200
        assert listed(url, "ben", session) == 404


def test_a_message_beyond_the_limit_is_refused(ferries: Library, empty: Library) -> None:
    with served(Tools(pages(ferries, empty))) as url:
        sent = httpx.post(url, content=b"x" * 3_000_000, headers={**HEADERS, "Content-Type": "application/json"})
    assert sent.status_code == 413


async def stopped_midway(url: str, heard: asyncio.Event) -> None:
    async def hear(progress: float, total: float | None, message: str | None) -> None:
        heard.set()

    async with Client(url) as client:
        asking = asyncio.create_task(
            client.call_tool("ask", {"question": "When did the new quay open?"}, progress_callback=hear)
        )
        await asyncio.wait_for(heard.wait(), 60)
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)
        assert (await client.call_tool("search", {"question": "quay"})).structured_content["hits"]  # type: ignore[index]


def test_a_call_that_is_cancelled_lets_the_language_model_go(library: Library) -> None:
    slow = Text(("The quay opened on 12 May [1]. ", "It took two years of works [1]. ", *["and on "] * 600), pause=0.1)
    with LlmServer(slow) as model:
        settings = Settings(llm="test-model", llm_url=model.url)
        desk = Desk(library, Assistant(library, settings))
        with served(Tools(lambda request: desk)) as url:
            asyncio.run(stopped_midway(url, asyncio.Event()))
            assert model.left.wait(60)


def test_a_call_reaches_no_other_host(ferries: Library, empty: Library) -> None:
    reached: list[str] = []

    def note(event: str, given: tuple[Any, ...]) -> None:
        if event == "socket.connect":
            reached.append(str(given[1][0] if isinstance(given[1], tuple) else given[1]))
        elif event == "socket.getaddrinfo":
            reached.append(str(given[0]))

    sys.addaudithook(note)
    with served(Tools(pages(ferries, empty))) as url:
        asyncio.run(searched(url, "anna"))
    assert set(reached) == {"127.0.0.1"}
