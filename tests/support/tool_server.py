"""The tools served over MCP alone, from this process: each request's user is who its header names."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from typing import TYPE_CHECKING

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware

from ui.mcpclients import PATH
from ui.mcpserver import McpServer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ui.headers import Application, Receive, Scope, Send
    from ui.tools import Tools

PATIENCE = 60


class Named:
    """Say whose a request is, as a gate does that has asked for a password."""

    def __init__(self, app: Application) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            scope = {**scope, "user": dict(scope["headers"]).get(b"x-user", b"").decode()}
        await self._app(scope, receive, send)


@contextlib.contextmanager
def served(tools: Tools) -> Iterator[str]:
    """Give the address of the tools."""
    over = McpServer(tools)
    app = Starlette(routes=over.routes, lifespan=over.lifespan, middleware=[Middleware(Named)])
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        end = time.monotonic() + PATIENCE
        while not server.started:
            assert time.monotonic() < end
            time.sleep(0.02)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}{PATH}"
    finally:
        server.should_exit = True
        thread.join(PATIENCE)
        listening.close()
