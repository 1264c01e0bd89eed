"""The tools over the Model Context Protocol, on the page's own port; loaded only where they are asked for."""

from __future__ import annotations

import contextlib
import json
from dataclasses import asdict
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import anyio
import anyio.from_thread
import gradio as gr
import mcp_types as types
from mcp.server import Server
from mcp.server.auth.middleware.bearer_auth import AuthenticatedUser
from mcp.server.auth.provider import AccessToken
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from pydantic import TypeAdapter
from starlette.requests import Request
from starlette.routing import Route

from rag.errors import CitebackError
from ui.mcpclients import PATH
from ui.toolkit.tool import UNTRUSTED, Watch
from ui.toolroutes import SameOrigin
from ui.tools import TOOLS

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from mcp.server import ServerRequestContext

    from ui.headers import Receive, Scope, Send
    from ui.toolkit.tool import Tool
    from ui.tools import Tools

    Schema = dict[str, Any]  # JSON schema's own type

LONGEST_REQUEST = 2 << 20
"""Bytes of one message: a whole conversation goes along with a follow-up."""
MOST_SESSIONS = 1_000
USER = "citeback.user"
"""Where a request's scope holds the name of its user while the SDK has the place for its own."""

INSTRUCTIONS = (
    "Citeback answers from the user's own documents; every sentence points at the words that carry it. Ask with `ask`; "
    "look around with `search`; check a quote in its place with `read_source`. Pass marks and links on, so that the "
    f"user can check them. {UNTRUSTED}"
)


class McpServer:
    """Serve the tools to MCP clients: Streamable HTTP, in every version that the SDK speaks."""

    def __init__(self, tools: Tools) -> None:
        """Serve these tools."""
        self._tools = tools
        self._listed = types.ListToolsResult(tools=[_described(tool) for tool in TOOLS.values()])
        self._server: Server[Any] = Server(
            "citeback",
            title="Citeback",
            version=version("citeback"),
            instructions=INSTRUCTIONS,
            on_list_tools=self._list,
            on_call_tool=self._call,
        )
        self._manager = StreamableHTTPSessionManager(
            self._server, max_request_body_size=LONGEST_REQUEST, max_sessions=MOST_SESSIONS
        )

    @property
    def routes(self) -> list[Route]:
        """Give what the page's application has to route."""
        return [Route(path, SameOrigin(self._handle)) for path in (PATH, f"{PATH}/")]

    @contextlib.asynccontextmanager
    async def lifespan(self, app: object) -> AsyncIterator[None]:
        """Run while the page's application runs."""
        async with self._manager.run():
            yield

    async def _handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a session be used only by whose it is: the SDK knows users by what a token gives."""
        user = scope.get("user")
        if isinstance(user, str):
            known = AuthenticatedUser(AccessToken(token=user, client_id=user, scopes=[]))
            scope = {**scope, "user": known, USER: user}
        await self._manager.handle_request(scope, receive, send)

    async def _list(
        self, context: ServerRequestContext[Any], params: types.PaginatedRequestParams | None
    ) -> types.ListToolsResult:
        return self._listed

    async def _call(
        self, context: ServerRequestContext[Any], params: types.CallToolRequestParams
    ) -> types.CallToolResult:
        try:
            result = await self._tools.answer(
                params.name, params.arguments or {}, _asked_by(context), Watch(_reporter(context))
            )
        except CitebackError as error:
            return types.CallToolResult(content=[types.TextContent(text=str(error))], is_error=True)
        told = asdict(result)  # type: ignore[call-overload]
        text = json.dumps(told, ensure_ascii=False)
        return types.CallToolResult(content=[types.TextContent(text=text)], structured_content=told)


def _asked_by(context: ServerRequestContext[Any]) -> gr.Request | None:
    """Give the request as the page's own handlers see theirs."""
    request = context.request
    if not isinstance(request, Request):
        return None
    return gr.Request(Request({**request.scope, "user": request.scope[USER]}) if USER in request.scope else request)


def _described(tool: Tool[Any, Any]) -> types.Tool:
    return types.Tool(
        name=tool.name,
        title=tool.title,
        description=tool.description,
        input_schema=_lean(tool.takes.model_json_schema()),
        output_schema=_lean(TypeAdapter(tool.gives).json_schema(mode="serialization")),
        annotations=types.ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False),
    )


def _lean(schema: Schema) -> Schema:
    """Leave out the titles that only say a field's name again: a model pays for every word."""
    return {
        key: _lean(value) if isinstance(value, dict) else value
        for key, value in schema.items()
        if not (key == "title" and isinstance(value, str))
    }


def _reporter(context: ServerRequestContext[Any]) -> Callable[[str], None]:
    """Make what sends each settled sentence as progress, where the client asked for progress."""
    count = 0

    def report(said: str) -> None:
        nonlocal count
        count += 1
        with contextlib.suppress(RuntimeError, anyio.ClosedResourceError, anyio.BrokenResourceError):  # it has gone
            anyio.from_thread.run(context.session.report_progress, float(count), None, said)

    return report
