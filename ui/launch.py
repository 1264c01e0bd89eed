"""Start the page's server: nothing of it reaches beyond this machine, unless its host says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import gradio as gr
from starlette.middleware import Middleware
from starlette.routing import Route

from ui.app import build
from ui.auth.belongings import Belongings
from ui.auth.doors import UPLOAD, Doors
from ui.auth.gate import Desk, Gate
from ui.auth.signin import sign_in_routes
from ui.auth.uploads import Uploads
from ui.headers import SecurityHeaders
from ui.layout import ASSETS, head
from ui.sources import UPLOAD_LIMIT
from ui.toolroutes import tool_routes
from ui.tools import Tools

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from ui.auth.accounts import Accounts
    from ui.auth.hosts import Place
    from ui.users import Users

SANS = ["ui-sans-serif", "system-ui", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif"]
MONO = ["ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "monospace"]
"""Fonts that the reader's system has: none is fetched."""


def launch(
    users: Users, place: Place, uploads: Path, accounts: Accounts | None = None, *, mcp: bool = False
) -> gr.Blocks:
    """Serve the page of each user from a thread; close() of what comes back ends it. With `mcp`, tools over MCP too.

    `uploads` is where files wait to be taken in. With accounts nobody gets past the gate who has not signed in.
    """
    tools = Tools(users.page)
    blocks = build(users, tools)
    blocks.launch(
        server_name=f"[{place.host}]" if ":" in place.host else place.host,
        server_port=place.port,
        prevent_thread_lock=True,
        quiet=True,
        share=False,
        inbrowser=False,
        show_error=False,
        ssr_mode=False,
        mcp_server=False,
        pwa=False,
        enable_monitoring=False,
        run_history=False,  # questions are not kept in the browser
        footer_links=[],
        allowed_paths=[],
        max_file_size=UPLOAD_LIMIT,
        theme=gr.themes.Base(font=SANS, font_mono=MONO, primary_hue="teal", neutral_hue="slate", radius_size="md"),
        head=head(),
        favicon_path=ASSETS / "favicon.png",
        app_kwargs=_guarded(place, Uploads(uploads, UPLOAD_LIMIT), accounts, _called_by_programs(tools, mcp)),
    )
    return blocks


def _guarded(place: Place, uploads: Uploads, accounts: Accounts | None, called: dict[str, Any]) -> dict[str, Any]:
    """Say what stands before gradio, the outermost first, and what is answered in its place."""
    desk = None if accounts is None else Desk(accounts, place.port)
    return {
        **called,
        "middleware": [
            Middleware(SecurityHeaders),
            Middleware(Doors, place=place),
            Middleware(Gate, desk=desk),
            Middleware(Belongings, uploads=uploads),
        ],
        "routes": [
            Route(UPLOAD, uploads.receive, methods=["POST"]),
            *(sign_in_routes(desk) if desk is not None else ()),
            *called["routes"],
        ],
    }


def _called_by_programs(tools: Tools, mcp: bool) -> dict[str, Any]:
    """Say what the application answers to programs; without MCP its package is never loaded."""
    if not mcp:
        return {"routes": tool_routes(tools)}
    from ui.mcpserver import McpServer

    server = McpServer(tools)
    return {"routes": [*tool_routes(tools), *server.routes], "lifespan": server.lifespan}
