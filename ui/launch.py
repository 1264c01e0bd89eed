"""Start the page's server: nothing of it reaches beyond this machine."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import gradio as gr
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from ui.app import build
from ui.headers import SecurityHeaders
from ui.layout import ASSETS, head
from ui.page import Page
from ui.sources import UPLOAD_LIMIT
from ui.toolroutes import tool_routes
from ui.tools import Tools

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from rag.library.library import Library

SANS = ["ui-sans-serif", "system-ui", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif"]
MONO = ["ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "monospace"]
"""Fonts that the reader's system has: none is fetched."""


def launch(library: Library, host: str, port: int, removed: Path | None = None, *, mcp: bool = False) -> gr.Blocks:
    """Serve a library's page from a thread; close() of what comes back ends it. With `mcp`, its tools over MCP too.

    `removed` is where uploads wait that were taken out, until it is too late to bring them back.
    """
    page = Page(library, removed)
    threading.Thread(target=page.warm, daemon=True).start()
    tools = Tools(lambda request: page)
    blocks = build(page, tools)
    blocks.launch(
        server_name=host,
        server_port=port,
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
        app_kwargs={
            "middleware": [
                Middleware(TrustedHostMiddleware, allowed_hosts=[host, "localhost"]),  # no page elsewhere can read it
                Middleware(SecurityHeaders),
            ],
            **_called_by_programs(tools, mcp),
        },
    )
    return blocks


def _called_by_programs(tools: Tools, mcp: bool) -> dict[str, Any]:
    """Say what the application answers to programs; without MCP its package is never loaded."""
    if not mcp:
        return {"routes": tool_routes(tools)}
    from ui.mcpserver import McpServer

    server = McpServer(tools)
    return {"routes": [*tool_routes(tools), *server.routes], "lifespan": server.lifespan}
